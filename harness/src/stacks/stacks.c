/* stacks.c -- find the site of a block's call stack, and count the block there. */
#include "stacks/stacks.h"

#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "base/likely.h"
#include "base/realign.h"
#include "count/hook.h"
#include "count/totals.h"
#include "stacks/alive.h"
#include "stacks/beyond.h"
#include "stacks/cfi.h"
#include "stacks/check.h"
#include "stacks/ends.h"
#include "stacks/mapped.h"
#include "stacks/own.h"
#include "stacks/readable.h"
#include "stacks/recent.h"
#include "stacks/rules.h"
#include "stacks/tally.h"
#include "stacks/walk.h"

#define INLINE inline __attribute__((always_inline))

_Static_assert(sizeof(struct hm_stacks) <= HM_COUNT_LEDGER_EXTENT - HM_COUNT_LEDGER_SITES,
               "the site table fits into an extent of the ledger");

/* A word of the index: a tag of the hash, DISTRUST if frame pointers are wrong for this chain, and
 * the number of the site + 1. */
enum { SITE_BITS = 20, DISTRUST = 1 << SITE_BITS, TAG_SHIFT = SITE_BITS + 1 };
#define SITE_MASK ((UINT64_C(1) << SITE_BITS) - 1)

static struct hm_stacks *table;
static unsigned depth;

static uint64_t hash(const uintptr_t *pcs, size_t n, uint64_t seed)
{
    uint64_t h = seed;
    for (size_t i = 0; i < n; i++) {
        h = (h ^ pcs[i]) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 32;
    }
    return h;
}

/* The word for h. 0: there is none, and *place is where it belongs; NULL: the index is full. */
static uint64_t look_up(uint64_t h, uint64_t **place)
{
    uint64_t tag = h >> TAG_SHIFT;
    for (size_t i = 0; i < HM_STACKS_INDEX / 4; i++) {
        *place = &table->index[(h + i) % HM_STACKS_INDEX];
        uint64_t word = __atomic_load_n(*place, __ATOMIC_ACQUIRE);
        if (word == 0 || word >> TAG_SHIFT == tag)
            return word;
    }
    *place = NULL;
    return 0;
}

/* Publish `word` for h, unless another thread was first. Returns the word that is published; 0: no
 * room. */
static uint64_t publish(uint64_t h, uint64_t word)
{
    uint64_t *place;
    for (;;) {
        uint64_t there = look_up(h, &place);
        if (there != 0 || place == NULL)
            return there;
        if (__atomic_compare_exchange_n(place, &there, (h >> TAG_SHIFT) << TAG_SHIFT | word, false,
                                        __ATOMIC_RELEASE, __ATOMIC_RELAXED))
            return word;
    }
}

static unsigned known_module(uintptr_t pc)
{
    uint32_t n = __atomic_load_n(&table->module_count, __ATOMIC_ACQUIRE);
    for (uint32_t i = n < HM_STACKS_MODULES ? n : HM_STACKS_MODULES; i-- > 0;) {
        const struct hm_base_map *m = &table->modules[i];
        if (pc >= m->start && pc < __atomic_load_n(&m->end, __ATOMIC_ACQUIRE))
            return i + 1;
    }
    return 0;
}

static bool sealed;

/* A library that was unloaded, and is back in its place. */
static bool revive_module(const struct hm_base_map *map)
{
    uint32_t n = __atomic_load_n(&table->module_count, __ATOMIC_ACQUIRE);
    for (uint32_t i = 0; i < n && i < HM_STACKS_MODULES; i++) {
        struct hm_base_map *m = &table->modules[i];
        if (m->start != map->start || m->offset != map->offset || strcmp(m->path, map->path) != 0 ||
            __atomic_load_n(&m->end, __ATOMIC_ACQUIRE) != m->start)
            continue;
        __atomic_store_n(&m->end, map->end, __ATOMIC_RELEASE);
        return true;
    }
    return false;
}

