/* read.c -- gather raw sites that are one place in the source. */
#include "verdict/parts.h"

#include "valgrind/seen.h"

#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_place(const void *left, const void *right)
{
    const struct verdict_site *a = &((const struct verdict_draft *)left)->site;
    const struct verdict_site *b = &((const struct verdict_draft *)right)->site;
    int order = verdict_at_order(&a->at, &b->at);
    if (order == 0)
        order = verdict_by_name(a->allocator, b->allocator);
    if (order == 0 && (a->at.line == 0 || a->at.column == 0))
        order = (a->address > b->address) - (a->address < b->address);
    return order;
}

static struct verdict_draft *draft_at(const struct verdict_reading *r,
                                      const struct verdict_placed *placed, uint64_t address)
{
    struct verdict_reading_parts *parts = r->parts;
    struct verdict_draft *fresh = calloc(1, sizeof *fresh);
    if (fresh == NULL)
        return NULL;
    fresh->site.at = placed->at;
    fresh->site.allocator = placed->allocator;
    fresh->site.inner = placed->inner;
    fresh->site.address = address;
    fresh->site.binary = verdict_binary_at(r, address, &fresh->site.own_address);
    fresh->site.size_min = UINT64_MAX;
    fresh->site.grow_from = UINT64_MAX;
    fresh->site.outside = placed->outside;
    fresh->site.harness = placed->harness;
    fresh->site.library = placed->library;
    fresh->site.cxx = placed->cxx;
    fresh->site.aligned = placed->aligned;
    fresh->site.exception = strncmp(placed->allocator, "__cxa_allocate", 14) == 0;
    struct verdict_draft **kept = tsearch(fresh, &parts->by_place, by_place);
    if (kept == NULL || *kept != fresh) {
        free(fresh);
        return kept != NULL ? *kept : NULL;
    }
    struct verdict_draft **slot = VERDICT_APPEND(&parts->drafts);
    if (slot != NULL) {
        *slot = fresh;
        return fresh;
    }
    tdelete(fresh, &parts->by_place, by_place);
    free(fresh);
    return NULL;
}

static void add_counts(struct verdict_site *site, const struct hm_tracer_raw_site *raw)
{
    site->blocks += raw->blocks;
    site->bytes += raw->bytes;
    site->died += raw->died;
    site->dropped += raw->dropped;
    site->outlived_thread += raw->outlived_thread;
    site->live_peak += raw->live_peak;
    site->moves += raw->moves;
    site->growths += raw->growths;
    site->grown += raw->grown;
    if (raw->size_min < site->size_min)
        site->size_min = raw->size_min;
    if (raw->size_max > site->size_max)
        site->size_max = raw->size_max;
    if (raw->grow_from_min < site->grow_from)
        site->grow_from = raw->grow_from_min;
    if (raw->grow_to_max > site->grow_to)
        site->grow_to = raw->grow_to_max;
    for (size_t k = 0; k < VERDICT_SIZES; k++)
        site->size_log2[k] += raw->size_log2[k];
}

static bool add_end(struct verdict_draft *d, enum verdict_end_kind kind, enum verdict_unknown why,
                    uint64_t blocks, uint64_t bytes)
{
    if (blocks == 0)
        return true;
    struct verdict_end *e = verdict_end_of(d, &(struct verdict_ended){ .kind = kind, .why = why });
    if (e == NULL)
        return false;
    e->blocks += blocks;
    e->bytes += bytes;
    return true;
}

struct verdict_at *verdict_chain_callers(const struct verdict_reading *r,
                                         const struct hm_tracer_raw_site *raw, unsigned shift,
                                         size_t *count)
{
    const struct verdict_frames *chain = verdict_frames_of(r, raw);
    *count = chain->count > shift + 1 ? chain->count - shift - 1 : 0;
    struct verdict_at *frames = calloc(*count + 1, sizeof *frames);
    for (size_t i = 0; frames != NULL && i < *count; i++)
        frames[i] = verdict_frame_call(r, &chain->frame[shift + i], &chain->frame[shift + i + 1]);
    return frames;
}

