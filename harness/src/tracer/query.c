#include "tracer/query.h"

#include "tracer/runtime.h"

__attribute__((visibility("default"))) uint64_t hm_trace_mark(void)
{
    struct hm__thread *t = hm__runtime_thread();
    return t != NULL ? t->shadow.open.id : 0;
}

static void add(const struct hm__block *b, hm_trace_site *sites, size_t room)
{
    const void *call = (const void *)(uintptr_t)hm__trace.raw.site[b->site].ra;
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
    const struct hm__thread *t = hm__runtime_thread();
    uint64_t alive = 0;

    if (t == NULL)
        return 0;
    for (size_t i = 0; i < room; i++)
        sites[i] = (hm_trace_site){ 0 };
    hm__lock();
    for (uint32_t i = 1; i <= hm__trace.blocks_used; i++) {
        const struct hm__block *b = &hm__trace.block[i];
        if (b->address == 0 || b->thread != t->shadow.thread || b->birth < mark)
            continue;
        alive++;
        add(b, sites, room);
    }
    hm__unlock();
    return alive;
}
