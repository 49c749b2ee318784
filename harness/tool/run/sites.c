/* sites.c -- rank the sites of a process, then symbolise only those that are shown. */
#include "run/sites.h"

#include <stdlib.h>
#include <string.h>

#include "run/against.h"
#include "run/frames.h"
#include "run/reloaded.h"
#include "stacks/table.h"

static const struct hm_stacks *table_of(const struct hm_count_process *process)
{
    return (const struct hm_stacks *)((const char *)process + HM_COUNT_LEDGER_SITES);
}

/* More comes first; then more of the other unit, then the older site. */
static int by_amount(const void *a, const void *b, void *order)
{
    const struct run_site *x = *(struct run_site *const *)a, *y = *(struct run_site *const *)b;
    enum run_order by = *(const enum run_order *)order, other = by ^ 1u;
    if (x->amount[by] != y->amount[by])
        return x->amount[by] < y->amount[by] ? 1 : -1;
    if (x->amount[other] != y->amount[other])
        return x->amount[other] < y->amount[other] ? 1 : -1;
    return (x->number > y->number) - (x->number < y->number);
}

/* What a count says, added to that of others. */
static void add_count(struct run_site *to, const struct hm_stacks_count *c, uint32_t peaks,
                      uint64_t *unwound)
{
    int64_t blocks = (int64_t)(c->allocs - c->frees), bytes = (int64_t)(c->bytes - c->freed);
    to->amount[RUN_ALLOCS] += (int64_t)c->allocs;
    to->amount[RUN_BYTES] += (int64_t)c->bytes;
    to->amount[RUN_LIVE_BLOCKS] += blocks;
    to->amount[RUN_LIVE_BYTES] += bytes;
    to->amount[RUN_PEAK_BLOCKS] += c->peak == peaks ? c->peak_blocks : blocks;
    to->amount[RUN_PEAK_BYTES] += c->peak == peaks ? c->peak_bytes : bytes;
    *unwound += c->allocs_by_unwinding;
}

/* What all lanes counted, by site. unwound: stacks by unwind tables, by site too. */
static void sum(const struct hm_count_process *process, const struct hm_stacks *table,
                uint32_t count, struct run_site *sites, uint64_t *unwound)
{
    for (uint32_t i = 0; i < count; i++)
        add_count(&sites[i], &table->sites[i].count, table->peaks, &unwound[i]);
    for (uint32_t lane = 0; lane < process->lanes_used && lane < HM_STACKS_LANES; lane++)
        for (int i = 0; i < HM_STACKS_COUNTS; i++) {
            const struct hm_stacks_count *c = &table->counts[lane][i];
            if (c->site != 0 && c->site <= count)
                add_count(&sites[c->site - 1], c, table->peaks, &unwound[c->site - 1]);
        }
}

/* The sites, numbered as in the table. A thread that lost the race to publish a site left an empty
 * one, which is not a site. */
static void collect(const struct hm_stacks *table, uint32_t count, const uint64_t *unwound,
                    struct run_sites *out)
{
    for (uint32_t i = 0; i < count; i++) {
        struct run_site s = out->all[i];
        uint64_t allocs = (uint64_t)s.amount[RUN_ALLOCS];
        if (allocs == 0)
            continue;
        s.number = i;
        s.unwound = unwound[i] * 2 > allocs;
        s.cut = table->sites[i].cut != 0;
        out->stacks_by_unwinder += unwound[i];
        out->stacks_by_frame_pointer += allocs - unwound[i];
        out->live_requested += s.amount[RUN_LIVE_BYTES];
        out->peak_requested_blocks += s.amount[RUN_PEAK_BLOCKS];
        out->all[out->total++] = s;
    }
}

static struct run_site nowhere_of(const struct hm_stacks *table)
{
    struct run_site nowhere = { .number = 0 };
    uint64_t unwound = 0;
    add_count(&nowhere, &table->nowhere, table->peaks, &unwound);
    return nowhere;
}

/* Blocks without a site are alive, too. */
static void add_nowhere(const struct hm_stacks *table, struct run_sites *out)
{
    struct run_site nowhere = nowhere_of(table);
    out->live_requested += nowhere.amount[RUN_LIVE_BYTES];
    out->peak_requested_blocks += nowhere.amount[RUN_PEAK_BLOCKS];
}

/* With threads the peak is taken in steps, and may have missed that more was alive at the end. */
static void raise_peak_to_exit(const struct hm_stacks *table, struct run_sites *out)
{
    if (out->live_requested <= out->peak_requested)
        return;
    out->peak_requested = out->live_requested;
    out->peak_requested_blocks = table->early_freed < table->early_blocks
                                     ? (int64_t)(table->early_blocks - table->early_freed)
                                     : 0;
    out->peak_requested_blocks += nowhere_of(table).amount[RUN_LIVE_BLOCKS];
    for (size_t i = 0; i < out->total; i++) {
        int64_t *amount = out->all[i].amount;
        amount[RUN_PEAK_BLOCKS] = amount[RUN_LIVE_BLOCKS];
        amount[RUN_PEAK_BYTES] = amount[RUN_LIVE_BYTES];
        out->peak_requested_blocks += amount[RUN_PEAK_BLOCKS];
    }
}

