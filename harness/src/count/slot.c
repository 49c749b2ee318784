/* slot.c -- the table of slots: taking one, giving it back, summing them all. */
#include "count/slot.h"

#include <pthread.h>
#include <stdbool.h>

enum { HM__SLOTS = 16384 };

_Thread_local struct hm__slot *hm__slot __attribute__((tls_model("initial-exec")));
struct hm__slot hm__quiet = { .quiet = 1 };
struct hm__slot hm__shared;

static struct hm__slot slots[HM__SLOTS]; /* untouched pages of it cost nothing */
static uint32_t used;                    /* slots ever taken: the first `used` of them */
static int32_t given_back;               /* about how many of those are free again: a hint */
static uint32_t likely_free;             /* where to look first */

static pthread_key_t at_thread_exit;
static bool started;
static _Thread_local bool exiting __attribute__((tls_model("initial-exec")));

static void give_back(void *slot)
{
    struct hm__slot *mine = slot;

    exiting = true;
    hm__slot = NULL;
    __atomic_store_n(&mine->taken, 0, __ATOMIC_RELEASE);
    __atomic_store_n(&likely_free, (uint32_t)(mine - slots), __ATOMIC_RELAXED);
    __atomic_fetch_add(&given_back, 1, __ATOMIC_RELAXED);
}

void hm__slots_start(void)
{
    started = pthread_key_create(&at_thread_exit, give_back) == 0;
}

static bool take(struct hm__slot *slot)
{
    uint32_t expected = 0;

    return __atomic_compare_exchange_n(&slot->taken, &expected, 1, false, __ATOMIC_ACQUIRE,
                                       __ATOMIC_RELAXED);
}

static struct hm__slot *take_given_back(void)
{
    uint32_t count = __atomic_load_n(&used, __ATOMIC_RELAXED);
    uint32_t first = __atomic_load_n(&likely_free, __ATOMIC_RELAXED);

    if (__atomic_load_n(&given_back, __ATOMIC_RELAXED) <= 0)
        return NULL;
    for (uint32_t i = 0; i < count; i++) {
        struct hm__slot *slot = &slots[(first + i) % count];
        if (take(slot)) {
            __atomic_fetch_sub(&given_back, 1, __ATOMIC_RELAXED);
            return slot;
        }
    }
    return NULL;
}

static struct hm__slot *take_fresh(void)
{
    uint32_t index = __atomic_load_n(&used, __ATOMIC_RELAXED);

    while (index < HM__SLOTS) {
        if (__atomic_compare_exchange_n(&used, &index, index + 1, false, __ATOMIC_RELAXED,
                                        __ATOMIC_RELAXED)) {
            if (take(&slots[index]))
                return &slots[index];
            index = __atomic_load_n(&used, __ATOMIC_RELAXED);
        }
    }
    return NULL;
}

struct hm__slot *hm__slot_mine(void)
{
    if (hm__slot != NULL)
        return hm__slot;
    if (exiting || !started)
        return &hm__shared;

    struct hm__slot *slot = take_given_back();
    if (slot == NULL)
        slot = take_fresh();
    if (slot == NULL)
        return &hm__shared;

    /* Storing the key's value may allocate, when the program made many keys before us. */
    hm__slot = &hm__quiet;
    pthread_setspecific(at_thread_exit, slot);
    hm__slot = slot;
    return slot;
}

static void add(hm_counters *sum, const struct hm__slot *slot)
{
#define X(name, what) sum->name += __atomic_load_n(&slot->counters.name, __ATOMIC_RELAXED);
    HM_COUNTER_LIST(X)
#undef X
}

hm_counters hm_counters_now(void)
{
    hm_counters sum = { 0 };
    uint32_t count = __atomic_load_n(&used, __ATOMIC_ACQUIRE);

    for (uint32_t i = 0; i < count; i++)
        add(&sum, &slots[i]);
    add(&sum, &hm__shared);
    return sum;
}

hm_counters hm_counters_thread_now(void)
{
    hm_counters mine = { 0 };

    add(&mine, hm__slot_mine());
    return mine;
}
