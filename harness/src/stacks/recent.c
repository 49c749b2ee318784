/* recent.c -- a cache of call stacks for each lane: fill an entry. */
#include "stacks/recent.h"

#include <errno.h>
#include <sys/mman.h>

#include "stacks/rules.h"
#include "stacks/walk.h"

enum { ENTRIES = HM_STACKS_RECENT_WAYS << HM_STACKS_RECENT_SETS_LOG2 };

struct hm_stacks_recent *hm_stacks_recent_caches[HM_COUNT_LANES];

static bool sealed;

void hm_stacks_recent_seal(void)
{
    __atomic_store_n(&sealed, true, __ATOMIC_RELAXED);
}

/* The stacks that are known lie behind the entries. */
static const size_t bytes = ENTRIES * sizeof(struct hm_stacks_recent) +
                            sizeof(struct hm_stacks_stack[1 << HM_STACKS_KNOWN_LOG2]);

struct hm_stacks_stack *hm_stacks_recent_known(const struct hm_count_lane *lane)
{
    struct hm_stacks_recent *set = hm_stacks_recent_set_of(lane, 0, NULL);
    return set == NULL ? NULL
                       : (void *)(hm_stacks_recent_caches[lane - hm_count_process.lanes] + ENTRIES);
}

struct hm_stacks_recent *hm_stacks_recent_new(uint32_t lane)
{
    if (__atomic_load_n(&sealed, __ATOMIC_RELAXED))
        return NULL;
    int saved = errno;
    void *cache = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
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

static void start(struct hm_stacks_recent *entry)
{
    entry->frame = NULL; /* matches nothing until it is complete */
    entry->n = 0;
}

_Static_assert(2 * HM_STACKS_DEPTH % HM_STACKS_RECENT_STEP == 0, "the words are filled up");

static void finish(struct hm_stacks_recent *entry, const uintptr_t *frame, uintptr_t top,
                   struct hm_stacks_count *count, uintptr_t caller)
{
    while (entry->n % HM_STACKS_RECENT_STEP != 0) { /* the last word once more */
        entry->words[entry->n] = entry->words[entry->n - 1];
        entry->n++;
    }
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
                                  uintptr_t top, struct hm_stacks_count *count,
                                  const uintptr_t *stack, size_t n, bool cut)
{
    struct hm_stacks_step s = { .pc = stack[0], .sp = (uintptr_t)(frame + 2), .rbp = frame };
    start(entry);
    entry->linked = false;
    for (size_t i = 0; i + cut < n; i++) {
        uint32_t rule = hm_stacks_rule_at(s.pc);
        enum hm_stacks_rule_kind kind = hm_stacks_rule_kind(rule);
        if (kind == HM_STACKS_RULE_ENDS && i + 1 == n)
            break;
        if (kind != HM_STACKS_RULE_PLAIN || !hm_stacks_step_up(&s, rule, top) ||
            s.pc != (i + 1 < n ? stack[i + 1] : 0))
            return;
        if (s.from_rbp && s.was == frame)
            entry->linked = true;
        else if (s.from_rbp)
            add_word(entry, s.was);
        add_word(entry, s.back);
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
            munmap(hm_stacks_recent_caches[i], bytes);
        hm_stacks_recent_caches[i] = NULL;
    }
}
