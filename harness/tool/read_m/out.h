/* out.h -- what `heapmark read-m` writes: the findings of the Go compiler, explained, with
 * the counts of the benchmarks that run the same functions beside them. */
#ifndef HM_READ_M_OUT_H
#define HM_READ_M_OUT_H

#include <regex.h>

#include "gobench/file.h"
#include "go_m/why.h"

struct read_m {
    const struct go_m_set *set;
    const struct gobench_set *bench; /* NULL: none was given */
    const regex_t *only;             /* benchmarks that may be matched; NULL: all */
    bool all;                        /* leaks, and what stays and costs nothing, too */
};

/* One benchmark that runs a function, over all its result lines. */
struct read_m_measured {
    const char *name; /* without the word Benchmark */
    double allocs, bytes;
    bool has_allocs, has_bytes;
    bool varies; /* not every run counted the same */
};

/* The benchmarks whose first or any later name part is the name of the function, capitals, '_' and
 * '-' aside: boxedInt of impl=boxed_int and BenchmarkBoxedInt. Fills up to max, returns how many.
 */
size_t read_m_measured(const struct read_m *in, const char *function, struct read_m_measured *out,
                       size_t max);

/* Is the finding shown? With --all every one is; else not leaking parameters, which are for the
 * callers, and not values that stay and cost nothing. */
bool read_m_shown(const struct read_m *in, const struct go_m_finding *f,
                  const struct go_m_why *why);

void read_m_text(FILE *to, const struct read_m *in);
void read_m_json(FILE *to, const struct read_m *in);

#endif
