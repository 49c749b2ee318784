/* out.h -- what `heapmark read-m` writes: the findings of the Go compiler, explained, with
 * the counts of the benchmarks that run the same functions beside them. */
#ifndef HM_READ_M_OUT_H
#define HM_READ_M_OUT_H

#include <regex.h>

#include "gobench/counts.h"
#include "go_m/why.h"

struct read_m {
    const struct go_m_set *set;
    const struct gobench_set *bench; /* NULL: none was given */
    const regex_t *only;             /* benchmarks that may be matched; NULL: all */
    bool all;                        /* leaks, and what stays and costs nothing, too */
};

/* The counts of the benchmarks that run the function (gobench/names.h), over all their result
 * lines. Fills up to max, returns how many. */
size_t read_m_measured(const struct read_m *in, const char *function, struct gobench_counts *out,
                       size_t max);

/* Is the finding shown? With --all every one is; else not leaking parameters, which are for the
 * callers, and not values that stay and cost nothing. */
bool read_m_shown(const struct read_m *in, const struct go_m_finding *f,
                  const struct go_m_why *why);

void read_m_text(FILE *to, const struct read_m *in);
void read_m_json(FILE *to, const struct read_m *in);

#endif