static bool add_caller(struct verdict_reading *r, struct verdict_draft *d,
                       const struct hm_tracer_raw_site *raw, unsigned shift)
{
    size_t count;
    struct verdict_at *frames = verdict_chain_callers(r, raw, shift, &count);
    if (frames == NULL)
        return false;
    bool cut = verdict_frames_of(r, raw)->cut;
    struct verdict_caller *c = VERDICT_APPEND(&d->callers);
    if (c != NULL)
        *c = (struct verdict_caller){ .frames = frames,
                                      .count = count,
                                      .cut = cut,
                                      .left_out_min = cut ? 0 : raw->left_out_min,
                                      .left_out_max = cut ? 0 : raw->left_out_max,
                                      .blocks = raw->blocks };
    else
        free(frames);
    return c != NULL;
}

static int read_site(struct verdict_reading *r, uint32_t index)
{
    const struct hm_tracer_raw_site *raw = &r->parts->raw.site[index];
    struct verdict_placed placed = verdict_place_site(r, raw);

    if (placed.op_unknown)
        r->report.op_unknown += raw->blocks;
    if (!placed.in_op || raw->blocks == 0)
        return 0;
    struct verdict_draft *d = draft_at(r, &placed, raw->ra);
    if (d == NULL)
        return -1;
    r->parts->known[index] = (struct verdict_known_site){ .draft = d,
                                                          .shift = placed.shift,
                                                          .caller = d->callers.count };
    add_counts(&d->site, raw);
    uint64_t left = raw->blocks - raw->died - raw->dropped;
    uint64_t each = raw->blocks != 0 ? raw->bytes / raw->blocks : 0;
    enum verdict_unknown why = verdict_why_dropped(r->parts->raw.header);
    bool ok = add_end(d, VERDICT_END_NOT_FREED, VERDICT_KNOWN, left, left * each) &&
              add_end(d, VERDICT_END_UNKNOWN, why, raw->dropped, raw->dropped * each) &&
              add_caller(r, d, raw, placed.shift) && verdict_passed_over(r, index, placed.shift);
    return ok ? 0 : -1;
}

static void read_totals(struct verdict_reading *r)
{
    const struct hm_tracer_raw_header *h = r->parts->raw.header;
    struct verdict_report *report = &r->report;

    report->program = h->modules > 0 ? r->parts->raw.module[0].path : "?";
    report->status = -1;
    report->pid = h->pid;
    report->dropped = h->dropped;
    report->fates_lost = h->fates_lost;
    report->unknown_frees = h->unknown_frees;
    report->frames_lost = h->frames_lost;
    report->missed = h->missed;
    report->sites_lost = r->parts->raw.site[0].blocks;
    report->blocks_max = h->blocks_max;
    report->threads = h->threads;
    report->forks = h->forks;
    report->switched = h->switched != 0;
    report->no_lines = h->modules > 0 && !symbols_has_lines(r->symbols, 1);
}

static bool open_reading(struct verdict_reading *r, const struct verdict_options *options)
{
    *r = (struct verdict_reading){ .report.op = options->op };
    r->symbols = symbols_open();
    r->parts = calloc(1, sizeof *r->parts);
    if (r->parts != NULL)
        r->parts->options = options;
    return r->symbols != NULL && r->parts != NULL;
}

static bool read_frames(struct verdict_reading *r)
{
    struct verdict_reading_parts *p = r->parts;
    if (p->is_machine) {
        p->frames = p->machine.frames;
        return true;
    }
    p->frames = calloc(p->raw.header->sites + 1u, sizeof *p->frames);
    bool ok = p->frames != NULL;
    for (uint32_t i = 1; ok && i < p->raw.header->sites; i++)
        ok = verdict_frames_read(&p->frames[i], p->raw.node, p->raw.site[i].chain);
    return ok;
}

