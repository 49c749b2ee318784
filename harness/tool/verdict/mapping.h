/* mapping.h -- the memory into which a traced program writes what it did (tracer/raw.h): made by
 * the tool before the run, and still there after it, however the program ended. */
#ifndef HM_VERDICT_MAPPING_H
#define HM_VERDICT_MAPPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct verdict_mapping {
    void *raw; /* for verdict_read(); NULL: there is none */
    size_t size;
};

struct verdict_limits {
    uint64_t events; /* kept; 0: none */
    uint64_t blocks; /* followed at once */
};

/* Map the file `fd`, which is made as large as it must be and stays the caller's. False with errno
 * set if that cannot be done; verdict_unmap() is allowed all the same. */
bool verdict_map(struct verdict_mapping *mapping, int fd, const struct verdict_limits *limits);
void verdict_unmap(struct verdict_mapping *mapping);

/* After the run: why the tracer did not see the program, a clause; NULL: it did. */
const char *verdict_not_traced(const struct verdict_mapping *mapping);

#endif
