/* counters.c -- differences between two readings of the counters. */
#include <heapmark/counters.h>

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
