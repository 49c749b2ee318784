/* reloaded.c -- compare stacks by files and offsets in them, not by addresses. */
#include "run/reloaded.h"

#include <stdlib.h>
#include <string.h>

struct places {
    const struct hm_stacks *table;
    unsigned first[HM_STACKS_MODULES + 1]; /* by number + 1: the first of that file; 0: unknown */
};

/* Was any file in memory at two addresses? */
static bool find_first(const struct hm_stacks *table, struct places *p)
{
    bool any = false;
    p->table = table;
    p->first[0] = 0;
    for (unsigned i = 0; i < HM_STACKS_MODULES && i < table->module_count; i++) {
        unsigned k = 0;
        while (k < i && (table->modules[i].path[0] != '/' ||
                         table->modules[k].offset != table->modules[i].offset ||
                         strcmp(table->modules[k].path, table->modules[i].path) != 0))
            k++;
        p->first[i + 1] = k + 1;
        any = any || k != i;
    }
    return any;
}

struct place {
    unsigned module;
    uint64_t offset;
};

static struct place place_of(const struct places *p, uint64_t frame)
{
    unsigned m = HM_STACKS_MODULE(frame);
    if (m == 0 || m > HM_STACKS_MODULES)
        return (struct place){ 0, HM_STACKS_PC(frame) };
    return (struct place){ p->first[m], HM_STACKS_PC(frame) - p->table->modules[m - 1].start };
}

static int by_places(const void *a, const void *b, void *places)
{
    const struct places *p = places;
    const struct run_site *left = *(struct run_site *const *)a,
                          *right = *(struct run_site *const *)b;
    const struct hm_stacks_site *x = &p->table->sites[left->number],
                                *y = &p->table->sites[right->number];
    if (x->frame_count != y->frame_count)
        return x->frame_count < y->frame_count ? -1 : 1;
    for (unsigned i = 0; i < x->frame_count; i++) {
        struct place at = place_of(p, p->table->frames[x->first_frame + i]);
        struct place to = place_of(p, p->table->frames[y->first_frame + i]);
        if (at.module != to.module)
            return at.module < to.module ? -1 : 1;
        if (at.offset != to.offset)
            return at.offset < to.offset ? -1 : 1;
    }
    return 0;
}

static int by_places_and_age(const void *a, const void *b, void *places)
{
    const struct run_site *left = *(struct run_site *const *)a,
                          *right = *(struct run_site *const *)b;
    int order = by_places(a, b, places);
    return order != 0 ? order : (left->number > right->number) - (left->number < right->number);
}

/* Into the oldest of the same stacks; the others have no blocks then. */
static void add_up(struct run_site **sites, size_t count, struct places *places)
{
    struct run_site *oldest = sites[0];
    for (size_t i = 1; i < count; i++) {
        if (by_places(&oldest, &sites[i], places) != 0) {
            oldest = sites[i];
            continue;
        }
        for (int by = 0; by < RUN_ORDERS; by++)
            oldest->amount[by] += sites[i]->amount[by];
        sites[i]->amount[RUN_ALLOCS] = 0;
    }
}

void run_reloaded_merge(const struct hm_stacks *table, struct run_sites *out)
{
    struct places *places = malloc(sizeof *places);
    struct run_site **sites = calloc(out->total + 1, sizeof(struct run_site *));
    if (places != NULL && sites != NULL && out->total > 1 && find_first(table, places)) {
        size_t left = 0;
        for (size_t i = 0; i < out->total; i++)
            sites[i] = &out->all[i];
        qsort_r(sites, out->total, sizeof *sites, by_places_and_age, places);
        add_up(sites, out->total, places);
        for (size_t i = 0; i < out->total; i++)
            if (out->all[i].amount[RUN_ALLOCS] != 0)
                out->all[left++] = out->all[i];
        out->total = left;
    }
    free(sites);
    free(places);
}
