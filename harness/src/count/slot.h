/* slot.h -- one set of counters per thread, written by that thread alone and summed by whoever
 * asks.
 *
 * Slots live in static storage, so taking one never allocates. They only accumulate: a thread that
 * exits gives its slot back with its totals in it, and the next thread goes on counting from there.
 * Nothing here takes a lock, so a signal handler or a forked child cannot find one held. */
#ifndef HM_SLOT_H
#define HM_SLOT_H

#include <stdint.h>

#include <heapmark/counters.h>

#define HM__HIDDEN __attribute__((visibility("hidden")))

struct hm__slot {
    _Alignas(128) hm_counters counters; /* two cache lines: the prefetcher fetches them in pairs */
    uint32_t taken;
    uint32_t quiet; /* what lands here is in no total, and no observer hears of it */
};

/* The calling thread's slot; NULL before its first allocation and after its destructors ran. The
 * initial-exec model keeps the access to one instruction and free of allocation. */
extern _Thread_local struct hm__slot *hm__slot __attribute__((tls_model("initial-exec")))
HM__HIDDEN;

/* What is counted here is not part of any total: heapmark's own requests, and requests an allocator
 * makes of itself while it serves one that is already counted. */
extern struct hm__slot hm__quiet HM__HIDDEN;

/* Shared by threads past their destructors, and by all beyond HM__SLOTS at once; atomic updates
 * only. */
extern struct hm__slot hm__shared HM__HIDDEN;

/* The calling thread's slot, taken now if it has none; hm__shared if it cannot have one. Never
 * NULL. */
struct hm__slot *hm__slot_mine(void);

/* Create what gives slots back at thread exit. Once, before the first hm__slot_mine(). */
void hm__slots_start(void);

/* Add to a counter that only this thread writes. One instruction where the machine has one, so that
 * a signal handler that counts in between loses nothing. */
static inline void hm__add(uint64_t *counter, uint64_t n)
{
#if defined(__x86_64__)
    __asm__("addq %1, %0" : "+m"(*counter) : "er"(n) : "cc");
#else
    __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
#endif
}

/* The same for any slot, hm__shared among them. */
static inline void hm__slot_add(const struct hm__slot *slot, uint64_t *counter, uint64_t n)
{
    if (slot == &hm__shared)
        __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
    else
        hm__add(counter, n);
}

#endif
