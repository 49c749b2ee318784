/* read.h -- what each instrument printed, as numbers. */
#ifndef HM_VERIFY_READ_H
#define HM_VERIFY_READ_H

#include <stdbool.h>
#include <stdint.h>

/* Of a benchmark program's --format=json. */
struct verify_ours {
    uint64_t n, allocs, bytes, reallocs;
    char outcome[32]; /* "measured", or why there are no numbers */
    bool counted;
};

/* Each returns false if the numbers are not in `text`. */
bool verify_read_ours(const char *text, struct verify_ours *out);
bool verify_read_jemalloc(const char *text,
                          uint64_t *requests); /* stats_print's JSON, amid other lines */
/* Of --trace-malloc=yes: reallocs of a live block to 0 bytes, and blocks of whole pages on a page
 * boundary; and the bytes that C++'s runtime adds to operator new of 0 bytes, and of an alignment.
 */
struct verify_traced {
    int64_t to_nothing, whole_pages;
    int64_t new_of_nothing, new_aligned;
};
struct verify_traced verify_read_trace(const char *text, long page_size);

bool verify_read_valgrind(const char *text, uint64_t *allocs,
                          uint64_t *bytes); /* total heap usage */

#endif
