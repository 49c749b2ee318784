/* recent.c -- a cache of stacks for each lane. */
#include "sites/recent.h"

#include <errno.h>
#include <sys/mman.h>

#include "sites/walk.h"

enum { ENTRIES = 256 };

static struct hm__recent *caches[HM__LANES];

static struct hm__recent *new_cache(uint32_t lane)
{
    int saved = errno;
    void *cache = mmap(NULL, ENTRIES * sizeof(struct hm__recent), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    errno = saved;
    if (cache == MAP_FAILED)
        return NULL;
    caches[lane] = cache;
    return cache;
}

struct hm__recent *hm__recent_entry(const struct hm__lane *lane, uintptr_t caller,
                                    const uintptr_t *frame)
{
    uint32_t number = (uint32_t)(lane - hm__process.lanes);
    if (number == 0)
        return NULL;
    struct hm__recent *cache = caches[number];
    if (__builtin_expect(cache == NULL, 0) && (cache = new_cache(number)) == NULL)
        return NULL;
    uint64_t h = (caller ^ (uintptr_t)frame << 16) * UINT64_C(0x9e3779b97f4a7c15);
    return &cache[h >> 56];
}

void hm__recent_set(struct hm__recent *entry, const uintptr_t *frame, uintptr_t top,
                    struct hm__stack_count *count, const uintptr_t *chain, size_t n)
{
    const uintptr_t *at = frame;
    uint32_t i = 0;
    entry->frame = NULL; /* nothing, if the stack is not what the chain says */
    for (at = hm__frame_above(at, top); at != NULL && i + 1 < n; at = hm__frame_above(at, top)) {
        if (at[1] != chain[i + 1])
            return;
        entry->frames[i].at = at;
        entry->frames[i].next = at[0];
        entry->frames[i++].pc = at[1];
    }
    if (i + 1 != n)
        return;
    if (at != NULL && at[1] == 0) { /* the end of all frames, as long as that word says so */
        entry->frames[i].at = at;
        entry->frames[i].next = at[0];
        entry->frames[i++].pc = 0;
    }
    entry->caller = chain[0];
    entry->frame = frame;
    entry->top = top;
    entry->link = frame[0];
    entry->count = count;
    entry->n = i;
}

void hm__recent_forget(void)
{
    for (uint32_t i = 0; i < HM__LANES; i++) {
        if (caches[i] != NULL)
            munmap(caches[i], ENTRIES * sizeof(struct hm__recent));
        caches[i] = NULL;
    }
}
