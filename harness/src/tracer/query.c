/* query.c -- which blocks of the calling thread are alive. */
#include "tracer/query.h"

#include "tracer/hooks.h"

__attribute__((visibility("default"))) uint64_t hm_trace_mark(void)
{
    struct hm_tracer_thread *t = hm_tracer_thread_mine();
    return t != NULL ? t->shadow.open.id : 0;
}

static void add(const struct hm_tracer_block *b, hm_trace_site *sites, size_t room)
{
    const void *call = (const void *)(uintptr_t)hm_tracer_trace.raw.site[b->site].ra;
    for (size_t i = 0; i < room; i++) {
        if (sites[i].blocks != 0 && sites[i].call != call)
            continue;
        sites[i].call = call;
        sites[i].blocks++;
        sites[i].bytes += b->size;
        return;
    }
}

__attribute__((visibility("default"))) uint64_t
hm_trace_alive_since(uint64_t mark, hm_trace_site *sites, size_t room)
{
    const struct hm_tracer_thread *t = hm_tracer_thread_mine();
    uint64_t alive = 0;

    if (t == NULL)
        return 0;
    for (size_t i = 0; i < room; i++)
        sites[i] = (hm_trace_site){ 0 };
    hm_tracer_lock();
    for (uint32_t i = 1; i <= hm_tracer_tables.blocks_used; i++) {
        const struct hm_tracer_block *b = &hm_tracer_tables.block[i];
        if (b->address == 0 || b->thread != t->shadow.thread || b->birth < mark)
            continue;
        alive++;
        add(b, sites, room);
    }
    hm_tracer_unlock();
    return alive;
}
