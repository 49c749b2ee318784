#include "tracer/record.h"

#include <string.h>
#include <sys/mman.h>

#define GROWN         (1ull << 63) /* in hm__block.number */
#define DEPTH_UNKNOWN UINT32_MAX
#define rare(x)       __builtin_expect(!!(x), 0)

static struct hm__thread **threads; /* by serial, from 1; NULL: ended */
static uint32_t threads_count;
static struct hm__thread *threads_free;

static void *reserve(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                   -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static struct hm__thread *new_thread(uint32_t serial, uintptr_t low, uintptr_t size)
{
    struct hm__thread *t = reserve(sizeof *t);
    if (t == NULL)
        return NULL;
    t->live = reserve(HM__SITES_MAX * sizeof *t->live);
    t->touched = reserve(HM__SITES_MAX * sizeof *t->touched);
    if (t->live == NULL || t->touched == NULL ||
        hm__shadow_init(&t->shadow, serial, low, size) != 0)
        return NULL;
    return t;
}

struct hm__thread *hm__thread_start(uintptr_t stack_low, uintptr_t stack_size)
{
    struct hm__thread *t = NULL;

    hm__lock();
    if (threads == NULL)
        threads = reserve(HM__THREADS_MAX * sizeof(struct hm__thread *));
    if (threads != NULL && threads_count + 1 < HM__THREADS_MAX) {
        uint32_t serial = threads_count + 1;
        t = threads_free;
        if (t != NULL) {
            threads_free = t->next_free;
            if (hm__shadow_reset(&t->shadow, serial, stack_low, stack_size) != 0)
                t = NULL;
        } else {
            t = new_thread(serial, stack_low, stack_size);
        }
        if (t != NULL) {
            threads[serial] = t;
            threads_count = serial;
            hm__trace.raw.header->threads++;
        }
    }
    hm__unlock();
    return t;
}

void hm__thread_end(struct hm__thread *t)
{
    hm__lock();
    for (uint32_t i = 0; i < t->touched_count; i++) {
        struct hm__live *live = &t->live[t->touched[i]];
        hm__trace.raw.site[t->touched[i]].outlived_thread += hm__live_all(live);
        live->count = 0;
    }
    threads[t->shadow.thread] = NULL;
    t->next_free = threads_free;
    threads_free = t;
    hm__unlock();
}

static uint32_t size_bucket(uint64_t size)
{
    uint32_t k = size <= 1 ? 0 : 64 - (uint32_t)__builtin_clzll(size - 1);
    return k < HM__SIZE_BUCKETS ? k : HM__SIZE_BUCKETS - 1;
}

static inline __attribute__((always_inline)) void count_birth(struct hm__raw_site *site,
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

/* Buckets of activations that were left while others were entered: empty ones go, the rest fold
 * into the frame that is still there. Without this there would be one for each call. */
static void tidy(struct hm__live *live, const struct hm__shadow *s, uint64_t top)
{
    while (live->count > 0 && live->bucket[live->count - 1].low < top) {
        const struct hm__live_bucket *last = &live->bucket[live->count - 1];
        uint64_t low = last->low;
        if (last->live == 0) {
            live->count--;
            continue;
        }
        uint64_t alive = s->frame[hm__shadow_home(s, low)].id;
        if (alive == low)
            return;
        hm__live_fold(live, alive);
    }
}

/* The activation that a birth just now belongs to; while that cannot be said, the youngest. */
static uint64_t tip(const struct hm__shadow *s)
{
    return s->blind && !s->lost ? s->open.id - 1 : hm__shadow_top(s)->id;
}

static __attribute__((noinline, cold)) void live_add_slowly(struct hm__thread *t,
                                                            struct hm__live *live, uint32_t site)
{
    uint64_t top = tip(&t->shadow);
    if (!t->shadow.blind)
        tidy(live, &t->shadow, top);
    if (live->room == 0)
        t->touched[t->touched_count++] = site;
    hm__live_born(live, &t->arena, top);
}

static inline __attribute__((always_inline)) void live_add(struct hm__thread *t, uint32_t site)
{
    struct hm__live *live = &t->live[site];
    if (rare(!hm__live_born_alone(live, tip(&t->shadow))))
        live_add_slowly(t, live, site);
}

/* What stands for the frames that a site is reached through. */
static uint64_t way(const struct hm__shadow *s)
{
    return s->blind ? 0 : hm__shadow_top(s)->hash;
}

static __attribute__((noinline, cold)) void remember_site(struct hm__thread *t,
                                                          struct hm__site_memo *memo,
                                                          struct hm__place place, uint32_t entry)
{
    *memo = (struct hm__site_memo){
        .hash = way(&t->shadow),
        .ra = place.ra,
        .via = place.via,
        .entry = entry,
        .site = hm__site(hm__chain(&t->shadow), place.ra, place.via, entry),
    };
}

static uint32_t site_of(struct hm__thread *t, struct hm__place place, uint32_t entry)
{
    uint64_t hash = way(&t->shadow);
    struct hm__site_memo *memo = &t->site[(hash ^ place.ra) % HM__SITE_MEMOS];

    if (rare(memo->hash != hash || memo->ra != place.ra || memo->via != place.via ||
             memo->entry != entry))
        remember_site(t, memo, place, entry);
    return memo->site;
}

void hm__record_born(struct hm__thread *t, uintptr_t block, uint64_t size, uint32_t entry,
                     struct hm__place place)
{
    struct hm__raw_header *h = hm__trace.raw.header;
    struct hm__shadow *s = &t->shadow;

    hm__lock();
    uint32_t at = site_of(t, place, entry);
    struct hm__raw_site *site = &hm__trace.raw.site[at];
    struct hm__block *b = hm__block_add(block);
    if (rare(b == NULL)) {
        h->dropped++;
        site->dropped++;
        count_birth(site, size);
        hm__unlock();
        return;
    }
    b->birth = s->open.id++;
    b->size = size;
    b->number = 0;
    b->site = at;
    b->thread = s->thread;
    b->depth = s->special != 0 && (s->blind || s->over > 0) ? DEPTH_UNKNOWN : hm__shadow_depth(s);
    count_birth(site, size);
    live_add(t, at);
    if (rare(h->events_max != 0)) {
        b->number = ++h->born;
        hm__event(HM__EV_BORN, s->thread, h->born, at, size, hm__shadow_top(s)->id);
    }
    hm__unlock();
}

/* The key of the fate of b, which thread t frees. */
static struct hm__fate_key judge(const struct hm__thread *t, const struct hm__block *b,
                                 struct hm__place place)
{
    const struct hm__shadow *s = &t->shadow;
    struct hm__fate_key key = { .site = b->site,
                                .free_ra = place.ra,
                                .home = &s->frame[0],
                                .top = s->blind ? &s->frame[0] : hm__shadow_top(s) };

    if (rare(b->thread != s->thread)) {
        key.kind = HM__FATE_OTHER_THREAD;
    } else if (rare(s->blind || b->depth == DEPTH_UNKNOWN)) {
        key.kind = HM__FATE_UNKNOWN;
    } else if (rare(b->depth == 0)) {
        key.kind = HM__FATE_NO_FRAME;
    } else {
        uint32_t home =
            key.top->id <= b->birth ? hm__shadow_depth(s) : hm__shadow_home(s, b->birth);
        key.kind = home == 0 ? HM__FATE_LEFT_ALL : HM__FATE_HOME;
        key.depth = home == 0 ? 0 : b->depth - home;
        key.home = &s->frame[home];
    }
    return key;
}

/* Take b out of its site's live blocks. How many of them were alive that were born in `home` or
 * inside it, if it was the thread's own. */
static uint64_t live_remove(struct hm__thread *t, const struct hm__block *b, uint64_t home)
{
    struct hm__thread *owner = rare(b->thread != t->shadow.thread) ? threads[b->thread] : t;
    if (rare(owner == NULL))
        return 0;
    struct hm__live *live = &owner->live[b->site];
    uint64_t since = owner == t ? hm__live_since(live, home) : 0;
    hm__live_died(live, b->birth);
    return since;
}

static void count_death(struct hm__thread *t, const struct hm__block *b,
                        const struct hm__fate_key *key)
{
    struct hm__raw_fate **last = &t->live[b->site].fate;
    if (rare(*last == NULL || !hm__fate_is(*last, key)))
        *last = hm__fate(key);
    struct hm__raw_fate *fate = *last;
    uint64_t live = live_remove(t, b, key->home->id);
    if (rare(fate == NULL))
        return;
    fate->blocks++;
    fate->bytes += b->size;
    if (key->kind == HM__FATE_HOME && live > fate->live_max)
        fate->live_max = live;
}

void hm__record_died(struct hm__thread *t, uintptr_t block, struct hm__place place)
{
    struct hm__raw_header *h = hm__trace.raw.header;

    hm__lock();
    struct hm__block *b = hm__block_unlink(block);
    if (rare(b == NULL)) {
        h->unknown_frees++;
        hm__unlock();
        return;
    }
    struct hm__fate_key key = judge(t, b, place);
    count_death(t, b, &key);
    hm__trace.raw.site[b->site].died++;
    if (rare(h->events_max != 0))
        hm__event(HM__EV_DIED, t->shadow.thread, b->number & ~GROWN, place.ra,
                  hm__shadow_top(&t->shadow)->id, 0);
    hm__block_release(b);
    hm__unlock();
}

void hm__record_moving(struct hm__thread *t, uintptr_t from)
{
    hm__lock();
    if (!hm__block_take(from, &t->moving))
        t->moving.address = 0;
    hm__unlock();
}

static void count_growth(struct hm__block *b, uint64_t size)
{
    struct hm__raw_site *site = &hm__trace.raw.site[b->site];

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

void hm__record_moved(struct hm__thread *t, uintptr_t from, uintptr_t to, uint64_t size,
                      struct hm__place place)
{
    struct hm__block b = t->moving;

    if (b.address == 0)
        return;
    t->moving.address = 0;
    hm__lock();
    if (to != 0)
        count_growth(&b, size);
    struct hm__block *again = hm__block_add(to != 0 ? to : from);
    if (again != NULL) { /* there is room: the same block has just made it */
        b.address = again->address;
        b.next = again->next;
        *again = b;
    }
    if (to != 0 && hm__trace.raw.header->events_max != 0)
        hm__event(HM__EV_MOVED, t->shadow.thread, b.number & ~GROWN, place.ra, size,
                  hm__shadow_top(&t->shadow)->id);
    hm__unlock();
}
