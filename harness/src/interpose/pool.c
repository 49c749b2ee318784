/* pool.c -- a bump allocator over static storage, each block behind a header with its size. */
#include "interpose/pool.h"

#include <errno.h>

#include "count/mode.h"

enum { GRAIN = 16 };

_Alignas(4096) unsigned char hm__pool[HM__POOL_BYTES];
static size_t used;

void *hm__pool_alloc(size_t size, size_t alignment)
{
    size_t mask = (alignment > GRAIN ? alignment : GRAIN) - 1;
    size_t start = __atomic_load_n(&used, __ATOMIC_RELAXED);
    size_t block, end;

    do {
        block = (start + GRAIN + mask) & ~mask;
        if (size > HM__POOL_BYTES || alignment > HM__POOL_BYTES || block + size > HM__POOL_BYTES) {
            errno = ENOMEM;
            return NULL;
        }
        end = block + size;
    } while (!__atomic_compare_exchange_n(&used, &start, end, false, __ATOMIC_RELAXED,
                                          __ATOMIC_RELAXED));
    hm__mode_set(HM__MODE_POOL);
    *(size_t *)(void *)(hm__pool + block - GRAIN) = size;
    return hm__pool + block;
}

size_t hm__pool_size(const void *block)
{
    return *(const size_t *)((uintptr_t)block - GRAIN);
}
