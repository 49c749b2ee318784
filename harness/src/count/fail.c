/* fail.c -- the countdown to the request that fails. */
#include "count/fail.h"

#include <heapmark/fail.h>

#include "count/mode.h"

static uint64_t left; /* requests up to and including the one that fails; 0: none armed */

void hm_fail_at(uint64_t n)
{
    __atomic_store_n(&left, n, __ATOMIC_SEQ_CST);
    if (n > 0)
        hm_count_mode_set(HM_COUNT_MODE_FAIL);
    else
        hm_count_mode_clear(HM_COUNT_MODE_FAIL);
}

bool hm_fail_disarm(void)
{
    hm_count_mode_clear(HM_COUNT_MODE_FAIL);
    return __atomic_exchange_n(&left, 0, __ATOMIC_SEQ_CST) > 0;
}

bool hm_count_fail_now(void)
{
    uint64_t now = __atomic_load_n(&left, __ATOMIC_RELAXED);

    while (now > 0) {
        if (__atomic_compare_exchange_n(&left, &now, now - 1, false, __ATOMIC_SEQ_CST,
                                        __ATOMIC_RELAXED)) {
            if (now == 1)
                hm_count_mode_clear(HM_COUNT_MODE_FAIL);
            return now == 1;
        }
    }
    return false;
}
