/* recent.c -- a cache of call stacks for each lane: fill an entry. */
#include "stacks/recent.h"

#include <errno.h>
#include <sys/mman.h>

#include "stacks/cfi.h"
#include "stacks/walk.h"

enum { ENTRIES = HM_STACKS_RECENT_WAYS << HM_STACKS_RECENT_SETS_LOG2 };

struct hm_stacks_recent *hm_stacks_recent_caches[HM_COUNT_LANES];

static bool sealed;

void hm_stacks_recent_seal(void)
{
    __atomic_store_n(&sealed, true, __ATOMIC_RELAXED);
}

struct hm_stacks_recent *hm_stacks_recent_new(uint32_t lane)
{
    if (__atomic_load_n(&sealed, __ATOMIC_RELAXED))
        return NULL;
    int saved = errno;
    void *cache = mmap(NULL, ENTRIES * sizeof(struct hm_stacks_recent), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    errno = saved;
    if (cache == MAP_FAILED)
        return NULL;
    hm_stacks_recent_caches[lane] = cache;
    return cache;
}

struct hm_stacks_recent *hm_stacks_recent_victim(struct hm_stacks_recent *set)
{
    return &set[set->turn++ % HM_STACKS_RECENT_WAYS];
}

static void add_word(struct hm_stacks_recent *entry, const uintptr_t *at)
{
    entry->words[entry->n].at = at;
    entry->words[entry->n++].value = *at;
}

static void start(struct hm_stacks_recent *entry)
{
    entry->frame = NULL; /* matches nothing until it is complete */
    entry->n = 0;
}

static void finish(struct hm_stacks_recent *entry, const uintptr_t *frame, uintptr_t top,
                   struct hm_stacks_count *count, uintptr_t caller)
{
    entry->caller = caller;
    entry->top = top;
    entry->link = frame[0];
    entry->count = count;
    entry->frame = frame;
}

void hm_stacks_recent_set(struct hm_stacks_recent *entry, const uintptr_t *frame, uintptr_t top,
                          struct hm_stacks_count *count, const uintptr_t *chain, size_t n)
{
    const uintptr_t *at = hm_stacks_frame_above(frame, top);
    start(entry);
    for (size_t i = 1; i < n; i++) {
        if (at == NULL || at[1] != chain[i])
            return;
        add_word(entry, at);
        add_word(entry, at + 1);
        at = hm_stacks_frame_above(at, top);
    }
    if (at != NULL && at[1] == 0) /* the outermost frame, as long as this word is 0 */
        add_word(entry, at + 1);
    entry->unwound = false;
    entry->linked = true;
    finish(entry, frame, top, count, chain[0]);
}

/* May the word there be read, and does it lie above what was read so far? */
static bool is_above(uintptr_t at, uintptr_t below, uintptr_t top)
{
    return at >= below && at % sizeof(uintptr_t) == 0 && at < top && top - at >= sizeof(uintptr_t);
}

void hm_stacks_recent_set_unwound(struct hm_stacks_recent *entry, const uintptr_t *frame,
                                  uintptr_t top, struct hm_stacks_count *count,
                                  const uintptr_t *stack, size_t n, bool cut)
{
    uintptr_t sp = (uintptr_t)(frame + 2);
    const uintptr_t *rbp = frame; /* address of the word that holds rbp */
    start(entry);
    entry->linked = false;
    for (size_t i = 0; i + cut < n; i++) {
        struct hm_stacks_cfi cfi;
        uintptr_t next = i + 1 < n ? stack[i + 1] : 0;
        if (!hm_stacks_cfi_at(stack[i], &cfi)) {
            if (i + 1 < n)
                return;
            break; /* no unwind table: the stack ends here */
        }
        if (cfi.from_rbp && rbp == frame)
            entry->linked = true;
        else if (cfi.from_rbp)
            add_word(entry, rbp);
        uintptr_t end = (cfi.from_rbp ? *rbp : sp) + (uintptr_t)cfi.offset;
        uintptr_t back = end - sizeof(uintptr_t), saved = end + (uintptr_t)cfi.rbp_offset;
        if (!is_above(back, sp, top) || (cfi.rbp_saved && !is_above(saved, sp, back)))
            return;
        if (*(const uintptr_t *)back != next) // NOLINT(performance-no-int-to-ptr)
            return;
        add_word(entry, (const uintptr_t *)back); // NOLINT(performance-no-int-to-ptr)
        if (cfi.rbp_saved)
            rbp = (const uintptr_t *)saved; // NOLINT(performance-no-int-to-ptr)
        sp = end;
    }
    entry->unwound = true;
    finish(entry, frame, top, count, stack[0]);
}

void hm_stacks_recent_drop(void)
{
    for (uint32_t lane = 0; lane < HM_COUNT_LANES; lane++) {
        struct hm_stacks_recent *cache = hm_stacks_recent_caches[lane];
        for (int i = 0; cache != NULL && i < ENTRIES; i++)
            if (__atomic_load_n(&cache[i].frame, __ATOMIC_RELAXED) != NULL)
                __atomic_store_n(&cache[i].frame, NULL, __ATOMIC_RELAXED);
    }
}

void hm_stacks_recent_forget(void)
{
    for (uint32_t i = 0; i < HM_COUNT_LANES; i++) {
        if (hm_stacks_recent_caches[i] != NULL)
            munmap(hm_stacks_recent_caches[i], ENTRIES * sizeof(struct hm_stacks_recent));
        hm_stacks_recent_caches[i] = NULL;
    }
}
