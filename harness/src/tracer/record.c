/* record.c -- one birth, move or death: update the site, the live blocks and the fate. */
#include "tracer/record.h"

#include <string.h>

#define GROWN         (1ull << 63) /* in hm_tracer_block.number: it was grown by a realloc */
#define DEPTH_UNKNOWN UINT32_MAX

static struct hm_tracer_thread **threads; /* by serial, from 1; NULL: ended */
static uint32_t threads_count;
static struct hm_tracer_thread *threads_free;

static struct hm_tracer_thread *new_thread(uint32_t serial, uintptr_t low, uintptr_t size)
{
    struct hm_tracer_thread *t = hm_tracer_reserve(sizeof *t);
    if (t == NULL)
        return NULL;
    t->alive = hm_tracer_reserve(HM_TRACER_SITES_MAX * sizeof *t->alive);
    t->live = hm_tracer_reserve(HM_TRACER_GROUPS_MAX * sizeof *t->live);
    t->births = hm_tracer_reserve(HM_TRACER_GROUPS_MAX * sizeof *t->births);
    t->touched = hm_tracer_reserve(HM_TRACER_SITES_MAX * sizeof *t->touched);
    if (t->alive == NULL || t->live == NULL || t->births == NULL || t->touched == NULL ||
        hm_tracer_shadow_init(&t->shadow, serial, low, size) != 0)
        return NULL;
    return t;
}

struct hm_tracer_thread *hm_tracer_thread_start(uintptr_t stack_low, uintptr_t stack_size)
{
    struct hm_tracer_thread *t = NULL;

    hm_tracer_lock();
    if (threads == NULL)
        threads = hm_tracer_reserve(HM_TRACER_THREADS_MAX * sizeof(struct hm_tracer_thread *));
    if (threads != NULL && threads_count + 1 < HM_TRACER_THREADS_MAX) {
        uint32_t serial = threads_count + 1;
        t = threads_free;
        if (t != NULL) {
            threads_free = t->next_free;
            if (hm_tracer_shadow_reset(&t->shadow, serial, stack_low, stack_size) != 0)
                t = NULL;
        } else {
            t = new_thread(serial, stack_low, stack_size);
        }
        if (t != NULL) {
            threads[serial] = t;
            threads_count = serial;
            hm_tracer_trace.raw.header->threads++;
        }
    }
    hm_tracer_unlock();
    return t;
}

/* Stop following a block: what becomes of it will not be seen. */
static void drop_moving(struct hm_tracer_thread *t)
{
    struct hm_tracer_block *b = &hm_tracer_tables.block[t->moving];
    t->moving = b->next;
    hm_tracer_trace.raw.header->dropped++;
    hm_tracer_trace.raw.site[b->site].dropped++;
    hm_tracer_block_release(b);
}

static void forget_live(struct hm_tracer_live *live)
{
    *live = (struct hm_tracer_live){ .seats = live->seats };
    hm_tracer_seats_clear(&live->seats);
}

static void forget_spill(struct hm_tracer_thread *t)
{
    for (uint32_t i = 0; i < t->spill.room; i++) {
        struct hm_tracer_spill_entry *e = &t->spill.at[i];
        if (e->group != 0 && e->gone == 0)
            hm_tracer_arena_give(&t->arena, e->live.seats.at,
                                 e->live.seats.room * sizeof *e->live.seats.at);
    }
    hm_tracer_arena_give(&t->arena, t->spill.at, t->spill.room * sizeof *t->spill.at);
    t->spill = (struct hm_tracer_spill){ 0 };
}

void hm_tracer_thread_end(struct hm_tracer_thread *t)
{
    hm_tracer_lock();
    while (t->moving != 0) /* a realloc whose end was not seen */
        drop_moving(t);
    for (uint32_t i = 0; i < t->touched_count; i++) {
        struct hm_tracer_raw_site *site = &hm_tracer_trace.raw.site[t->touched[i]];
        struct hm_tracer_alive *alive = &t->alive[t->touched[i]];
        site->outlived_thread += alive->blocks;
        *alive = (struct hm_tracer_alive){ .fate = alive->fate };
        for (uint32_t level = 0; level < HM_TRACER_LEVELS; level++)
            forget_live(&t->live[site->group[level]]);
        t->births[site->group[0]] = (struct hm_tracer_births){ 0 };
    }
    t->touched_count = 0;
    forget_spill(t);
    threads[t->shadow.thread] = NULL;
    t->next_free = threads_free;
    threads_free = t;
    hm_tracer_unlock();
}

