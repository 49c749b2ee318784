/* record.c -- one birth, move or death: update the site, the live blocks and the fate. */
#include "tracer/record.h"

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
    t->live = hm_tracer_reserve(HM_TRACER_SITES_MAX * sizeof *t->live);
    t->touched = hm_tracer_reserve(HM_TRACER_SITES_MAX * sizeof *t->touched);
    if (t->live == NULL || t->touched == NULL ||
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

void hm_tracer_thread_end(struct hm_tracer_thread *t)
{
    hm_tracer_lock();
    while (t->moving != 0) /* a realloc whose end was not seen */
        drop_moving(t);
    for (uint32_t i = 0; i < t->touched_count; i++) {
        struct hm_tracer_live *live = &t->live[t->touched[i]];
        hm_tracer_trace.raw.site[t->touched[i]].outlived_thread += hm_tracer_live_all(live);
        live->count = 0;
    }
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

/* Remove the buckets of activations that were left: an empty one is dropped, the others are folded
 * into the frame that is still alive. Otherwise every call would leave a bucket behind. */
static void tidy(struct hm_tracer_live *live, const struct hm_tracer_shadow *s, uint64_t top)
{
    while (live->count > 0 && live->bucket[live->count - 1].low < top) {
        const struct hm_tracer_live_bucket *last = &live->bucket[live->count - 1];
        uint64_t low = last->low;
        if (last->live == 0) {
            live->count--;
            continue;
        }
        uint64_t alive = s->frame[hm_tracer_shadow_home(s, low)].id;
        if (alive == low)
            return;
        hm_tracer_live_fold(live, alive);
    }
}

/* The activation that a birth belongs to just now. While that is not known: the youngest. */
static uint64_t tip(const struct hm_tracer_shadow *s)
{
    return s->unknown && !s->switched ? s->open.id - 1 : hm_tracer_shadow_top(s)->id;
}

static __attribute__((noinline, cold)) void
live_add_slowly(struct hm_tracer_thread *t, struct hm_tracer_live *live, uint32_t site)
{
    uint64_t top = tip(&t->shadow);
    if (!t->shadow.unknown)
        tidy(live, &t->shadow, top);
    if (live->room == 0)
        t->touched[t->touched_count++] = site;
    hm_tracer_live_born(live, &t->arena, top);
}

static inline __attribute__((always_inline)) void live_add(struct hm_tracer_thread *t,
                                                           uint32_t site)
{
    struct hm_tracer_live *live = &t->live[site];
    if (HM_BASE_UNLIKELY(!hm_tracer_live_born_alone(live, tip(&t->shadow))))
        live_add_slowly(t, live, site);
}

/* A hash of the frames that a site is reached through. */
static uint64_t path_hash(const struct hm_tracer_shadow *s)
{
    return s->unknown ? 0 : hm_tracer_shadow_top(s)->hash;
}

static __attribute__((noinline, cold)) void remember_site(struct hm_tracer_thread *t,
                                                          struct hm_tracer_site_memo *memo,
                                                          struct hm_tracer_place place,
                                                          uint32_t entry)
{
    *memo = (struct hm_tracer_site_memo){
        .hash = path_hash(&t->shadow),
        .ra = place.ra,
        .via = place.via,
        .entry = entry,
        .site = hm_tracer_site(hm_tracer_chain(&t->shadow), place.ra, place.via, entry),
    };
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
    live_add(t, at);
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

/* Take b out of the live blocks of its site. Returns how many of those that t itself made in
 * activation `home` or inside it were alive, b among them; 0 if another thread made b. */
static uint64_t live_remove(struct hm_tracer_thread *t, const struct hm_tracer_block *b,
                            uint64_t home)
{
    struct hm_tracer_thread *owner =
        HM_BASE_UNLIKELY(b->thread != t->shadow.thread) ? threads[b->thread] : t;
    if (HM_BASE_UNLIKELY(owner == NULL))
        return 0;
    struct hm_tracer_live *live = &owner->live[b->site];
    uint64_t since = owner == t ? hm_tracer_live_since(live, home) : 0;
    hm_tracer_live_died(live, b->birth);
    return since;
}

static void count_death(struct hm_tracer_thread *t, const struct hm_tracer_block *b,
                        const struct hm_tracer_fate_key *key)
{
    struct hm_tracer_raw_fate **last = &t->live[b->site].fate;
    if (HM_BASE_UNLIKELY(*last == NULL || !hm_tracer_fate_is(*last, key)))
        *last = hm_tracer_fate(key);
    struct hm_tracer_raw_fate *fate = *last;
    uint64_t live = live_remove(t, b, key->home->id);
    if (HM_BASE_UNLIKELY(fate == NULL))
        return;
    fate->blocks++;
    fate->bytes += b->size;
    if (key->kind == HM_TRACER_FATE_HOME && live > fate->live_max)
        fate->live_max = live;
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
    hm_tracer_trace.raw.site[b->site].died++;
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