static bool append_module(const struct hm_base_map *map)
{
    if (revive_module(map))
        return false;
    uint32_t i = __atomic_fetch_add(&table->module_count, 1, __ATOMIC_RELAXED);
    if (i >= HM_STACKS_MODULES) {
        __atomic_store_n(&table->module_count, HM_STACKS_MODULES, __ATOMIC_RELAXED);
        return false;
    }
    struct hm_base_map *to = &table->modules[i];
    to->start = map->start;
    to->offset = map->offset;
    to->inode = map->inode;
    to->executable = true;
    memcpy(to->path, map->path, sizeof to->path);
    __atomic_store_n(&to->end, map->end, __ATOMIC_RELEASE);
    return false;
}

static bool add_module(const struct hm_base_map *map, void *arg)
{
    uintptr_t pc = (uintptr_t)arg;
    if (!map->executable || pc < map->start || pc >= map->end)
        return true;
    return append_module(map);
}

static bool add_if_new(const struct hm_base_map *map, void *arg)
{
    (void)arg;
    if (map->executable && map->path[0] == '/' && known_module(map->start) == 0)
        append_module(map);
    return true;
}

static unsigned module_of(uintptr_t pc)
{
    unsigned m = known_module(pc);
    if (m != 0 || __atomic_load_n(&sealed, __ATOMIC_RELAXED) ||
        __atomic_load_n(&table->module_count, __ATOMIC_RELAXED) >= HM_STACKS_MODULES)
        return m;
    hm_base_maps_each(add_module, (void *)pc); // NOLINT(performance-no-int-to-ptr)
    return known_module(pc);
}

/* A new site with these frames; its number + 1, or 0 if the table is full. */
static uint64_t add_site(const uintptr_t *pcs, size_t n)
{
    uint32_t site = __atomic_fetch_add(&table->site_count, 1, __ATOMIC_RELAXED);
    uint32_t first = __atomic_fetch_add(&table->frame_count, (uint32_t)n, __ATOMIC_RELAXED);
    if (site >= HM_STACKS_SITES || first + n > HM_STACKS_FRAMES) {
        __atomic_fetch_sub(&table->site_count, 1, __ATOMIC_RELAXED);
        __atomic_fetch_sub(&table->frame_count, (uint32_t)n, __ATOMIC_RELAXED);
        return 0;
    }
    for (size_t i = 0; i < n; i++)
        table->frames[first + i] = pcs[i] | (uint64_t)module_of(pcs[i]) << 48;
    table->sites[site].first_frame = first;
    table->sites[site].frame_count = (uint16_t)n;
    table->sites[site].cut = n == depth;
    return (uint64_t)site + 1;
}

static bool unloaded; /* a library was, some time */

/* The site + 1 with these frames in these modules that was forgotten; 0: none. */
static uint64_t forgotten_site(const uintptr_t *pcs, size_t n)
{
    uintptr_t frames[HM_STACKS_DEPTH];
    uint64_t *place;
    if (!__atomic_load_n(&unloaded, __ATOMIC_RELAXED))
        return 0;
    for (size_t i = 0; i < n; i++)
        frames[i] = pcs[i] | (uintptr_t)module_of(pcs[i]) << 48;
    return look_up(hash(frames, n, 2), &place) & SITE_MASK;
}

static uint64_t site_of(const uintptr_t *pcs, size_t n)
{
    uint64_t *place;
    uint64_t h = hash(pcs, n, 1);
    uint64_t word = look_up(h, &place);
    if (word != 0)
        return word & SITE_MASK;
    uint64_t site = place == NULL ? 0 : forgotten_site(pcs, n);
    if (site == 0 && place != NULL)
        site = add_site(pcs, n);
    return site == 0 ? 0 : publish(h, site) & SITE_MASK;
}

/* Are these frames, which the chain leaves out, only the C library's start code? */
static bool only_start_code(const uintptr_t *pcs, size_t n)
{
    if (n > 3)
        return false;
    unsigned libc = module_of((uintptr_t)&getauxval);
    uintptr_t entry = (uintptr_t)getauxval(AT_ENTRY);
    for (size_t i = 0; i < n; i++)
        if (module_of(pcs[i]) != libc && !(i == n - 1 && pcs[i] > entry && pcs[i] < entry + 64))
            return false;
    return true;
}