static uint32_t size_bucket(uint64_t size)
{
    uint32_t k = size <= 1 ? 0 : 64 - (uint32_t)__builtin_clzll(size - 1);
    return k < HM_TRACER_SIZE_BUCKETS ? k : HM_TRACER_SIZE_BUCKETS - 1;
}

static inline __attribute__((always_inline)) void count_birth(struct hm_tracer_raw_site *site,
                                                              uint64_t size)
{
    site->blocks++;
    site->bytes += size;
    if (size < site->size_min)
        site->size_min = size;
    if (size > site->size_max)
        site->size_max = size;
    site->size_log2[size_bucket(size)]++;
    uint64_t live = site->blocks - site->died - site->dropped;
    if (live > site->live_peak)
        site->live_peak = live;
}

static __attribute__((noinline, cold)) void touch(struct hm_tracer_thread *t, uint32_t site)
{
    t->alive[site].touched = true;
    t->touched[t->touched_count++] = site;
}

/* A hash of the frames that a site is reached through. */
static uint64_t path_hash(const struct hm_tracer_shadow *s)
{
    return s->unknown ? 0 : hm_tracer_shadow_top(s)->hash;
}

static enum hm_tracer_chain_room chain_room(void)
{
    uint32_t sites = hm_tracer_trace.raw.header->sites;
    return sites < HM_TRACER_SITES_WHOLE         ? HM_TRACER_CHAIN_WHOLE
           : sites < HM_TRACER_SITES_MAX / 8 * 7 ? HM_TRACER_CHAIN_SHORT
                                                 : HM_TRACER_CHAIN_CUT;
}

/* How many frames of recursion the site's chain does not have. */
static void note_left_out(struct hm_tracer_raw_site *site, const struct hm_tracer_shadow *s)
{
    uint32_t count = hm_tracer_trace.raw.node[site->chain].count;
    uint32_t depth = hm_tracer_shadow_depth(s), left_out = depth > count ? depth - count : 0;
    if (left_out < site->left_out_min)
        site->left_out_min = left_out;
    if (left_out > site->left_out_max)
        site->left_out_max = left_out;
}

static __attribute__((noinline, cold)) void remember_site(struct hm_tracer_thread *t,
                                                          struct hm_tracer_site_memo *memo,
                                                          struct hm_tracer_place place,
                                                          uint32_t entry)
{
    uint32_t chain = hm_tracer_chain(&hm_tracer_tables.chains, &t->shadow, chain_room());
    *memo = (struct hm_tracer_site_memo){
        .hash = path_hash(&t->shadow),
        .ra = place.ra,
        .via = place.via,
        .entry = entry,
        .site = hm_tracer_site(chain, place.ra, place.via, entry),
    };
    note_left_out(&hm_tracer_trace.raw.site[memo->site], &t->shadow);
}

static uint32_t site_of(struct hm_tracer_thread *t, struct hm_tracer_place place, uint32_t entry)
{
    uint64_t hash = path_hash(&t->shadow);
    struct hm_tracer_site_memo *memo = &t->site[(hash ^ place.ra) % HM_TRACER_SITE_MEMOS];

    if (HM_BASE_UNLIKELY(memo->hash != hash || memo->ra != place.ra || memo->via != place.via ||
                         memo->entry != entry))
        remember_site(t, memo, place, entry);
    return memo->site;
}

