/* lane.h -- which lane of hm_count_process a thread counts into, and how it counts.
 *
 * A lane is written by one thread alone and summed by whoever asks. Lanes only accumulate: a thread
 * that exits gives its lane back with its totals in it, and the next thread goes on counting from
 * there. Lane 0 is shared, with atomic updates: by threads past their destructors, and by those
 * that found no lane free. Nothing here allocates or locks, so a signal handler or a forked child
 * finds nothing held. */
#ifndef HM_COUNT_LANE_H
#define HM_COUNT_LANE_H

#include <stdbool.h>
#include <stdint.h>

#include "count/totals.h"

#define HM_COUNT_HIDDEN __attribute__((visibility("hidden")))

/* The calling thread's lane; NULL before its first allocation and after its destructors ran. The
 * initial-exec model keeps the access to one instruction and free of allocation. */
extern _Thread_local struct hm_count_lane *hm_count_lane __attribute__((tls_model("initial-exec")))
HM_COUNT_HIDDEN;

/* For heapmark's own requests, and those an allocator makes of itself while it serves one that is
 * already counted: what is counted here is in no total. */
extern struct hm_count_lane hm_count_quiet HM_COUNT_HIDDEN;

/* The calling thread's lane, taken now if it has none; the shared one if it cannot have any. */
struct hm_count_lane *hm_count_lane_mine(void);

/* Create what gives lanes back at thread exit. Once, before the first hm_count_lane_mine(). */
void hm_count_lanes_start(void);

/* In the child of a fork: give back the lanes of the threads that the child does not have. */
void hm_count_lanes_forked(void);

static inline struct hm_count_lane *hm_count_shared_lane(void)
{
    return &hm_count_process.lanes[0];
}

/* True if what is counted in this lane is in no total. */
static inline bool hm_count_lane_is_quiet(const struct hm_count_lane *lane)
{
    return (uintptr_t)lane - (uintptr_t)hm_count_process.lanes >= sizeof hm_count_process.lanes;
}

/* True if only its thread counts in this lane, and it is in the totals. */
static inline bool hm_count_lane_is_own(const struct hm_count_lane *lane)
{
    return (uintptr_t)lane - (uintptr_t)&hm_count_process.lanes[1] <
           sizeof hm_count_process.lanes - sizeof hm_count_process.lanes[0];
}

/* Add to a counter that only this thread writes. One instruction where the machine has one, so that
 * a signal handler that counts in between loses nothing. */
static inline void hm_count_add(uint64_t *counter, uint64_t n)
{
#if defined(__x86_64__)
    __asm__("addq %1, %0" : "+m"(*counter) : "er"(n) : "cc");
#else
    __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
#endif
}

/* The same for any lane, the shared one among them. */
static inline void hm_count_lane_add(const struct hm_count_lane *lane, uint64_t *counter,
                                     uint64_t n)
{
    if (lane == hm_count_shared_lane())
        __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
    else
        hm_count_add(counter, n);
}

#endif