static bool same_stack(const uintptr_t *chain, size_t n, const uintptr_t *all, size_t all_n)
{
    return n > 0 && n <= all_n && memcmp(chain, all, n * sizeof *chain) == 0 &&
           (n == all_n || (all_n < depth && only_start_code(all + n, all_n - n)));
}

static size_t cut_at_end(const uintptr_t *pcs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hm_stacks_is_end(pcs[i]))
            return i + 1;
    return n;
}

/* Are these return addresses at all? What a register that is no frame pointer leads to may differ
 * each time; the index must not be filled with it. */
static bool all_in_modules(const uintptr_t *pcs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (known_module(pcs[i]) == 0)
            return false;
    return n > 0;
}

/* A chain seen for the first time: compare it with the stack that the unwind tables gave. Returns
 * the site + 1 of that stack, 0 if there is no room. *same: the chain is right. */
static uint64_t learn(const uintptr_t *chain, size_t n, const uintptr_t *all, size_t all_n,
                      bool *same)
{
    uint64_t site = site_of(all, all_n);
    *same = same_stack(chain, n, all, all_n);
    if (*same && n < all_n)
        hm_stacks_add_end(chain[n - 1]);
    if (site != 0 && all_in_modules(chain, n))
        publish(hash(chain, n, 0), *same ? site : DISTRUST);
    return site;
}

/* What place_anew() learns of the calling stack. */
struct found {
    size_t length;                 /* of the chain; 0: it is not the stack */
    struct hm_stacks_walks *walks; /* NULL: the thread has none */
    bool unwound;
    bool walked; /* the last walk is the stack */
};

/* The site + 1 of the calling stack; 0: none. frame: the one that returns to the caller, if there
 * are walks. */
static uint64_t find_site(void *caller, const uintptr_t *frame, uintptr_t *chain, struct found *f)
{
    uintptr_t all[HM_STACKS_DEPTH];
    uint64_t *place;
    size_t n = cut_at_end(chain, hm_stacks_walk_frame_pointers(caller, chain, depth));
    f->length = n;
    uint64_t word = n == 0 ? DISTRUST : look_up(hash(chain, n, 0), &place);
    if (HM_BASE_LIKELY(word != 0 && (word & DISTRUST) == 0))
        return word & SITE_MASK;
    f->length = 0;
    f->unwound = true;
    struct hm_stacks_registers last;
    size_t all_n = 0;
    if (f->walks != NULL)
        all_n = hm_stacks_walk_rules(frame, hm_stacks_stack.top, all, depth, &last, f->walks);
    f->walked = all_n != 0;
    if (all_n == 0)
        all_n = hm_stacks_walk_unwind_tables(caller, all, depth, &last);
    if (all_n == 0)
        return 0;
    size_t by_tables = all_n;
    if (hm_stacks_rule_has_no_table(all[all_n - 1]))
        all_n = hm_stacks_walk_beyond(last, all, all_n, depth, known_module, module_of);
    bool same = false;
    uint64_t site = word != 0 ? site_of(all, all_n) : learn(chain, n, all, all_n, &same);
    /* If it is the same, its frame pointers will find it next time. */
    f->walked &= !same && all_n == by_tables;
    return site;
}

/* The entry for the block of now came after those for the last two. */
static inline void expect_next(struct hm_stacks_recent *entry, const struct hm_count_lane *lane,
                               uintptr_t caller)
{
    if (hm_stacks_mine.lane != lane)
        hm_stacks_mine_find(lane);
    if (hm_stacks_mine.last != NULL)
        *hm_stacks_recent_after(hm_stacks_mine.before, hm_stacks_mine.last, caller) = entry;
}

static inline void came(struct hm_stacks_recent *entry)
{
    hm_stacks_mine.before = hm_stacks_mine.last;
    hm_stacks_mine.last = entry;
}

