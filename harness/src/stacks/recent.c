/* recent.c -- a cache of call stacks for each lane: fill an entry. */
#include "stacks/recent.h"

#include <errno.h>

#include "base/kernel.h"
#include "stacks/rules.h"
#include "stacks/walk.h"

enum { ENTRIES = HM_STACKS_RECENT_WAYS << HM_STACKS_RECENT_SETS_LOG2 };

/* What is mapped for a lane. */
struct cache {
    struct hm_stacks_recent entries[ENTRIES];
    struct hm_stacks_walks walks;
    struct hm_stacks_stack known[1 << HM_STACKS_KNOWN_LOG2];
};

struct hm_stacks_recent *hm_stacks_recent_caches[HM_COUNT_LANES];

static bool sealed;

void hm_stacks_recent_seal(void)
{
    __atomic_store_n(&sealed, true, __ATOMIC_RELAXED);
}

static struct cache *cache_of(const struct hm_count_lane *lane)
{
    return (struct cache *)hm_stacks_recent_caches[lane - hm_count_process.lanes];
}

struct hm_stacks_stack *hm_stacks_recent_known(const struct hm_count_lane *lane)
{
    return hm_stacks_recent_set_of(lane, 0, NULL) == NULL ? NULL : cache_of(lane)->known;
}

struct hm_stacks_walks *hm_stacks_recent_walks(const struct hm_count_lane *lane)
{
    return &cache_of(lane)->walks;
}

struct hm_stacks_recent *hm_stacks_recent_new(uint32_t lane)
{
    if (__atomic_load_n(&sealed, __ATOMIC_RELAXED))
        return NULL;
    int saved = errno;
    void *cache = hm_base_mmap(NULL, sizeof(struct cache), PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    errno = saved;
    if (cache == MAP_FAILED)
        return NULL;
    hm_stacks_recent_caches[lane] = cache;
    return cache;
}

struct hm_stacks_recent *hm_stacks_recent_victim(struct hm_stacks_recent *set)
{
    uint32_t turn = set->turn;
    set->turn = turn + 1 < 2 * HM_STACKS_RECENT_WAYS ? turn + 1 : HM_STACKS_RECENT_WAYS;
    return &set[turn % HM_STACKS_RECENT_WAYS];
}

static void add_word(struct hm_stacks_recent *entry, const uintptr_t *at)
{
    entry->words[entry->n].at = at;
    entry->words[entry->n++].value = *at;
}

/* Repeat the last word until as many are there as are compared with one branch. */
static void fill_up(struct hm_stacks_recent *entry)
{
    for (; entry->n % HM_STACKS_RECENT_STEP != 0; entry->n++)
        entry->words[entry->n] = entry->words[entry->n - 1];
}

/* On a stack that is not the thread's own what lies further out may be unmapped, but not if all
 * that lies further in is as it was. So all that lies in pages further in is compared before the
 * word is read. False: no room. */
static bool add_next_word(struct hm_stacks_recent *entry, const uintptr_t *at)
{
    enum { PAGE_LOG2 = 12 };
    uint32_t n = entry->n;
    if (!hm_stacks_stack.threads_own && n % HM_STACKS_RECENT_STEP != 0 &&
        ((uintptr_t)at ^ (uintptr_t)entry->words[n - 1].at) >> PAGE_LOG2 != 0)
        fill_up(entry);
    if (entry->n == sizeof entry->words / sizeof entry->words[0])
        return false;
    add_word(entry, at);
    return true;
}

static void start(struct hm_stacks_recent *entry)
{
    entry->frame = NULL; /* matches nothing until it is complete */
    entry->n = 0;
}

_Static_assert(2 * HM_STACKS_DEPTH % HM_STACKS_RECENT_STEP == 0, "the words are filled up");

static void finish(struct hm_stacks_recent *entry, const uintptr_t *frame, uintptr_t top,
                   struct hm_stacks_count *count, uintptr_t caller)
{
    fill_up(entry);
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

void hm_stacks_recent_set_unwound(struct hm_stacks_recent *entry, const uintptr_t *frame,
                                  struct hm_stacks_count *count,
                                  const struct hm_stacks_walked *walk)
{
    uint32_t read = walk->n - 1 + walk->null_above; /* return addresses, but for the first */
    start(entry);
    entry->linked = false;
    for (uint32_t i = 0; i < read; i++) {
        const struct hm_stacks_step *s = &walk->frames[i];
        if (s->from_rbp != 0 && s->rbp == frame)
            entry->linked = true;
        else if (s->from_rbp != 0 && !add_next_word(entry, s->rbp))
            return;
        if (!add_next_word(entry, hm_stacks_step_back(s + 1)))
            return;
    }
    entry->unwound = true;
    finish(entry, frame, walk->top, count, walk->frames[0].pc);
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
            hm_base_munmap(hm_stacks_recent_caches[i], sizeof(struct cache));
        hm_stacks_recent_caches[i] = NULL;
    }
}
