/* pool.h -- blocks for requests that come before the next allocator is found: dlsym() may allocate.
 * They are never counted. Lock-free; any thread, any time. */
#ifndef HM_INTERPOSE_POOL_H
#define HM_INTERPOSE_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HM_INTERPOSE_POOL_BYTES = 65536 };

/* A zeroed block, aligned to the greater of alignment and 16; NULL with ENOMEM when the pool is
 * full. */
void *hm_interpose_pool_alloc(size_t size, size_t alignment);

extern unsigned char hm_interpose_pool[HM_INTERPOSE_POOL_BYTES]
    __attribute__((visibility("hidden")));

static inline bool hm_interpose_pool_owns(const void *block)
{
    return (uintptr_t)block - (uintptr_t)hm_interpose_pool < HM_INTERPOSE_POOL_BYTES;
}

/* Bytes that may be used in a block that the pool owns. Such a block is never given back. */
size_t hm_interpose_pool_size(const void *block);

#endif
