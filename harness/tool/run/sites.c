/* sites.c -- rank the sites of a process, then symbolise only those that are shown. */
#include "run/sites.h"

#include <stdlib.h>
#include <string.h>

#include "run/frames.h"
#include "stacks/table.h"

static const struct hm_stacks *table_of(const struct hm_count_process *process)
{
    return (const struct hm_stacks *)((const char *)process + HM_COUNT_LEDGER_SITES);
}

static int by_count(const void *a, const void *b)
{
    const struct hm_stacks_site *x = *(struct hm_stacks_site *const *)a,
                                *y = *(struct hm_stacks_site *const *)b;
    if (x->allocs != y->allocs)
        return x->allocs < y->allocs ? 1 : -1;
    return x->bytes != y->bytes ? (x->bytes < y->bytes ? 1 : -1) : (x > y) - (x < y);
}

static int by_bytes(const void *a, const void *b)
{
    const struct hm_stacks_site *x = *(struct hm_stacks_site *const *)a,
                                *y = *(struct hm_stacks_site *const *)b;
    if (x->bytes != y->bytes)
        return x->bytes < y->bytes ? 1 : -1;
    return x->allocs != y->allocs ? (x->allocs < y->allocs ? 1 : -1) : (x > y) - (x < y);
}

static struct run_site *best(const struct hm_stacks *table, const struct hm_stacks_site **ranked,
                             size_t shown, struct symbols *symbols)
{
    struct run_site *sites = calloc(shown + 1, sizeof *sites);
    for (size_t i = 0; sites != NULL && i < shown; i++) {
        const struct hm_stacks_site *from = ranked[i];
        sites[i] = (struct run_site){
            .allocs = from->allocs,
            .bytes = from->bytes,
            .unwound = from->allocs_by_unwinding * 2 > from->allocs,
            .cut = from->cut != 0,
        };
        sites[i].frames = run_frames(symbols, table, from, &sites[i].frame_count);
    }
    return sites;
}

/* A copy of the sites with what the lanes counted added to them; NULL if there is no memory. */
static struct hm_stacks_site *summed(const struct hm_count_process *process,
                                     const struct hm_stacks *table, uint32_t sites)
{
    struct hm_stacks_site *sum = malloc((sites + 1) * sizeof *sum);
    if (sum == NULL)
        return NULL;
    memcpy(sum, table->sites, sites * sizeof *sum);
    for (uint32_t lane = 0; lane < process->lanes_used && lane < HM_COUNT_LANES; lane++)
        for (int i = 0; i < HM_STACKS_COUNTS; i++) {
            const struct hm_stacks_count *c = &table->counts[lane][i];
            if (c->site == 0 || c->site > sites)
                continue;
            sum[c->site - 1].allocs += c->allocs;
            sum[c->site - 1].bytes += c->bytes;
            sum[c->site - 1].allocs_by_unwinding += c->allocs_by_unwinding;
        }
    return sum;
}

/* A thread that lost the race to publish a site left an empty one: it is not a site. */
static size_t collect(const struct hm_stacks_site *sites, uint32_t count,
                      const struct hm_stacks_site **ranked, struct run_sites *out)
{
    size_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct hm_stacks_site *s = &sites[i];
        if (s->allocs == 0)
            continue;
        ranked[n++] = s;
        out->stacks_by_unwinder += s->allocs_by_unwinding;
        out->stacks_by_frame_pointer += s->allocs - s->allocs_by_unwinding;
    }
    return n;
}

void run_sites_read(const struct hm_count_process *process, uint64_t allocs, size_t shown,
                    struct run_sites *out)
{
    const struct hm_stacks *table = table_of(process);
    uint32_t count = table->site_count < HM_STACKS_SITES ? table->site_count : HM_STACKS_SITES;
    const struct hm_stacks_site **ranked = calloc(count + 1, sizeof(void *));
    struct hm_stacks_site *sites = summed(process, table, count);
    struct symbols *symbols = run_symbols(table);
    *out = (struct run_sites){ 0 };
    if (ranked != NULL && sites != NULL && symbols != NULL) {
        out->total = collect(sites, count, ranked, out);
        uint64_t placed = out->stacks_by_unwinder + out->stacks_by_frame_pointer;
        out->allocs_without_stack = allocs > placed ? allocs - placed : 0;
        out->shown = shown < out->total ? shown : out->total;
        qsort(ranked, out->total, sizeof *ranked, by_count);
        out->by_count = best(table, ranked, out->shown, symbols);
        qsort(ranked, out->total, sizeof *ranked, by_bytes);
        out->by_bytes = best(table, ranked, out->shown, symbols);
        out->symbols = symbols;
        out->known = out->by_count != NULL && out->by_bytes != NULL;
    } else {
        symbols_close(symbols);
    }
    free(ranked);
    free(sites);
}

static void free_ranking(const struct run_site *sites, size_t n)
{
    for (size_t i = 0; sites != NULL && i < n; i++)
        free((void *)sites[i].frames);
    free((void *)sites);
}

void run_sites_done(struct run_sites *sites)
{
    free_ranking(sites->by_count, sites->shown);
    free_ranking(sites->by_bytes, sites->shown);
    symbols_close(sites->symbols);
    *sites = (struct run_sites){ 0 };
}