/* Read parts->raw, whose files have been given to the symbols. */
static int read_raw(struct verdict_reading *r)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    r->parts->known = calloc(raw->header->sites + 1u, sizeof *r->parts->known);
    if (r->parts->known == NULL || !read_frames(r) || verdict_find_wrappers(r) != 0)
        return -1;
    read_totals(r);
    for (uint32_t i = 1; i < raw->header->sites; i++)
        if (read_site(r, i) != 0)
            return -1;
    if (verdict_read_fates(r) != 0 || verdict_read_peaks(r) != 0 || verdict_read_events(r) != 0 ||
        verdict_finish_report(r) != 0)
        return -1;
    return 0;
}

int verdict_read(struct verdict_reading *r, void *base, const struct verdict_options *options)
{
    if (!open_reading(r, options))
        return -1;
    r->parts->raw = hm_tracer_raw_at(base);
    const struct hm_tracer_raw *raw = &r->parts->raw;
    if (!verdict_raw_holds(raw, r->damage, sizeof r->damage))
        return -1;
    for (uint32_t i = 0; i < raw->header->modules; i++)
        if (symbols_add(r->symbols, raw->module[i].path, raw->module[i].bias) == 0)
            return -1;
    if (read_raw(r) != 0)
        return -1;
    r->no_such_op = options->op != NULL && r->report.site_count == 0 &&
                    !symbols_has_traced(r->symbols, options->op);
    return 0;
}

int verdict_read_machine(struct verdict_reading *r, void *seen,
                         const struct verdict_options *options)
{
    if (!open_reading(r, options))
        return -1;
    struct verdict_machine *m = &r->parts->machine;
    if (!verdict_machine_read(m, seen, r->symbols, options->op))
        return -1;
    r->parts->is_machine = true;
    struct vg_seen at;
    vg_seen_at(&at, seen, 0);
    r->report.machine = true;
    r->report.executed = at.header->executed != 0;
    r->report.cut_short = !at.header->executed && !at.header->ended;
    r->report.regions = at.region;
    r->report.region_count = at.header->regions;
    r->parts->raw = (struct hm_tracer_raw){ .header = &m->header,
                                            .module = m->module,
                                            .site = m->site,
                                            .fate = m->fate,
                                            .peak = m->peak,
                                            .event = m->event };
    if (read_raw(r) != 0)
        return -1;
    r->no_such_op = options->op != NULL && r->report.site_count == 0 &&
                    !symbols_has_function(r->symbols, options->op);
    return 0;
}

static void free_draft(struct verdict_draft *d)
{
    for (size_t i = 0; i < d->ends.count; i++)
        free((void *)d->ends.at[i].freed);
    for (size_t i = 0; i < d->callers.count; i++)
        free((void *)d->callers.at[i].frames);
    free(d->ends.at);
    free(d->callers.at);
    free(d->copies.at);
    free(d->groups.at);
    free(d);
}

static void leave_node(void *node)
{
    (void)node; /* the drafts are freed by their list */
}

void verdict_read_done(struct verdict_reading *r)
{
    struct verdict_reading_parts *p = r->parts;
    if (p != NULL) {
        tdestroy(p->by_place, leave_node);
        tdestroy(p->functions, free);
        for (size_t i = 0; i < p->drafts.count; i++)
            free_draft(p->drafts.at[i]);
        free(p->drafts.at);
        free(p->sites.at);
        free(p->homes.at);
        free(p->wrappers.at);
        free(p->events.at);
        free(p->known);
        if (!p->is_machine && p->frames != NULL)
            verdict_frames_done(p->frames, p->raw.header->sites);
        verdict_machine_done(&p->machine);
        free(p);
    }
    symbols_close(r->symbols);
    *r = (struct verdict_reading){ 0 };
}