/* A stack that is not in the cache. Apart, so that one that is does not pay for the arrays. */
static HM_BASE_REALIGN void place_anew(struct hm_stacks_recent *set, const uintptr_t *frame,
                                       struct hm_count_lane *lane, const void *block, size_t size,
                                       void *caller)
{
    uintptr_t chain[HM_STACKS_DEPTH];
    struct found f = { .walks = set != NULL ? hm_stacks_recent_walks(lane) : NULL };
    uint64_t site = find_site(caller, frame, chain, &f);
    struct hm_stacks_count *c = hm_stacks_tally_of(lane, (uint32_t)site);
    hm_stacks_tally_born(lane, c, block, size, f.unwound);
    hm_stacks_check(table, (uint32_t)site, caller, depth);
    if ((f.length == 0 && !f.walked) || set == NULL || !hm_stacks_tally_is_own(c))
        return;
    struct hm_stacks_recent *entry = hm_stacks_recent_victim(set);
    if (f.walked)
        hm_stacks_recent_set_unwound(entry, frame, c, &f.walks->walked[f.walks->last]);
    else
        hm_stacks_recent_set(entry, frame, hm_stacks_stack.top, c, chain, f.length);
    expect_next(entry, lane, (uintptr_t)caller);
    came(entry);
}

/* A block of a stack that is in the cache of the lane, which has counters of its own. In full at
 * both places: it is most of what a block costs. */
static INLINE void place_again(struct hm_stacks_recent *entry, struct hm_count_lane *lane,
                               const void *block, size_t size, void *caller)
{
    struct hm_stacks_count *c = entry->count;
    came(entry);
    hm_stacks_own_born(table, hm_stacks_mine.live, c, size, entry->unwound);
    hm_stacks_check(table, c->site, caller, depth);
    if (HM_BASE_UNLIKELY(
            !hm_stacks_cells_put_usual((uintptr_t)block, hm_stacks_record(c->site, size))))
        hm_stacks_tally_remember(lane, c, block, size);
}

/* As hm_stacks_top(), for a thread whose lane is known. */
static uintptr_t top_of(const struct hm_count_lane *lane, uintptr_t here)
{
    if (HM_BASE_LIKELY(here >= hm_stacks_stack.bottom && here < hm_stacks_stack.top))
        return hm_stacks_stack.top;
    struct hm_stacks_stack *known = hm_stacks_recent_known(lane);
    if (known != NULL && hm_stacks_known == NULL)
        memset(known, 0, sizeof *known << HM_STACKS_KNOWN_LOG2);
    hm_stacks_known = known;
    return hm_stacks_find(here);
}

/* Not the stack that was expected. */
static __attribute__((noinline)) void place_other(struct hm_count_lane *lane, const void *block,
                                                  size_t size, void *caller, const void *frame)
{
    const uintptr_t *ours = frame;
    struct hm_stacks_recent *set = NULL;
#if defined(__x86_64__) || defined(__aarch64__)
    uintptr_t top = top_of(lane, (uintptr_t)ours);
    if ((uintptr_t)ours + 2 * sizeof *ours <= top && ours[1] == (uintptr_t)caller)
        set = hm_stacks_recent_set_of(lane, (uintptr_t)caller, ours);
    uint32_t used = set != NULL ? hm_stacks_recent_used(set) : 0;
    for (uint32_t i = 0; i < used; i++)
        if (hm_stacks_recent_is(&set[i], (uintptr_t)caller, ours, top)) {
            expect_next(&set[i], lane, (uintptr_t)caller);
            place_again(&set[i], lane, block, size, caller);
            return;
        }
#endif
    place_anew(set, ours, lane, block, size, caller);
}

/* Programs allocate in sequences that repeat: the stack that came after the last two is tried
 * first. */
static void placed(struct hm_count_lane *lane, const void *block, size_t size, void *caller,
                   const void *frame)
{
    const struct hm_stacks_mine *m = &hm_stacks_mine;
    struct hm_stacks_recent *last = m->lane == lane ? m->last : NULL, *next = NULL;
    if (HM_BASE_LIKELY(last != NULL))
        next = *hm_stacks_recent_after(m->before, last, (uintptr_t)caller);
    const uintptr_t *ours = frame;
    bool known = (uintptr_t)ours >= hm_stacks_stack.bottom && (uintptr_t)ours < hm_stacks_stack.top;
    if (HM_BASE_LIKELY(next != NULL && known && ours[1] == (uintptr_t)caller &&
                       hm_stacks_recent_is(next, (uintptr_t)caller, ours, hm_stacks_stack.top)))
        place_again(next, lane, block, size, caller);
    else
        place_other(lane, block, size, caller, frame);
}

