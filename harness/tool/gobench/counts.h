/* counts.h -- what the result lines of one benchmark counted, taken together. */
#ifndef HM_GOBENCH_COUNTS_H
#define HM_GOBENCH_COUNTS_H

#include "gobench/file.h"

struct gobench_counts {
    const char *name; /* without the word Benchmark */
    double allocs, bytes;
    bool has_allocs, has_bytes;
    bool varies; /* not every result line counted the same */
};

/* Add a result line of `set`. */
void gobench_counts_add(struct gobench_counts *counts, const struct gobench_set *set,
                        const struct gobench_result *result);

#endif
