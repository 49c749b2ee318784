/* out.h -- what `heapmark read-m` writes: the findings of the Go compiler, explained, with what
 * benchmarks and a memory profile counted beside them. */
#ifndef HM_READ_M_OUT_H
#define HM_READ_M_OUT_H

#include <regex.h>

#include "gobench/counts.h"
#include "go_m/why.h"
#include "read_m/profile.h"

struct read_m {
    const struct go_m_set *set;
    const struct gobench_set *bench;      /* NULL: none was given */
    const struct read_m_profile *profile; /* NULL: none was given */
    const regex_t *only;                  /* benchmarks that may be matched; NULL: all */
    bool all;                             /* every finding, not only the ten that cost most */
};

/* The counts of the benchmarks that run the function of the finding, over all their result lines.
 * Fills up to max, returns how many. */
size_t read_m_measured(const struct read_m *in, const struct go_m_finding *f,
                       struct gobench_counts *out, size_t max);

/* Do the names say that the benchmark runs the function of the finding? They do if both are of one
 * package, and the benchmark, or a value of its parts /key=value, is called as the function
 * (capitals and everything that is no letter or digit left out), and no other function of the
 * package is. */
bool read_m_runs(const struct go_m_set *set, const struct gobench_set *bench,
                 const struct gobench_result *result, const struct go_m_finding *f);

/* Is the finding shown? Without --all: neither leaking parameters, which are for the callers, nor
 * values that stay and cost nothing. */
bool read_m_shown(const struct read_m *in, const struct go_m_finding *f,
                  const struct go_m_why *why);

/* What a line of the profile counted, as a clause: "2 blocks/op, 16 B/op in BenchmarkX". Owned. */
char *read_m_counted(const struct read_m_profile *p, const struct read_m_line *line);

void read_m_text(FILE *to, const struct read_m *in);
void read_m_json(FILE *to, const struct read_m *in);

/* The table of the lines that cost most (top.c); nothing without a profile. */
void read_m_top(FILE *to, const struct read_m *in);

#endif
