/* query.c -- which blocks of the calling thread are alive, and what became of those of a call. */
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

static int fate_of(uint32_t kind)
{
    switch ((enum hm_tracer_fate_kind)kind) {
    case HM_TRACER_FATE_HOME:
        return HM_COUNT_FATE_HOME;
    case HM_TRACER_FATE_LEFT_ALL:
        return HM_COUNT_FATE_NO_HOME;
    case HM_TRACER_FATE_OTHER_THREAD:
        return HM_COUNT_FATE_OTHER_THREAD;
    case HM_TRACER_FATE_UNKNOWN:
    case HM_TRACER_FATE_NO_FRAME:
        break;
    }
    return HM_COUNT_FATE_UNKNOWN;
}

__attribute__((visibility("default"))) uint64_t hm_trace_fates(uint64_t call, hm_count_fate_fn *fn,
                                                               void *ctx)
{
    const struct hm_tracer_raw *raw = &hm_tracer_trace.raw;
    uint64_t blocks = 0, alive = 0, dropped = 0;

    if (hm_tracer_thread_mine() == NULL)
        return 0;
    hm_tracer_lock();
    for (uint32_t i = 0; i < raw->header->sites; i++) {
        const struct hm_tracer_raw_site *s = &raw->site[i];
        if (s->ra != call)
            continue;
        blocks += s->blocks;
        dropped += s->dropped;
        alive += s->blocks - s->died - s->dropped;
    }
    for (uint32_t i = 0; blocks != 0 && i < raw->header->fates; i++) {
        const struct hm_tracer_raw_fate *f = &raw->fate[i];
        if (f->blocks != 0 && raw->site[f->site].ra == call)
            fn(ctx, fate_of(f->kind), f->depth_min, f->home.fn, f->blocks);
    }
    hm_tracer_unlock();
    if (alive != 0)
        fn(ctx, HM_COUNT_FATE_ALIVE, 0, 0, alive);
    if (dropped != 0)
        fn(ctx, HM_COUNT_FATE_UNKNOWN, 0, 0, dropped);
    return blocks;
}
