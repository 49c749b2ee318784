/* call.c -- hm_trace_outliving(): the tracer gives the blocks alive, libdw names their sites. */
#include <stdlib.h>

#include "symbols/own.h"
#include "tracer/query.h"

static void name(hm_trace_site *site)
{
    size_t count;
    const struct symbols_symbol *at = symbols_own_at(site->call, &count);
    if (at == NULL)
        return;
    site->function = at->function;
    site->file = at->file;
    site->line = at->line;
    site->column = at->column;
}

static int most_first(const void *left, const void *right)
{
    const hm_trace_site *a = left, *b = right;
    return a->blocks != b->blocks ? (a->blocks < b->blocks) - (a->blocks > b->blocks)
                                  : (a->call > b->call) - (a->call < b->call);
}

/* An unrolled loop has several calls for one place in the source: add them up. */
static void join(hm_trace_site *sites, size_t room)
{
    for (size_t i = 1; i < room; i++)
        for (size_t k = 0; k < i && sites[i].file != NULL; k++) {
            if (sites[k].file != sites[i].file || sites[k].line != sites[i].line ||
                sites[k].column != sites[i].column)
                continue;
            sites[k].blocks += sites[i].blocks;
            sites[k].bytes += sites[i].bytes;
            sites[i] = (hm_trace_site){ 0 };
        }
}

int64_t hm_trace_outliving(void (*fn)(void *arg), void *arg, hm_trace_site *sites, size_t room)
{
    uint64_t mark = hm_trace_mark();
    if (mark == 0)
        return -1;
    fn(arg);
    uint64_t alive = hm_trace_alive_since(mark, sites, room);
    for (size_t i = 0; i < room && sites[i].blocks != 0; i++)
        name(&sites[i]);
    join(sites, room);
    if (room > 1)
        qsort(sites, room, sizeof *sites, most_first);
    return (int64_t)alive;
}