void hm_tracer_record_born(struct hm_tracer_thread *t, uintptr_t block, uint64_t size,
                           uint32_t entry, struct hm_tracer_place place)
{
    struct hm_tracer_raw_header *h = hm_tracer_trace.raw.header;
    struct hm_tracer_shadow *s = &t->shadow;

    hm_tracer_lock();
    uint32_t at = site_of(t, place, entry);
    struct hm_tracer_raw_site *site = &hm_tracer_trace.raw.site[at];
    struct hm_tracer_block *b = hm_tracer_block_add(block);
    if (HM_BASE_UNLIKELY(b == NULL)) {
        h->dropped++;
        site->dropped++;
        count_birth(site, size);
        hm_tracer_unlock();
        return;
    }
    b->birth = s->open.id++;
    b->size = size;
    b->number = 0;
    b->site = at;
    b->thread = s->thread;
    b->depth = s->slow_path != 0 && (s->unknown || s->overflow > 0) ? DEPTH_UNKNOWN
                                                                    : hm_tracer_shadow_depth(s);
    count_birth(site, size);
    struct hm_tracer_births *births = &t->births[site->group[0]];
    *births = (struct hm_tracer_births){ .last = b->birth, .before = births->last };
    if (HM_BASE_UNLIKELY(!t->alive[at].touched))
        touch(t, at);
    t->alive[at].blocks++;
    if (HM_BASE_UNLIKELY(h->events_max != 0)) {
        b->number = ++h->born;
        hm_tracer_event(HM_TRACER_EV_BORN, s->thread, h->born, at, size,
                        hm_tracer_shadow_top(s)->id);
    }
    hm_tracer_unlock();
}

/* The key of the fate of b, which thread t frees. */
static struct hm_tracer_fate_key fate_key(const struct hm_tracer_thread *t,
                                          const struct hm_tracer_block *b,
                                          struct hm_tracer_place place)
{
    const struct hm_tracer_shadow *s = &t->shadow;
    struct hm_tracer_fate_key key = { .site = b->site,
                                      .free_ra = place.ra,
                                      .home = &s->frame[0],
                                      .top = s->unknown ? &s->frame[0] : hm_tracer_shadow_top(s) };

    key.under = key.top > s->frame ? key.top - 1 : key.top;
    if (HM_BASE_UNLIKELY(b->thread != s->thread)) {
        key.kind = HM_TRACER_FATE_OTHER_THREAD;
    } else if (HM_BASE_UNLIKELY(s->unknown || b->depth == DEPTH_UNKNOWN)) {
        key.kind = HM_TRACER_FATE_UNKNOWN;
    } else if (HM_BASE_UNLIKELY(b->depth == 0)) {
        key.kind = HM_TRACER_FATE_NO_FRAME;
    } else {
        uint32_t home = key.top->id <= b->birth ? hm_tracer_shadow_depth(s)
                                                : hm_tracer_shadow_home(s, b->birth);
        key.kind = home == 0 ? HM_TRACER_FATE_LEFT_ALL : HM_TRACER_FATE_HOME;
        key.depth = home == 0 ? 0 : b->depth - home;
        key.home = &s->frame[home];
    }
    return key;
}

/* Is the home of `live` still on the stack? */
static bool is_alive(const struct hm_tracer_shadow *s, const struct hm_tracer_live *live)
{
    return live->depth != 0 && live->depth <= hm_tracer_shadow_depth(s) &&
           s->frame[live->depth].id == live->home;
}

/* Make a table with room for twice the homes that are alive, and forget the others. False: there is
 * no memory. */
static bool sweep_spill(struct hm_tracer_thread *t)
{
    struct hm_tracer_spill *old = &t->spill, wide = { .room = 64 };
    uint32_t alive = 0;
    for (uint32_t i = 0; i < old->room; i++)
        alive +=
            old->at[i].group != 0 && old->at[i].gone == 0 && is_alive(&t->shadow, &old->at[i].live);
    while (wide.room < 4 * (alive + 1))
        wide.room *= 2;
    wide.at = hm_tracer_arena_take(&t->arena, wide.room * sizeof *wide.at);
    if (wide.at == NULL)
        return false;
    memset(wide.at, 0, wide.room * sizeof *wide.at);
    for (uint32_t i = 0; i < old->room; i++) {
        struct hm_tracer_spill_entry *e = &old->at[i];
        if (e->group == 0 || e->gone != 0)
            continue;
        if (is_alive(&t->shadow, &e->live)) {
            hm_tracer_spill_put(&wide, e->group - 1, &e->live);
            continue;
        }
        hm_tracer_arena_give(&t->arena, e->live.seats.at,
                             e->live.seats.room * sizeof *e->live.seats.at);
        t->live[e->group - 1].spilled--;
    }
    hm_tracer_arena_give(&t->arena, old->at, old->room * sizeof *old->at);
    *old = wide;
    return true;
}

