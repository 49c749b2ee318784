/* bench.c -- the counts of the benchmarks that run a function. */
#include "read_m/out.h"

size_t read_m_measured(const struct read_m *in, const struct go_m_finding *f,
                       struct gobench_counts *out, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; in->bench != NULL && i < in->bench->n_results; i++) {
        const struct gobench_result *r = &in->bench->results[i];
        if (!read_m_runs(in->set, in->bench, r, f) ||
            (in->only != NULL && regexec(in->only, r->name, 0, NULL, 0) != 0))
            continue;
        size_t at = 0;
        while (at < n && out[at].name != r->name)
            at++;
        if (at == max)
            break;
        if (at == n)
            out[n++] = (struct gobench_counts){ .name = r->name };
        gobench_counts_add(&out[at], in->bench, r);
    }
    return n;
}

bool read_m_shown(const struct read_m *in, const struct go_m_finding *f, const struct go_m_why *why)
{
    return in->all || f->kind <= GO_M_MOVED ||
           (f->kind == GO_M_STAYS && why->cost != GO_M_COST_NONE);
}
