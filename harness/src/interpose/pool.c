/* pool.c -- a bump allocator over static storage, each block behind a header with its size. */
#include "interpose/pool.h"

#include <errno.h>

#include "count/mode.h"

enum { GRAIN = 16 };

_Alignas(4096) unsigned char hm_interpose_pool[HM_INTERPOSE_POOL_BYTES];
static size_t used;

void *hm_interpose_pool_alloc(size_t size, size_t alignment)
{
    size_t mask = (alignment > GRAIN ? alignment : GRAIN) - 1;
    size_t start = __atomic_load_n(&used, __ATOMIC_RELAXED);
    size_t block, end;

    do {
        block = (start + GRAIN + mask) & ~mask;
        if (size > HM_INTERPOSE_POOL_BYTES || alignment > HM_INTERPOSE_POOL_BYTES ||
            block + size > HM_INTERPOSE_POOL_BYTES) {
            errno = ENOMEM;
            return NULL;
        }
        end = block + size;
    } while (!__atomic_compare_exchange_n(&used, &start, end, false, __ATOMIC_RELAXED,
                                          __ATOMIC_RELAXED));
    hm_count_mode_set(HM_COUNT_MODE_POOL);
    *(size_t *)(void *)(hm_interpose_pool + block - GRAIN) = size;
    return hm_interpose_pool + block;
}

size_t hm_interpose_pool_size(const void *block)
{
    return *(const size_t *)((uintptr_t)block - GRAIN);
}
