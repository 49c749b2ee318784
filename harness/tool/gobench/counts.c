/* counts.c -- takes allocs/op and B/op from result lines. */
#include "gobench/counts.h"

#include <string.h>

static void take(double value, double *kept, bool *has, bool *varies)
{
    *varies |= *has && *kept != value;
    *kept = value;
    *has = true;
}

void gobench_counts_add(struct gobench_counts *c, const struct gobench_set *set,
                        const struct gobench_result *r)
{
    for (size_t i = 0; i < r->n_values; i++) {
        const struct gobench_value *v = &set->values[r->first_value + i];
        if (strcmp(v->unit, "allocs/op") == 0)
            take(v->value, &c->allocs, &c->has_allocs, &c->varies);
        else if (strcmp(v->unit, "B/op") == 0)
            take(v->value, &c->bytes, &c->has_bytes, &c->varies);
    }
}
