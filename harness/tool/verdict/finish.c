/* finish.c -- order what was gathered, cut chains at the home frame, and sum up. */
#include "verdict/parts.h"

#include <stdlib.h>
#include <string.h>

/* Worst first: what the heap is needed for before what it is not. */
static int badness(enum verdict_end_kind kind)
{
    switch (kind) {
    case VERDICT_END_NOT_FREED:
        return 0;
    case VERDICT_END_OTHER_THREAD:
        return 1;
    case VERDICT_END_LEFT_ALL:
        return 2;
    case VERDICT_END_OUTLIVED:
        return 3;
    case VERDICT_END_STAYED:
        return 4;
    case VERDICT_END_UNKNOWN:
    case VERDICT_END_KINDS:
        break;
    }
    return 5;
}

int verdict_falling(uint64_t a, uint64_t b)
{
    return (a < b) - (a > b);
}

static int ends_order(const void *left, const void *right)
{
    const struct verdict_end *a = left, *b = right;
    int order = badness(a->kind) - badness(b->kind);
    if (order == 0)
        order = (a->sure != NULL) - (b->sure != NULL);
    if (order == 0)
        order = verdict_falling(a->depth, b->depth);
    if (order == 0)
        order = verdict_falling(a->blocks, b->blocks);
    return order != 0 ? order : verdict_by_name(a->home, b->home);
}

static int freed_order(const void *left, const void *right)
{
    const struct verdict_freed *a = left, *b = right;
    int order = verdict_falling(a->blocks, b->blocks);
    return order != 0 ? order : verdict_at_order(&a->at, &b->at);
}

static int callers_order(const void *left, const void *right)
{
    const struct verdict_caller *a = left, *b = right;
    int order = verdict_falling(a->blocks, b->blocks);
    for (size_t i = 0; order == 0 && i < a->count && i < b->count; i++)
        order = verdict_at_order(&a->frames[i], &b->frames[i]);
    return order != 0 ? order : (a->count > b->count) - (a->count < b->count);
}

static int drafts_order(const void *left, const void *right)
{
    const struct verdict_site *a = &(*(struct verdict_draft *const *)left)->site;
    const struct verdict_site *b = &(*(struct verdict_draft *const *)right)->site;
    int order = verdict_at_order(&a->at, &b->at);
    if (order == 0)
        order = verdict_by_name(a->allocator, b->allocator);
    return order != 0 ? order : (a->address > b->address) - (a->address < b->address);
}

static int homes_order(const void *left, const void *right)
{
    const struct verdict_home *a = left, *b = right;
    int order = verdict_falling(a->blocks, b->blocks);
    return order != 0 ? order : verdict_by_name(a->function, b->function);
}

static int names_order(const void *left, const void *right)
{
    return verdict_by_name(*(const char *const *)left, *(const char *const *)right);
}

static bool same_frames(const struct verdict_caller *a, const struct verdict_caller *b)
{
    size_t n = 0;
    while (a->count == b->count && n < a->count &&
           verdict_at_order(&a->frames[n], &b->frames[n]) == 0)
        n++;
    return n == a->count && n == b->count;
}

static void join_callers(struct verdict_caller *to, const struct verdict_caller *from)
{
    bool first = to->home_blocks == 0, none = from->home_blocks == 0;
    if (!none && (first || from->depth_min < to->depth_min))
        to->depth_min = from->depth_min;
    if (from->depth_max > to->depth_max)
        to->depth_max = from->depth_max;
    if (from->left_out_min < to->left_out_min)
        to->left_out_min = from->left_out_min;
    if (from->left_out_max > to->left_out_max)
        to->left_out_max = from->left_out_max;
    to->home_blocks += from->home_blocks;
    to->blocks += from->blocks;
}

/* Chains end at the frame where the blocks do; two that are alike up to there are one. */
static void cut_callers(struct verdict_draft *d)
{
    bool all_home = d->site.depth_known;
    for (size_t i = 0; i < d->ends.count; i++)
        all_home = all_home && (d->ends.at[i].kind == VERDICT_END_STAYED ||
                                d->ends.at[i].kind == VERDICT_END_OUTLIVED);
    size_t most = all_home ? d->site.depth_max : SIZE_MAX;
    size_t kept = 0;
    for (size_t i = 0; i < d->callers.count; i++) {
        struct verdict_caller c = d->callers.at[i];
        if (c.count > most) {
            c.count = most;
            c.cut = false;
            c.left_out_min = c.left_out_max = 0;
        }
        size_t k = 0;
        while (k < kept && !same_frames(&d->callers.at[k], &c))
            k++;
        if (k < kept) {
            join_callers(&d->callers.at[k], &c);
            free((void *)c.frames);
        } else {
            d->callers.at[kept++] = c;
        }
    }
    d->callers.count = kept;
}