/* Count for a home of which nothing is known. */
static inline void begin_home(struct hm_tracer_live *live, uint32_t group,
                              const struct hm_hook_frame *home, uint32_t depth)
{
    hm_tracer_seats_clear(&live->seats);
    live->home = home->id;
    live->depth = depth;
    if (HM_BASE_UNLIKELY(live->peak == NULL || live->peak->home != home->pc))
        live->peak = hm_tracer_peak(group, home->pc);
}

/* Another home than that of the group's last death, which is alive or was put away before. */
static __attribute__((noinline)) void change_home(struct hm_tracer_thread *t, uint32_t group,
                                                  const struct hm_hook_frame *home, uint32_t depth)
{
    struct hm_tracer_live *live = &t->live[group], back = { 0 };
    bool known =
        live->spilled > 0 && hm_tracer_spill_take(&t->spill, group, home->id, depth, &back);
    uint32_t spilled = live->spilled - known;

    if (is_alive(&t->shadow, live)) {
        bool kept = hm_tracer_spill_put(&t->spill, group, live);
        if (!kept) {
            live->spilled = spilled;
            kept = sweep_spill(t) && hm_tracer_spill_put(&t->spill, group, live);
            spilled = live->spilled;
        }
        if (!kept && live->peak != NULL)
            live->peak->lost += live->seats.total;
        spilled += kept;
        live->seats = kept ? (struct hm_tracer_seats){ 0 } : live->seats;
    }
    if (known) {
        hm_tracer_arena_give(&t->arena, live->seats.at, live->seats.room * sizeof *live->seats.at);
        *live = back;
    } else {
        begin_home(live, group, home, depth);
    }
    live->spilled = spilled;
}

/* Block b, whose home is the frame at `depth`, was alive until now. */
static __attribute__((noinline)) void count_seats(struct hm_tracer_thread *t,
                                                  const struct hm_tracer_block *b, uint32_t depth)
{
    const struct hm_tracer_raw_site *site = &hm_tracer_trace.raw.site[b->site];
    const struct hm_hook_frame *home = &t->shadow.frame[depth];

    for (uint32_t level = 0; level < HM_TRACER_LEVELS; level++) {
        uint32_t group = site->group[level];
        if (level > 0 && group == site->group[level - 1])
            break;
        struct hm_tracer_live *live = &t->live[group];
        if (live->home != home->id || live->depth != depth) {
            if (HM_BASE_LIKELY(live->spilled == 0 && !is_alive(&t->shadow, live)))
                begin_home(live, group, home, depth);
            else
                change_home(t, group, home, depth);
        }
        bool more = hm_tracer_seats_take(&live->seats, &t->arena, b->birth, t->shadow.open.id);
        if (more && live->peak != NULL && live->seats.total > live->peak->live)
            live->peak->live = live->seats.total;
    }
}

/* Is b the only block of its call that was made since its home was entered? Then it was alive with
 * no other of that home: those made from now on do not meet it. */
static inline bool is_alone(const struct hm_tracer_thread *t, const struct hm_tracer_block *b,
                            const struct hm_hook_frame *home)
{
    return t->births[hm_tracer_trace.raw.site[b->site].group[0]].before < home->id;
}

/* b is not alive any more, whoever made it. */
static void leave_alive(struct hm_tracer_thread *t, const struct hm_tracer_block *b)
{
    struct hm_tracer_thread *owner =
        HM_BASE_UNLIKELY(b->thread != t->shadow.thread) ? threads[b->thread] : t;
    if (HM_BASE_LIKELY(owner != NULL))
        owner->alive[b->site].blocks--;
}

