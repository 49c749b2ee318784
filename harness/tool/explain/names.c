/* names.c -- the functions and the counts of a case. */
#include "explain/names.h"

#include <string.h>

#include "gobench/names.h"

bool explain_runs(const char *benchmark, const char *function)
{
    return gobench_runs(benchmark, function) ||
           (strncmp(function, "set_", 4) == 0 && gobench_runs(benchmark, function + 4));
}

size_t explain_bare(const char *name)
{
    size_t len = 0, value_len;
    const char *value;
    size_t at = gobench_name_part(name, "/gomaxprocs", &len, &value, &value_len);
    return at != SIZE_MAX ? at : strlen(name);
}

struct gobench_counts explain_counts(const struct gobench_set *bench, const char *name)
{
    struct gobench_counts counts = { .name = name };
    for (size_t i = 0; i < bench->n_results; i++) {
        const struct gobench_result *r = &bench->results[i];
        if (explain_bare(r->name) == strlen(name) && strncmp(r->name, name, strlen(name)) == 0)
            gobench_counts_add(&counts, bench, r);
    }
    return counts;
}