/* The word of that site for h becomes one that is for no hash. */
static void forget_word(uint64_t h, uint64_t site)
{
    uint64_t *place;
    uint64_t word = look_up(h, &place);
    if (word != 0 && (word & (SITE_MASK | DISTRUST)) == site)
        __atomic_store_n(place, UINT64_MAX << TAG_SHIFT, __ATOMIC_RELEASE);
}

static void forget_site(uint32_t number)
{
    const struct hm_stacks_site *s = &table->sites[number];
    uintptr_t pcs[HM_STACKS_DEPTH], frames[HM_STACKS_DEPTH];
    size_t n = s->frame_count;
    for (size_t i = 0; i < n; i++) {
        frames[i] = (uintptr_t)table->frames[s->first_frame + i];
        pcs[i] = HM_STACKS_PC(table->frames[s->first_frame + i]);
        forget_word(hash(pcs, i + 1, 0), number + 1);
    }
    forget_word(hash(pcs, n, 1), number + 1);
    publish(hash(frames, n, 2), number + 1);
}

static bool goes_through(const struct hm_stacks_site *site, unsigned module)
{
    for (size_t i = 0; i < site->frame_count; i++)
        if (HM_STACKS_MODULE(table->frames[site->first_frame + i]) == module)
            return true;
    return false;
}

void hm_stacks_unloaded(void)
{
    if (table == NULL)
        return;
    uint32_t n = __atomic_load_n(&table->module_count, __ATOMIC_ACQUIRE);
    bool any = false, may_open = !__atomic_load_n(&sealed, __ATOMIC_RELAXED);
    for (uint32_t i = 0; i < n && i < HM_STACKS_MODULES; i++) {
        struct hm_base_map *m = &table->modules[i];
        if (m->path[0] != '/' || __atomic_load_n(&m->end, __ATOMIC_ACQUIRE) <= m->start ||
            hm_stacks_is_mapped(m, may_open))
            continue;
        __atomic_store_n(&m->end, m->start, __ATOMIC_RELEASE);
        __atomic_store_n(&unloaded, true, __ATOMIC_RELAXED);
        any = true;
        uint32_t sites = __atomic_load_n(&table->site_count, __ATOMIC_ACQUIRE);
        for (uint32_t k = 0; k < sites && k < HM_STACKS_SITES; k++)
            if (goes_through(&table->sites[k], i + 1))
                forget_site(k);
    }
    hm_stacks_rules_forget();
    if (any)
        hm_stacks_recent_drop();
}

void hm_stacks_start(struct hm_stacks *to, unsigned frames)
{
    static const struct hm_count_observer observer = { .placed = placed,
                                                       .left = hm_stacks_tally_left,
                                                       .stays = hm_stacks_tally_stays };
    hm_stacks_recent_forget();
    hm_stacks_known = NULL;
    hm_stacks_tally_start(to);
    table = to;
    depth = frames < HM_STACKS_DEPTH ? frames : HM_STACKS_DEPTH;
    hm_count_observe(&observer);
}

void hm_stacks_seal(void)
{
    if (table == NULL || __atomic_load_n(&sealed, __ATOMIC_RELAXED))
        return;
    top_of(hm_count_lane_mine(), (uintptr_t)__builtin_frame_address(0));
    hm_stacks_recent_set_of(hm_count_lane_mine(), 0, NULL);
    hm_base_maps_each(add_if_new, NULL);
    __atomic_store_n(&sealed, true, __ATOMIC_RELAXED);
    hm_stacks_seal_walk();
    hm_stacks_seal_readable();
    hm_stacks_recent_seal();
    hm_stacks_alive_seal();
}

void hm_stacks_attach(void)
{
    uint32_t frames = 0;
    struct hm_stacks *shared = hm_count_ledger_sites(&frames);
    if (shared != NULL) {
        hm_stacks_start(shared, frames);
        /* Now: the program may change its root or its rights, and /proc is out of reach then. */
        hm_base_maps_each(add_if_new, NULL);
    } else if (table != NULL) {
        hm_count_observe(NULL);
    }
}