static void name(const struct hm_stacks *table, struct run_sites *out, struct run_site *site)
{
    if (!site->named)
        site->frames =
            run_frames(out->symbols, table, &table->sites[site->number], &site->frame_count);
    site->named = true;
}

static void show(const struct hm_stacks *table, struct run_sites *out, struct run_site *site)
{
    name(table, out, site);
    for (size_t i = 0; i < site->frame_count; i++)
        symbols_show(out->symbols, site->frames[i].file);
}

/* The sites to rank: all, or those in the filter. Returns how many. */
static size_t select_sites(const struct hm_stacks *table, const struct run_wish *wish,
                           struct run_sites *out, struct run_site **chosen)
{
    size_t n = 0;
    for (size_t i = 0; i < out->total; i++) {
        if (wish->filter != NULL || wish->against != NULL)
            name(table, out, &out->all[i]);
        if (!run_in_filter(&out->all[i], wish->filter))
            continue;
        chosen[n++] = &out->all[i];
        for (int by = 0; by < RUN_ORDERS; by++)
            out->filtered_amount[by] += out->all[i].amount[by];
    }
    out->filter = wish->filter;
    out->filtered = n;
    return n;
}

static bool rank(const struct hm_stacks *table, struct run_site **chosen, size_t n,
                 enum run_order by, size_t top, struct run_sites *out)
{
    struct run_ranking *r = &out->ranking[by];
    qsort_r(chosen, n, sizeof(struct run_site *), by_amount, &by);
    while (r->count < n && r->count < top && chosen[r->count]->amount[by] > 0)
        show(table, out, chosen[r->count++]);
    r->wanted = true;
    r->sites = malloc((r->count + 1) * sizeof *r->sites);
    if (r->sites != NULL)
        memcpy(r->sites, chosen, r->count * sizeof *r->sites);
    return r->sites != NULL;
}

static bool rank_all(const struct hm_stacks *table, const struct run_wish *wish,
                     struct run_sites *out)
{
    struct run_site **chosen = calloc(out->total + 1, sizeof(struct run_site *));
    size_t n = chosen != NULL ? select_sites(table, wish, out, chosen) : 0;
    bool ok = chosen != NULL;
    for (int by = 0; by < RUN_ORDERS; by++)
        if (ok && wish->order[by])
            ok = rank(table, chosen, n, (enum run_order)by, wish->top, out);
    if (ok && wish->against != NULL)
        ok = run_against_compare(wish, out);
    free(chosen);
    return ok;
}

void run_sites_read(const struct hm_count_process *process, uint64_t allocs,
                    const struct run_wish *wish, struct run_sites *out)
{
    const struct hm_stacks *table = table_of(process);
    uint32_t count = table->site_count < HM_STACKS_SITES ? table->site_count : HM_STACKS_SITES;
    uint32_t lanes = process->lanes_used;
    uint64_t *unwound = calloc(count + 1, sizeof *unwound);
    *out = (struct run_sites){ .peak_requested = table->peak, .not_followed = table->not_followed };
    out->all = calloc(count + 1, sizeof *out->all);
    out->symbols = run_symbols(table, wish);
    if (lanes > 2)
        out->peak_requested_error = (uint64_t)(lanes + 1) * HM_COUNT_STEP_BYTES;
    if (table->early_freed != 0)
        out->peak_requested_error += table->early_bytes;
    if (table->early_freed < table->early_blocks)
        out->live_requested = (int64_t)table->early_bytes;
    out->peak_requested_blocks = (int64_t)table->early_blocks;
    add_nowhere(table, out);
    if (unwound != NULL && out->all != NULL && out->symbols != NULL) {
        sum(process, table, count, out->all, unwound);
        collect(table, count, unwound, out);
        raise_peak_to_exit(table, out);
        run_reloaded_merge(table, out);
        uint64_t placed = out->stacks_by_unwinder + out->stacks_by_frame_pointer;
        out->allocs_without_stack = allocs > placed ? allocs - placed : 0;
        out->known = rank_all(table, wish, out);
    }
    free(unwound);
}

void run_sites_say_newer(const struct run_sites *sites, FILE *to)
{
    if (sites->symbols != NULL)
        symbols_say_newer(sites->symbols, to, "heapmark run");
}

void run_sites_done(struct run_sites *sites)
{
    for (int by = 0; by < RUN_ORDERS; by++)
        free(sites->ranking[by].sites);
    for (size_t i = 0; i < sites->total; i++)
        free((void *)sites->all[i].frames);
    free(sites->all);
    run_against_done(&sites->against);
    symbols_close(sites->symbols);
    *sites = (struct run_sites){ 0 };
}
