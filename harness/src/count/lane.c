/* lane.c -- take a lane for a thread, and give it back. */
#include "count/lane.h"

#include <pthread.h>

_Thread_local struct hm_count_lane *hm_count_lane __attribute__((tls_model("initial-exec")));
struct hm_count_lane hm_count_quiet;

/* Beside hm_count_process, not in it: a fork may lay fresh memory over the lanes. */
static uint32_t taken[HM_COUNT_LANES] = { 1 };
static int32_t given_back;   /* about how many used lanes are free again: a hint */
static uint32_t likely_free; /* where to look first */

static pthread_key_t at_thread_exit;
static bool started, left;
static _Thread_local bool exiting __attribute__((tls_model("initial-exec")));

static void give_back(void *lane)
{
    uint32_t index = (uint32_t)((struct hm_count_lane *)lane - hm_count_process.lanes);

    exiting = true;
    hm_count_lane = NULL;
    __atomic_store_n(&taken[index], 0, __ATOMIC_RELEASE);
    __atomic_store_n(&likely_free, index, __ATOMIC_RELAXED);
    __atomic_fetch_add(&given_back, 1, __ATOMIC_RELAXED);
}

void hm_count_lanes_start(void)
{
    __atomic_store_n(&hm_count_process.lanes_used, 1, __ATOMIC_RELAXED);
    started = pthread_key_create(&at_thread_exit, give_back) == 0;
}

static bool take(uint32_t index)
{
    uint32_t expected = 0;

    return __atomic_compare_exchange_n(&taken[index], &expected, 1, false, __ATOMIC_ACQUIRE,
                                       __ATOMIC_RELAXED);
}

static struct hm_count_lane *take_given_back(void)
{
    uint32_t count = __atomic_load_n(&hm_count_process.lanes_used, __ATOMIC_RELAXED);
    uint32_t first = __atomic_load_n(&likely_free, __ATOMIC_RELAXED);

    if (__atomic_load_n(&given_back, __ATOMIC_RELAXED) <= 0)
        return NULL;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = (first + i) % count;
        if (take(index)) {
            __atomic_fetch_sub(&given_back, 1, __ATOMIC_RELAXED);
            return &hm_count_process.lanes[index];
        }
    }
    return NULL;
}

static struct hm_count_lane *take_fresh(void)
{
    uint32_t *used = &hm_count_process.lanes_used;
    uint32_t index = __atomic_load_n(used, __ATOMIC_RELAXED);

    while (index < HM_COUNT_LANES) {
        if (!__atomic_compare_exchange_n(used, &index, index + 1, false, __ATOMIC_RELAXED,
                                         __ATOMIC_RELAXED))
            continue;
        if (take(index))
            return &hm_count_process.lanes[index];
        index = __atomic_load_n(used, __ATOMIC_RELAXED);
    }
    return NULL;
}

struct hm_count_lane *hm_count_lane_mine(void)
{
    if (hm_count_lane != NULL)
        return hm_count_lane;
    if (left)
        return hm_count_lane = &hm_count_quiet;
    if (exiting || !started)
        return hm_count_shared_lane();

    struct hm_count_lane *lane = take_given_back();
    if (lane == NULL)
        lane = take_fresh();
    if (lane == NULL) {
        __atomic_fetch_add(&hm_count_process.lanes_overflow, 1, __ATOMIC_RELAXED);
        return hm_count_shared_lane();
    }

    /* Storing the key's value may allocate, when the program made many keys before us. */
    hm_count_guard_enter();
    pthread_setspecific(at_thread_exit, lane);
    hm_count_guard_leave(lane);
    return lane;
}

void hm_count_lane_return(void)
{
    hm_count_lane = started && !left && !exiting ? pthread_getspecific(at_thread_exit) : NULL;
}

void hm_count_lanes_leave(void)
{
    left = true;
    hm_count_lane = &hm_count_quiet;
}

void hm_count_lanes_forked(void)
{
    int32_t free_again = 0;

    if (left)
        return;
    for (uint32_t i = 1; i < hm_count_process.lanes_used; i++) {
        taken[i] = &hm_count_process.lanes[i] == hm_count_lane;
        free_again += !taken[i];
    }
    given_back = free_again;
}
