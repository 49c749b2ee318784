/* state.c -- the lock, the event list and the memory of the trace. */
#include "tracer/state.h"

#include <sched.h>
#include <sys/mman.h>

enum { SPINS = 128 };

struct hm_tracer_trace hm_tracer_trace;

void hm_tracer_lock_many(void)
{
    for (unsigned spins = 0; __atomic_test_and_set(&hm_tracer_trace.lock, __ATOMIC_ACQUIRE);)
        if (++spins % SPINS == 0)
            sched_yield();
}

void hm_tracer_event(enum hm_tracer_event_kind kind, uint32_t thread, uint64_t id, uint64_t where,
                     uint64_t extra, uint64_t owner)
{
    struct hm_tracer_raw_header *h = hm_tracer_trace.raw.header;
    uint64_t at = __atomic_fetch_add(&h->events, 1, __ATOMIC_RELAXED);
    if (at >= h->events_max)
        return;
    hm_tracer_trace.raw.event[at] = (struct hm_tracer_raw_event){
        .kind = kind, .thread = thread, .id = id, .where = where, .extra = extra, .owner = owner
    };
}

void *hm_tracer_reserve(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                   -1, 0);
    return p == MAP_FAILED ? NULL : p;
}
