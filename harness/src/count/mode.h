/* mode.h -- the word that is zero when malloc may take its short path. */
#ifndef HM_COUNT_MODE_H
#define HM_COUNT_MODE_H

#include "count/lane.h"

enum hm_count_mode_bit {
    HM_COUNT_MODE_UNRESOLVED = 1 << 0, /* the next allocator is not known yet */
    HM_COUNT_MODE_NESTED = 1 << 1,     /* the next allocator calls its own public functions */
    HM_COUNT_MODE_OBSERVED = 1 << 2,   /* an observer is installed */
    HM_COUNT_MODE_DETAIL = 1 << 3,     /* a detail pass is on */
    HM_COUNT_MODE_FAIL = 1 << 4,       /* a failure is armed (heapmark/fail.h) */
    HM_COUNT_MODE_POOL = 1 << 5,       /* free() may meet a block of the start-up pool */
    HM_COUNT_MODE_LAUNCHED = 1 << 6,   /* `heapmark run` reads the lanes: keep what it prints */
    HM_COUNT_MODE_EVENTS = 1 << 7,     /* the observer has more than placed(), left(), stays() */
    HM_COUNT_MODE_SELFTEST = 1 << 8,   /* the self-test is under way */
};

extern uint32_t hm_count_mode HM_COUNT_HIDDEN;

static inline uint32_t hm_count_mode_now(void)
{
    return __atomic_load_n(&hm_count_mode, __ATOMIC_RELAXED);
}

static inline void hm_count_mode_set(enum hm_count_mode_bit bit)
{
    __atomic_fetch_or(&hm_count_mode, (uint32_t)bit, __ATOMIC_SEQ_CST);
}

static inline void hm_count_mode_clear(enum hm_count_mode_bit bit)
{
    __atomic_fetch_and(&hm_count_mode, ~(uint32_t)bit, __ATOMIC_SEQ_CST);
}

#endif
