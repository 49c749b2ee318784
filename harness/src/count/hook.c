/* hook.c -- the mode word and the one observer. */
#include "count/hook.h"

#include "count/mode.h"

uint32_t hm__mode = HM__MODE_UNRESOLVED;

const struct hm__observer *hm__observer;

void hm__observe(const struct hm__observer *observer)
{
    hm__mode_clear(HM__MODE_OBSERVED);
    __atomic_store_n(&hm__observer, observer, __ATOMIC_RELEASE);
    if (observer == NULL)
        return;
    if (observer->born == NULL && observer->dies == NULL)
        hm__mode_clear(HM__MODE_EVENTS);
    else
        hm__mode_set(HM__MODE_EVENTS);
    hm__mode_set(HM__MODE_OBSERVED);
}
