/* counters.c -- a reading of the counters: the sum of all lanes; and the difference of two. */
#include <heapmark/counters.h>

#include "count/lane.h"

static void add(hm_counters *sum, const struct hm_count_lane *lane)
{
#define X(name, what) sum->name += __atomic_load_n(&lane->counters.name, __ATOMIC_RELAXED);
    HM_COUNTER_LIST(X)
#undef X
}

hm_counters hm_counters_now(void)
{
    hm_counters sum = { 0 };
    uint32_t used = __atomic_load_n(&hm_count_process.lanes_used, __ATOMIC_ACQUIRE);

    for (uint32_t i = 0; i < used; i++)
        add(&sum, &hm_count_process.lanes[i]);
    return sum;
}

hm_counters hm_counters_thread_now(void)
{
    hm_counters mine = { 0 };

    add(&mine, hm_count_lane_mine());
    return mine;
}

static hm_counters minus(hm_counters now, const hm_counters *before)
{
#define X(name, what) now.name -= before->name;
    HM_COUNTER_LIST(X)
#undef X
    return now;
}

hm_counters hm_counters_since(const hm_counters *before)
{
    return minus(hm_counters_now(), before);
}

hm_counters hm_counters_thread_since(const hm_counters *before)
{
    return minus(hm_counters_thread_now(), before);
}
