/* lane.h -- which lane of hm_count_process a thread counts into, and how it counts.
 *
 * A lane is written by one thread alone; readers sum all lanes. Lanes only accumulate: a thread
 * that exits gives its lane back with its totals in it, and the next thread goes on counting from
 * there. Lane 0 is shared, with atomic updates, by threads whose destructors have run and by those
 * that found no lane free. Nothing here allocates or locks, so a signal handler or a forked child
 * never finds a lock held. */
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

/* The lane for requests that the program did not make. It is in no total. They are heapmark's own,
 * and those that an allocator makes of itself while it serves a request that is already counted. */
extern struct hm_count_lane hm_count_quiet HM_COUNT_HIDDEN;

/* The calling thread's lane, taken now if it has none. The shared lane if it can have none. */
struct hm_count_lane *hm_count_lane_mine(void);

/* Create the destructor that gives lanes back at thread exit. Once, before the first
 * hm_count_lane_mine(). */
void hm_count_lanes_start(void);

/* In the child of a fork: give back the lanes of the threads that the child does not have. */
void hm_count_lanes_forked(void);

/* In the child of a fork that must count nowhere: from now on every thread counts in
 * hm_count_quiet. Nothing shared is written any more. */
void hm_count_lanes_leave(void);

/* Recursion guard: between enter and leave the calling thread counts in hm_count_quiet, so what an
 * allocator, an observer or heapmark itself asks for is not counted as the program's. Nests: pass
 * what enter returned to leave. */
static inline struct hm_count_lane *hm_count_guard_enter(void)
{
    struct hm_count_lane *mine = hm_count_lane;

    hm_count_lane = &hm_count_quiet;
    return mine;
}

static inline void hm_count_guard_leave(struct hm_count_lane *mine)
{
    hm_count_lane = mine;
}

/* Leave every guard that this thread is in: for code of the program that is called from inside one
 * and may not come back. */
void hm_count_lane_return(void);

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

/* Add to a counter that only this thread writes. It is one instruction, or an atomic addition where
 * the machine has none, so that a signal handler may count in between. */
static inline void hm_count_add(uint64_t *counter, uint64_t n)
{
#if defined(__x86_64__)
    __asm__("addq %1, %0" : "+m"(*counter) : "er"(n) : "cc");
#else
    __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
#endif
}

/* Add to a counter of any lane, the shared one included. */
static inline void hm_count_lane_add(const struct hm_count_lane *lane, uint64_t *counter,
                                     uint64_t n)
{
    if (lane == hm_count_shared_lane())
        __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
    else
        hm_count_add(counter, n);
}

/* Raise a maximum that several threads raise. */
static inline void hm_count_raise(int64_t *peak, int64_t to)
{
    int64_t seen = __atomic_load_n(peak, __ATOMIC_RELAXED);

    while (seen < to &&
           !__atomic_compare_exchange_n(peak, &seen, to, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
}

#endif
