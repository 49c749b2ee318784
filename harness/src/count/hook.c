/* hook.c -- the mode word, and the one observer. */
#include "count/hook.h"

#include "count/mode.h"

uint32_t hm_count_mode = HM_COUNT_MODE_UNRESOLVED;

const struct hm_count_observer *hm_count_observer;

__attribute__((weak)) void (*const hm_count_at_first_request)(void) = NULL;

void hm_count_observe(const struct hm_count_observer *observer)
{
    hm_count_mode_clear(HM_COUNT_MODE_OBSERVED);
    __atomic_store_n(&hm_count_observer, observer, __ATOMIC_RELEASE);
    if (observer == NULL)
        return;
    if (observer->born == NULL && observer->dies == NULL && observer->moving == NULL &&
        observer->moved == NULL)
        hm_count_mode_clear(HM_COUNT_MODE_EVENTS);
    else
        hm_count_mode_set(HM_COUNT_MODE_EVENTS);
    hm_count_mode_set(HM_COUNT_MODE_OBSERVED);
}
