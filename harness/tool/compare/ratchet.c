/* ratchet.c -- which counts changed, and which lines made them change. */
#include "compare/ratchet.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/verb.h"
#include "cli/xalloc.h"

static void add_row(struct compare_ratchet *r, struct compare_ratchet_row row)
{
    r->with[row.kind]++;
    *XPUSH(r->rows, r->n_rows, r->rows_cap) = row;
}

static enum compare_ratchet_kind kind_of(const struct compare_kept *before,
                                         const struct compare_kept *now)
{
    if (before->value == now->value)
        return COMPARE_RATCHET_SAME;
    return (now->value > before->value) != now->more ? COMPARE_RATCHET_WORSE
                                                     : COMPARE_RATCHET_BETTER;
}

static void compare_rows(struct compare_ratchet *r, const struct compare_baseline *before,
                         const struct compare_baseline *now)
{
    for (size_t i = 0; i < now->n_kept; i++) {
        const struct compare_kept *k = &now->kept[i];
        const struct compare_kept *old = compare_baseline_find(before, k->name, k->unit);
        add_row(r, (struct compare_ratchet_row){ .kind = old != NULL ? kind_of(old, k)
                                                                     : COMPARE_RATCHET_NEW,
                                                 .name = k->name,
                                                 .unit = k->unit,
                                                 .before = old != NULL ? old->value : 0,
                                                 .now = k->value,
                                                 .varies = k->varies });
    }
    for (size_t i = 0; i < before->n_kept; i++) {
        const struct compare_kept *k = &before->kept[i];
        if (compare_baseline_find(now, k->name, k->unit) == NULL)
            add_row(r, (struct compare_ratchet_row){ .kind = COMPARE_RATCHET_GONE,
                                                     .name = k->name,
                                                     .unit = k->unit,
                                                     .before = k->value });
    }
}

static bool same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Lines move when a file is edited, functions seldom do. */
static bool same_function(const struct compare_site *a, const struct compare_site *b)
{
    return same(a->file, b->file) && same(a->function, b->function) && same(a->caller, b->caller);
}

enum match { SAME_LINE_AND_COUNT, SAME_COUNT, SAME_LINE, ANY_LINE, MATCHES };

static bool matches(const struct compare_site *a, const struct compare_site *b, enum match how)
{
    bool line = a->line == b->line, count = a->allocs == b->allocs;
    return same_function(a, b) && (how == SAME_LINE_AND_COUNT ? line && count
                                   : how == SAME_COUNT        ? count
                                   : how == SAME_LINE         ? line
                                                              : true);
}

static void add_change(struct compare_ratchet *r, const struct compare_site *site, int64_t more)
{
    if (more != 0)
        *XPUSH(r->changes, r->n_changes, r->changes_cap) =
            (struct compare_site_change){ site, more };
}

/* Pair the sites of both, the surest pairs first; what is left over is new or gone. */
static void compare_sites(struct compare_ratchet *r, const struct compare_baseline *before,
                          const struct compare_baseline *now)
{
    bool *used = xzalloc(before->n_sites + 1), *done = xzalloc(now->n_sites + 1);
    for (int how = 0; how < MATCHES; how++)
        for (size_t i = 0; i < now->n_sites; i++)
            for (size_t k = 0; !done[i] && k < before->n_sites; k++)
                if (!used[k] && matches(&now->sites[i], &before->sites[k], (enum match)how)) {
                    used[k] = done[i] = true;
                    add_change(r, &now->sites[i], now->sites[i].allocs - before->sites[k].allocs);
                }
    for (size_t i = 0; i < now->n_sites; i++)
        if (!done[i])
            add_change(r, &now->sites[i], now->sites[i].allocs);
    for (size_t k = 0; k < before->n_sites; k++)
        if (!used[k])
            add_change(r, &before->sites[k], -before->sites[k].allocs);
    free(used);
    free(done);
}

static int most_first(const void *left, const void *right)
{
    const struct compare_site_change *a = left, *b = right;
    if (a->more != b->more)
        return a->more < b->more ? 1 : -1;
    return a->site->line < b->site->line ? -1 : a->site->line > b->site->line;
}

void compare_ratchet_make(struct compare_ratchet *r, const struct compare_baseline *before,
                          const struct compare_baseline *now)
{
    *r = (struct compare_ratchet){ .sites_known = before->has_sites && now->has_sites };
    compare_rows(r, before, now);
    if (r->sites_known)
        compare_sites(r, before, now);
    if (r->n_changes > 1)
        qsort(r->changes, r->n_changes, sizeof *r->changes, most_first);
}

void compare_ratchet_done(struct compare_ratchet *r)
{
    free(r->rows);
    free(r->changes);
    *r = (struct compare_ratchet){ 0 };
}

int compare_ratchet_status(const struct compare_ratchet *r)
{
    if (r->with[COMPARE_RATCHET_GONE] > 0)
        return HM_EXIT_USAGE;
    return r->with[COMPARE_RATCHET_WORSE] > 0 ? HM_EXIT_NO : HM_EXIT_OK;
}
