/* read_m_out.h -- what `heapmark read-m` writes: the findings of the Go compiler, explained, with
 * the counts of the benchmarks that run the same functions beside them. */
#ifndef HM_READ_M_OUT_H
#define HM_READ_M_OUT_H

#include <regex.h>

#include "gobench/file.h"
#include "go_m/why.h"

struct hm__read_m {
    const struct hm__m_set *set;
    const struct hm__benchset *bench; /* NULL: none was given */
    const regex_t *only;              /* benchmarks that may be matched; NULL: all */
    bool all;                         /* leaks, and what stays and costs nothing, too */
};

/* One benchmark that runs a function, over all its result lines. */
struct hm__measured {
    const char *name; /* without the word Benchmark */
    double allocs, bytes;
    bool has_allocs, has_bytes;
    bool varies; /* not every run counted the same */
};

/* The benchmarks whose first or any later name part is the name of the function, capitals, '_' and
 * '-' aside: boxedInt of impl=boxed_int and BenchmarkBoxedInt. Fills up to max, returns how many.
 */
size_t hm__measured(const struct hm__read_m *in, const char *function, struct hm__measured *out,
                    size_t max);

/* Is it shown? Not if it is about callers or stays for nothing, unless all is asked for. */
bool hm__read_m_shown(const struct hm__read_m *in, const struct hm__m_finding *f,
                      const struct hm__m_why *why);

void hm__read_m_text(FILE *to, const struct hm__read_m *in);
void hm__read_m_json(FILE *to, const struct hm__read_m *in);

#endif
