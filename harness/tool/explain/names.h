/* names.h -- what belongs to a case, told by names. */
#ifndef HM_EXPLAIN_NAMES_H
#define HM_EXPLAIN_NAMES_H

#include "gobench/counts.h"

/* Does the benchmark of this name run the function of that name, with or without set_ before it? */
bool explain_runs(const char *benchmark, const char *function);

/* Length of the name without the -8 for the number of threads, which differs between two runs of
 * one case. */
size_t explain_bare(const char *name);

/* The counts of the benchmark of this bare name. */
struct gobench_counts explain_counts(const struct gobench_set *bench, const char *name);

#endif
