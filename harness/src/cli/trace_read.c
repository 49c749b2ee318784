/* trace_read.c -- gather raw sites that are one place in the source, and their fates. */
#include "cli/trace_parts.h"

#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool hm__grow(void **at, size_t *room, size_t count, size_t size)
{
    if (count == *room) {
        size_t wide = *room != 0 ? 2 * *room : 8;
        void *moved = realloc(*at, wide * size);
        if (moved == NULL)
            return false;
        *at = moved;
        *room = wide;
    }
    memset((char *)*at + count * size, 0, size);
    return true;
}

static int by_name(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

static int by_place(const void *left, const void *right)
{
    const struct hm__trace_site *a = &((const struct hm__draft *)left)->site;
    const struct hm__trace_site *b = &((const struct hm__draft *)right)->site;
    int order = by_name(a->at.file, b->at.file);
    if (order == 0)
        order = a->at.line - b->at.line;
    if (order == 0)
        order = a->at.column - b->at.column;
    if (order == 0)
        order = by_name(a->at.function, b->at.function);
    if (order == 0)
        order = by_name(a->allocator, b->allocator);
    if (order == 0 && (a->at.line == 0 || a->at.column == 0))
        order = (a->address > b->address) - (a->address < b->address);
    return order;
}

static struct hm__draft *draft_at(struct hm__reading_parts *parts, const struct hm__placed *placed,
                                  uint64_t address)
{
    struct hm__draft *fresh = calloc(1, sizeof *fresh);
    if (fresh == NULL)
        return NULL;
    fresh->site.at = placed->at;
    fresh->site.allocator = placed->allocator;
    fresh->site.inner = placed->inner;
    fresh->site.address = address;
    fresh->site.size_min = UINT64_MAX;
    fresh->site.grow_from = UINT64_MAX;
    fresh->site.outside = placed->outside;
    fresh->site.harness = placed->harness;
    struct hm__draft **kept = tsearch(fresh, &parts->by_place, by_place);
    if (kept == NULL || *kept != fresh) {
        free(fresh);
        return kept != NULL ? *kept : NULL;
    }
    struct hm__draft **slot = HM__APPEND(&parts->drafts);
    if (slot != NULL)
        *slot = fresh;
    return slot != NULL ? fresh : NULL;
}

static void add_counts(struct hm__trace_site *site, const struct hm__raw_site *raw)
{
    site->blocks += raw->blocks;
    site->bytes += raw->bytes;
    site->died += raw->died;
    site->dropped += raw->dropped;
    site->outlived_thread += raw->outlived_thread;
    site->live_peak += raw->live_peak;
    site->moves += raw->moves;
    site->grown += raw->grown;
    if (raw->size_min < site->size_min)
        site->size_min = raw->size_min;
    if (raw->size_max > site->size_max)
        site->size_max = raw->size_max;
    if (raw->grow_from_min < site->grow_from)
        site->grow_from = raw->grow_from_min;
    if (raw->grow_to_max > site->grow_to)
        site->grow_to = raw->grow_to_max;
    for (size_t k = 0; k < HM__SIZES; k++)
        site->size_log2[k] += raw->size_log2[k];
}

static struct hm__end *end_of(struct hm__draft *d, enum hm__end_kind kind, unsigned depth,
                              const char *home, const char *why)
{
    for (size_t i = 0; i < d->ends.count; i++) {
        struct hm__end *e = &d->ends.at[i];
        if (e->kind == kind && e->depth == depth && by_name(e->home, home) == 0 &&
            by_name(e->why, why) == 0)
            return e;
    }
    struct hm__end *e = HM__APPEND(&d->ends);
    if (e != NULL)
        *e = (struct hm__end){ .kind = kind, .depth = depth, .home = home, .why = why };
    return e;
}

static bool add_end(struct hm__draft *d, enum hm__end_kind kind, const char *why, uint64_t blocks,
                    uint64_t bytes)
{
    if (blocks == 0)
        return true;
    struct hm__end *e = end_of(d, kind, 0, NULL, why);
    if (e == NULL)
        return false;
    e->blocks += blocks;
    e->bytes += bytes;
    return true;
}

static bool same_at(const struct hm__at *a, const struct hm__at *b)
{
    return a->line == b->line && a->column == b->column && by_name(a->file, b->file) == 0 &&
           by_name(a->function, b->function) == 0;
}

/* The frames of the chain from the site's caller on. */
static bool add_caller(struct hm__trace_reading *r, struct hm__draft *d,
                       const struct hm__raw_site *raw, unsigned shift)
{
    const struct hm__raw_chain *chain = &r->parts->raw.chain[raw->chain];
    size_t count = chain->count > shift + 1 ? chain->count - shift - 1 : 0;
    struct hm__at *frames = calloc(count + 1, sizeof *frames);
    if (frames == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        frames[i] = hm__frame_call(r, &chain->frame[shift + i], &chain->frame[shift + i + 1]);
    for (size_t i = 0; i < d->callers.count; i++) {
        struct hm__caller *c = &d->callers.at[i];
        bool equal = c->count == count;
        for (size_t k = 0; equal && k < count; k++)
            equal = same_at(&c->frames[k], &frames[k]);
        if (!equal)
            continue;
        c->blocks += raw->blocks;
        free(frames);
        return true;
    }
    struct hm__caller *c = HM__APPEND(&d->callers);
    if (c != NULL)
        *c = (struct hm__caller){
            .frames = frames, .count = count, .cut = chain->cut != 0, .blocks = raw->blocks
        };
    else
        free(frames);
    return c != NULL;
}

static int read_site(struct hm__trace_reading *r, uint32_t index,
                     const struct hm__trace_options *options)
{
    const struct hm__raw_site *raw = &r->parts->raw.site[index];
    struct hm__placed placed = hm__place_site(r, raw, options);

    if (placed.op_unknown)
        r->report.op_unknown += raw->blocks;
    if (!placed.in_op || raw->blocks == 0)
        return 0;
    struct hm__draft *d = draft_at(r->parts, &placed, raw->ra);
    if (d == NULL)
        return -1;
    r->parts->known[index] = (struct hm__known_site){ .draft = d, .shift = placed.shift };
    add_counts(&d->site, raw);
    uint64_t left = raw->blocks - raw->died - raw->dropped;
    uint64_t each = raw->blocks != 0 ? raw->bytes / raw->blocks : 0;
    bool ok = add_end(d, HM__END_NOT_FREED, NULL, left, left * each) &&
              add_end(d, HM__END_UNKNOWN, "not followed for want of room", raw->dropped,
                      raw->dropped * each) &&
              add_caller(r, d, raw, placed.shift);
    return ok ? 0 : -1;
}

static enum hm__end_kind kind_of(const struct hm__raw_fate *fate, unsigned depth, const char **why)
{
    *why = NULL;
    switch ((enum hm__fate_kind)fate->kind) {
    case HM__FATE_HOME:
        return depth == 0 ? HM__END_STAYED : HM__END_OUTLIVED;
    case HM__FATE_LEFT_ALL:
        return HM__END_LEFT_ALL;
    case HM__FATE_OTHER_THREAD:
        return HM__END_OTHER_THREAD;
    case HM__FATE_UNKNOWN:
        *why = "its thread switches stacks (swapcontext or the like)";
        return HM__END_UNKNOWN;
    case HM__FATE_NO_FRAME:
        break;
    }
    *why = "made below no instrumented function";
    return HM__END_UNKNOWN;
}

static bool add_freed(struct hm__end *e, struct hm__at at, uint64_t blocks)
{
    HM__LIST(struct hm__freed)
    list = { (struct hm__freed *)e->freed, e->freed_count, e->freed_count };
    for (size_t i = 0; i < list.count; i++)
        if (same_at(&list.at[i].at, &at)) {
            list.at[i].blocks += blocks;
            return true;
        }
    struct hm__freed *f = HM__APPEND(&list);
    if (f == NULL)
        return false;
    *f = (struct hm__freed){ .at = at, .blocks = blocks };
    e->freed = list.at;
    e->freed_count = list.count;
    return true;
}

static struct hm__at freed_at(const struct hm__trace_reading *r, const struct hm__raw_fate *fate)
{
    return fate->free_frame.pc != 0 ? hm__call_in(r, fate->free_ra, &fate->free_frame)
                                    : hm__spot_at(r, fate->free_ra);
}

/* What tells the chain of a site from others that lead to the same place, up to the home frame. */
static uint64_t path_of(const struct hm__raw *raw, const struct hm__raw_fate *fate)
{
    const struct hm__raw_site *site = &raw->site[fate->site];
    const struct hm__raw_chain *chain = &raw->chain[site->chain];
    uint64_t hash = site->ra * 31 + site->via;
    for (uint32_t i = 0; i < fate->depth && i < chain->count; i++)
        hash = (hash ^ chain->frame[i].call ^ chain->frame[i].pc << 1) * 0x100000001b3u;
    return hash;
}

/* Chains that part before the home may be alive together, so their maxima add up; those that part
 * further out, or lead to another inlined copy of it, belong to different activations. */
static bool add_live(struct hm__draft *d, struct hm__end *e, struct hm__path_live from)
{
    struct hm__path_live *known = NULL;
    uint64_t sum = 0;
    for (size_t i = 0; i < d->paths.count; i++) {
        struct hm__path_live *p = &d->paths.at[i];
        if (p->end != from.end || p->home != from.home)
            continue;
        if (p->path != from.path)
            sum += p->live;
        else
            known = p;
    }
    if (known == NULL) {
        known = HM__APPEND(&d->paths);
        if (known == NULL)
            return false;
        *known = from;
    }
    known->live = from.live > known->live ? from.live : known->live;
    sum += known->live;
    e->live_max = sum > e->live_max ? sum : e->live_max;
    return true;
}

static int read_fate(struct hm__trace_reading *r, const struct hm__raw_fate *fate)
{
    const struct hm__known_site *known = &r->parts->known[fate->site];
    const char *home = NULL, *why;

    if (known->draft == NULL)
        return 0;
    unsigned depth = fate->depth > known->shift ? fate->depth - known->shift : 0;
    enum hm__end_kind kind = kind_of(fate, depth, &why);
    struct hm__trace_site *site = &known->draft->site;
    if (fate->kind == HM__FATE_HOME) {
        home = hm__frame_function(r, &fate->home);
        site->depth_histogram[depth < HM__DEPTHS ? depth : HM__DEPTHS - 1] += fate->blocks;
        site->depth_min = !site->depth_known || depth < site->depth_min ? depth : site->depth_min;
        site->depth_max = depth > site->depth_max ? depth : site->depth_max;
        site->depth_known = true;
    }
    struct hm__end *e = end_of(known->draft, kind, depth, home, why);
    if (e == NULL)
        return -1;
    e->blocks += fate->blocks;
    e->bytes += fate->bytes;
    struct hm__path_live live = { .end = (size_t)(e - known->draft->ends.at),
                                  .home = fate->home.pc,
                                  .path = path_of(&r->parts->raw, fate),
                                  .live = fate->live_max };
    bool ok = add_live(known->draft, e, live) && add_freed(e, freed_at(r, fate), fate->blocks);
    return ok ? 0 : -1;
}

static void read_totals(struct hm__trace_reading *r)
{
    const struct hm__raw_header *h = r->parts->raw.header;
    struct hm__trace_report *report = &r->report;

    report->program = h->modules > 0 ? r->parts->raw.module[0].path : "?";
    report->status = -1;
    report->dropped = h->dropped;
    report->unknown_frees = h->unknown_frees;
    report->frames_lost = h->frames_lost;
    report->sites_lost = r->parts->raw.site[0].blocks;
    report->blocks_max = h->blocks_max;
    report->threads = h->threads;
    report->forks = h->forks;
    report->switched = h->switched != 0;
    report->no_lines = h->modules > 0 && !hm__symbols_has_lines(r->symbols, 1);
}

int hm__trace_read(struct hm__trace_reading *r, void *base, const struct hm__trace_options *options)
{
    *r = (struct hm__trace_reading){ .report.op = options->op };
    r->symbols = hm__symbols_open();
    r->parts = calloc(1, sizeof *r->parts);
    if (r->symbols == NULL || r->parts == NULL)
        return -1;
    r->parts->raw = hm__raw_at(base);
    const struct hm__raw *raw = &r->parts->raw;
    r->parts->known = calloc(raw->header->sites + 1u, sizeof *r->parts->known);
    if (r->parts->known == NULL)
        return -1;
    for (uint32_t i = 0; i < raw->header->modules; i++)
        if (hm__symbols_add(r->symbols, raw->module[i].path, raw->module[i].bias) == 0)
            return -1;
    read_totals(r);
    for (uint32_t i = 1; i < raw->header->sites; i++)
        if (read_site(r, i, options) != 0)
            return -1;
    for (uint32_t i = 0; i < raw->header->fates; i++)
        if (read_fate(r, &raw->fate[i]) != 0)
            return -1;
    return hm__read_events(r) == 0 ? hm__finish_report(r) : -1;
}

static void free_draft(struct hm__draft *d)
{
    for (size_t i = 0; i < d->ends.count; i++)
        free((void *)d->ends.at[i].freed);
    for (size_t i = 0; i < d->callers.count; i++)
        free((void *)d->callers.at[i].frames);
    free(d->ends.at);
    free(d->callers.at);
    free(d->paths.at);
    free(d);
}

static void leave_node(void *node)
{
    (void)node; /* the drafts are freed by their list */
}

void hm__trace_read_done(struct hm__trace_reading *r)
{
    struct hm__reading_parts *p = r->parts;
    if (p != NULL) {
        tdestroy(p->by_place, leave_node);
        for (size_t i = 0; i < p->drafts.count; i++)
            free_draft(p->drafts.at[i]);
        free(p->drafts.at);
        free(p->sites.at);
        free(p->homes.at);
        free(p->events.at);
        free(p->known);
        free(p);
    }
    hm__symbols_close(r->symbols);
    *r = (struct hm__trace_reading){ 0 };
}
