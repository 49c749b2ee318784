/* mode.h -- one word that says whether malloc may take its short path: it may when the word is
 * zero. */
#ifndef HM_MODE_H
#define HM_MODE_H

#include "count/lane.h"

enum hm__mode_bit {
    HM__MODE_UNRESOLVED = 1 << 0, /* the next allocator is not known yet */
    HM__MODE_NESTED = 1 << 1,     /* the next allocator calls its own public functions */
    HM__MODE_OBSERVED = 1 << 2,   /* an observer is installed */
    HM__MODE_DETAIL = 1 << 3,     /* a detail pass is on */
    HM__MODE_FAIL = 1 << 4,       /* a failure is armed */
    HM__MODE_POOL = 1 << 5,       /* free() may meet a block of the start-up pool */
    HM__MODE_LAUNCHED = 1 << 6,   /* a launcher reads the lanes: keep what it prints */
    HM__MODE_EVENTS = 1 << 7,     /* the observer wants each birth and death */
};

extern uint32_t hm__mode HM__HIDDEN;

static inline uint32_t hm__mode_now(void)
{
    return __atomic_load_n(&hm__mode, __ATOMIC_RELAXED);
}

static inline void hm__mode_set(enum hm__mode_bit bit)
{
    __atomic_fetch_or(&hm__mode, (uint32_t)bit, __ATOMIC_SEQ_CST);
}

static inline void hm__mode_clear(enum hm__mode_bit bit)
{
    __atomic_fetch_and(&hm__mode, ~(uint32_t)bit, __ATOMIC_SEQ_CST);
}

#endif