static struct verdict_home *home_of(struct verdict_reading_parts *p, const char *function)
{
    for (size_t i = 0; i < p->homes.count; i++)
        if (verdict_by_name(p->homes.at[i].function, function) == 0)
            return &p->homes.at[i];
    struct verdict_home *home = VERDICT_APPEND(&p->homes);
    if (home != NULL)
        home->function = function;
    return home;
}

/* What the blocks of a site are to each of their homes. */
static int add_homes(struct verdict_reading_parts *p, const struct verdict_site *site)
{
    uint64_t size = verdict_advised(site);
    for (size_t i = 0; i < site->end_count; i++) {
        const struct verdict_end *e = &site->ends[i];
        if (!verdict_has_home(e) || site->harness || site->outside ||
            !verdict_is_placed_by_program(site))
            continue;
        struct verdict_home *home = home_of(p, e->home);
        if (home == NULL)
            return -1;
        home->blocks += e->blocks;
        home->bytes += e->bytes;
        size_t k = 0; /* ends with the same home have their live_max in common */
        while (k < i && (!verdict_has_home(&site->ends[k]) ||
                         verdict_by_name(site->ends[k].home, e->home) != 0))
            k++;
        if (k == i)
            home->advised += size * e->live_max;
    }
    return 0;
}

static int finish_site(struct verdict_reading *r, struct verdict_draft *d)
{
    struct verdict_site *site = &d->site;

    if (d->ends.count > 1)
        qsort(d->ends.at, d->ends.count, sizeof *d->ends.at, ends_order);
    cut_callers(d);
    if (d->callers.count > 1)
        qsort(d->callers.at, d->callers.count, sizeof *d->callers.at, callers_order);
    for (size_t i = 0; i < d->ends.count; i++) {
        struct verdict_end *e = &d->ends.at[i];
        if (e->freed_count > 1)
            qsort((void *)e->freed, e->freed_count, sizeof *e->freed, freed_order);
        if (verdict_has_home(e))
            site->live_max = e->live_max > site->live_max ? e->live_max : site->live_max;
    }
    if (site->live_max == 0) /* no home */
        site->live_max = site->live_peak;
    site->ends = d->ends.at;
    site->end_count = d->ends.count;
    site->callers = d->callers.at;
    site->caller_count = d->callers.count;
    if (site->grown == 0)
        site->grow_from = site->grow_to = 0;
    site->advice = verdict_advice(site, d->advice, sizeof d->advice);
    return add_homes(r->parts, site);
}

static void sum(struct verdict_report *report, const struct verdict_site *site)
{
    if (site->harness) {
        report->harness_blocks += site->blocks;
    } else if (site->outside) {
        report->outside_blocks += site->blocks;
        report->outside_bytes += site->bytes;
    } else {
        report->blocks += site->blocks;
        report->bytes += site->bytes;
    }
}

void verdict_source_size_is(struct verdict_reading *r, size_t site, enum verdict_source_size size)
{
    r->parts->sites.at[site].source_size = size;
}

int verdict_finish_report(struct verdict_reading *r)
{
    struct verdict_reading_parts *p = r->parts;
    struct verdict_report *report = &r->report;

    if (p->drafts.count > 1)
        qsort(p->drafts.at, p->drafts.count, sizeof *p->drafts.at, drafts_order);
    for (size_t i = 0; i < p->drafts.count; i++) {
        if (finish_site(r, p->drafts.at[i]) != 0)
            return -1;
        struct verdict_site *site = VERDICT_APPEND(&p->sites);
        if (site == NULL)
            return -1;
        *site = p->drafts.at[i]->site;
        sum(report, site);
    }
    verdict_count_calls(r);
    if (p->homes.count > 1)
        qsort(p->homes.at, p->homes.count, sizeof *p->homes.at, homes_order);
    for (size_t i = 0; i < p->homes.count; i++) {
        report->stackable += p->homes.at[i].blocks;
        report->stackable_bytes += p->homes.at[i].bytes;
    }
    if (p->wrappers.count > 1)
        qsort(p->wrappers.at, p->wrappers.count, sizeof *p->wrappers.at, names_order);
    report->wrappers = p->wrappers.at;
    report->wrapper_count = p->wrappers.count;
    report->sites = p->sites.at;
    report->site_count = p->sites.count;
    report->homes = p->homes.at;
    report->home_count = p->homes.count;
    return 0;
}
