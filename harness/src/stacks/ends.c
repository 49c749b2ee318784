/* ends.c -- the return addresses that chains end at. */
#include "stacks/ends.h"

#include <stddef.h>

static uintptr_t ends[16];

bool hm_stacks_is_end(uintptr_t pc)
{
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        uintptr_t end = __atomic_load_n(&ends[i], __ATOMIC_RELAXED);
        if (end == pc)
            return true;
        if (end == 0)
            return false;
    }
    return false;
}

void hm_stacks_add_end(uintptr_t pc)
{
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        uintptr_t none = 0;
        if (__atomic_compare_exchange_n(&ends[i], &none, pc, false, __ATOMIC_RELAXED,
                                        __ATOMIC_RELAXED) ||
            none == pc)
            return;
    }
}