/* What became of the block is not known: there is no room for another fate. */
static __attribute__((noinline, cold)) void lose_fate(struct hm_tracer_raw_site *site)
{
    hm_tracer_trace.raw.header->fates_lost++;
    hm_tracer_trace.raw.header->dropped++;
    site->dropped++;
}

static void count_death(struct hm_tracer_thread *t, const struct hm_tracer_block *b,
                        const struct hm_tracer_fate_key *key)
{
    struct hm_tracer_raw_site *site = &hm_tracer_trace.raw.site[b->site];
    struct hm_tracer_raw_fate **last = &t->alive[b->site].fate;
    bool known = *last != NULL && hm_tracer_fate_is(*last, key);
    if (HM_BASE_UNLIKELY(!known))
        *last = hm_tracer_fate(key);
    struct hm_tracer_raw_fate *fate = *last;
    leave_alive(t, b);
    if (key->kind == HM_TRACER_FATE_HOME && !(known && is_alone(t, b, key->home)))
        count_seats(t, b, (uint32_t)(key->home - t->shadow.frame));
    if (HM_BASE_UNLIKELY(fate == NULL)) {
        lose_fate(site);
        return;
    }
    site->died++;
    fate->blocks++;
    fate->bytes += b->size;
}

void hm_tracer_record_died(struct hm_tracer_thread *t, uintptr_t block,
                           struct hm_tracer_place place)
{
    struct hm_tracer_raw_header *h = hm_tracer_trace.raw.header;

    hm_tracer_lock();
    struct hm_tracer_block *b = hm_tracer_block_unlink(hm_tracer_bucket_of(block), block);
    if (HM_BASE_UNLIKELY(b == NULL)) {
        h->unknown_frees++;
        hm_tracer_unlock();
        return;
    }
    struct hm_tracer_fate_key key = fate_key(t, b, place);
    count_death(t, b, &key);
    if (HM_BASE_UNLIKELY(h->events_max != 0))
        hm_tracer_event(HM_TRACER_EV_DIED, t->shadow.thread, b->number & ~GROWN, place.ra,
                        hm_tracer_shadow_top(&t->shadow)->id, 0);
    hm_tracer_block_release(b);
    hm_tracer_unlock();
}

void hm_tracer_record_moving(struct hm_tracer_thread *t, uintptr_t from)
{
    hm_tracer_lock();
    struct hm_tracer_block *b = hm_tracer_block_unlink(hm_tracer_bucket_of(from), from);
    if (b != NULL) /* it keeps its slot, so that `moved` cannot find the table full */
        hm_tracer_block_push(&t->moving, b);
    hm_tracer_unlock();
}

static void count_growth(struct hm_tracer_block *b, uint64_t size)
{
    struct hm_tracer_raw_site *site = &hm_tracer_trace.raw.site[b->site];

    site->moves++;
    if (size <= b->size)
        return;
    site->growths++;
    if (!(b->number & GROWN)) {
        site->grown++;
        if (b->size < site->grow_from_min)
            site->grow_from_min = b->size;
    }
    site->bytes += size - b->size;
    site->size_log2[size_bucket(b->size)]--;
    site->size_log2[size_bucket(size)]++;
    if (size > site->size_max)
        site->size_max = size;
    if (size > site->grow_to_max)
        site->grow_to_max = size;
    b->number |= GROWN;
    b->size = size;
}

void hm_tracer_record_moved(struct hm_tracer_thread *t, uintptr_t from, uintptr_t to, uint64_t size,
                            struct hm_tracer_place place)
{
    if (t->moving == 0)
        return;
    hm_tracer_lock();
    struct hm_tracer_block *b = hm_tracer_block_unlink(&t->moving, from);
    if (b != NULL && to != 0)
        count_growth(b, size);
    if (b != NULL)
        hm_tracer_block_link(b, to != 0 ? to : from);
    if (b != NULL && to != 0 && hm_tracer_trace.raw.header->events_max != 0)
        hm_tracer_event(HM_TRACER_EV_MOVED, t->shadow.thread, b->number & ~GROWN, place.ra, size,
                        hm_tracer_shadow_top(&t->shadow)->id);
    hm_tracer_unlock();
}
