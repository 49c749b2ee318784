/* lane.h -- which lane of hm__process a thread counts into, and how it counts.
 *
 * A lane is written by one thread alone and summed by whoever asks. Lanes only accumulate: a thread
 * that exits gives its lane back with its totals in it, and the next thread goes on counting from
 * there. Lane 0 is shared, with atomic updates: by threads past their destructors, and by those
 * that found no lane free. Nothing here allocates or locks, so a signal handler or a forked child
 * finds nothing held. */
#ifndef HM_LANE_H
#define HM_LANE_H

#include <stdbool.h>
#include <stdint.h>

#include "count/totals.h"

#define HM__HIDDEN __attribute__((visibility("hidden")))

/* The calling thread's lane; NULL before its first allocation and after its destructors ran. The
 * initial-exec model keeps the access to one instruction and free of allocation. */
extern _Thread_local struct hm__lane *hm__lane __attribute__((tls_model("initial-exec")))
HM__HIDDEN;

/* For heapmark's own requests, and those an allocator makes of itself while it serves one that is
 * already counted: what is counted here is in no total. */
extern struct hm__lane hm__quiet HM__HIDDEN;

/* The calling thread's lane, taken now if it has none; the shared one if it cannot have any. */
struct hm__lane *hm__lane_mine(void);

/* Create what gives lanes back at thread exit. Once, before the first hm__lane_mine(). */
void hm__lanes_start(void);

/* In the child of a fork: give back the lanes of the threads that the child does not have. */
void hm__lanes_forked(void);

static inline struct hm__lane *hm__shared_lane(void)
{
    return &hm__process.lanes[0];
}

/* True if what is counted in this lane is in no total. */
static inline bool hm__lane_is_quiet(const struct hm__lane *lane)
{
    return (uintptr_t)lane - (uintptr_t)hm__process.lanes >= sizeof hm__process.lanes;
}

/* True if only its thread counts in this lane, and it is in the totals. */
static inline bool hm__lane_is_own(const struct hm__lane *lane)
{
    return (uintptr_t)lane - (uintptr_t)&hm__process.lanes[1] <
           sizeof hm__process.lanes - sizeof hm__process.lanes[0];
}

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

/* The same for any lane, the shared one among them. */
static inline void hm__lane_add(const struct hm__lane *lane, uint64_t *counter, uint64_t n)
{
    if (lane == hm__shared_lane())
        __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
    else
        hm__add(counter, n);
}

#endif
