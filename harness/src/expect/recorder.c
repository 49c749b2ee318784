/* recorder.c -- births and deaths of blocks, credited to the regions that are open. */
#include "expect/recorder.h"

#include <pthread.h>
#include <sched.h>
#include <string.h>

#include "count/hook.h"
#include "count/lane.h"
#include "expect/blocks.h"
#include "expect/sites.h"
#include "stacks/walk.h"

static _Thread_local int paused __attribute__((tls_model("initial-exec")));

/* Its address tells threads apart. The block of a realloc that is under way waits in it. */
static _Thread_local struct hm_expect_block moving __attribute__((tls_model("initial-exec")));

static struct hm_expect regions[HM_EXPECT_REGIONS];
static uint64_t begun;  /* regions so far */
static uint64_t births; /* so far, while a region was open */
static uint32_t open_now, locked;
static hm_expect_meet *meet;

static void lock(void)
{
    while (__atomic_exchange_n(&locked, 1, __ATOMIC_ACQUIRE) != 0)
        sched_yield();
}

static void unlock(void)
{
    __atomic_store_n(&locked, 0, __ATOMIC_RELEASE);
}

/* The thread that held the lock may not be in the child. */
static void forked(void)
{
    unlock();
}

static bool idle(void)
{
    return __atomic_load_n(&open_now, __ATOMIC_RELAXED) == 0;
}

static bool belongs(const struct hm_expect *r, const struct hm_expect_block *b)
{
    return r->open && b->birth >= r->since &&
           (r->budget.scope != HM_SCOPE_THREAD || r->thread == b->thread);
}

static struct hm_expect_use *use_of(struct hm_expect *r, uint32_t site)
{
    for (uint32_t i = 0; site != 0 && i < HM_EXPECT_USES; i++) {
        struct hm_expect_use *use = &r->uses[(site + i) % HM_EXPECT_USES];
        if (use->site == 0)
            use->site = site;
        if (use->site == site)
            return use;
    }
    return &r->rest;
}

static void credit_birth(struct hm_expect *r, const struct hm_expect_block *b)
{
    struct hm_expect_use *use = use_of(r, b->site);

    r->allocs++;
    r->bytes += b->size;
    r->live_blocks++;
    r->live_bytes += (int64_t)b->size;
    if (r->live_bytes > r->peak_bytes)
        r->peak_bytes = r->live_bytes;
    use->allocs++;
    use->bytes += b->size;
    use->alive++;
}

static void credit_death(struct hm_expect *r, const struct hm_expect_block *b)
{
    r->live_blocks--;
    r->live_bytes -= (int64_t)b->size;
    use_of(r, b->site)->alive--;
}

static void ended(const struct hm_expect_block *b)
{
    for (int i = 0; i < HM_EXPECT_REGIONS; i++)
        if (belongs(&regions[i], b))
            credit_death(&regions[i], b);
}

static void record_birth(struct hm_expect_block *b, const uintptr_t *pcs, size_t n)
{
    b->site = hm_expect_site(pcs, n);
    b->birth = ++births;
    for (int i = 0; i < HM_EXPECT_REGIONS; i++)
        if (belongs(&regions[i], b))
            credit_birth(&regions[i], b);
    if (hm_expect_blocks_add(b))
        return;
    for (int i = 0; i < HM_EXPECT_REGIONS; i++)
        if (belongs(&regions[i], b))
            regions[i].not_followed++;
    ended(b);
}

static void handed_out(void *block, size_t size, void *caller)
{
    uintptr_t pcs[HM_EXPECT_DEPTH];
    struct hm_expect_block b = { .address = (uintptr_t)block, .size = size, .thread = &moving };

    if (paused > 0)
        return;
    hm_expect_meet *to = __atomic_load_n(&meet, __ATOMIC_ACQUIRE);
    if (to != NULL)
        to(size, caller);
    if (idle())
        return;
    size_t n = hm_stacks_walk_unwind_tables(caller, pcs, HM_EXPECT_DEPTH, NULL);
    if (n == 0)
        pcs[n++] = (uintptr_t)caller;
    lock();
    record_birth(&b, pcs, n);
    unlock();
}

static void born(void *block, size_t size, enum hm_count_entry entry, void *caller,
                 const void *frame)
{
    (void)entry;
    (void)frame;
    handed_out(block, size, caller);
}

static void dies(void *block, enum hm_count_entry entry, void *caller, const void *frame)
{
    struct hm_expect_block b;

    (void)entry;
    (void)caller;
    (void)frame;
    if (idle())
        return;
    lock();
    if (hm_expect_blocks_take(block, &b))
        ended(&b);
    unlock();
}

/* From here to moved() another thread may be handed the same address. */
static void moves(void *from, size_t size, void *caller, const void *frame)
{
    (void)size;
    (void)caller;
    (void)frame;
    moving.address = 0;
    if (idle())
        return;
    lock();
    if (!hm_expect_blocks_take(from, &moving))
        moving.address = 0;
    unlock();
}

static void moved(void *from, void *to, size_t size, void *caller, const void *frame)
{
    struct hm_expect_block before = moving;

    (void)from;
    (void)frame;
    moving.address = 0;
    if (before.address != 0) {
        lock();
        if (to != NULL || !hm_expect_blocks_add(&before)) /* else the realloc failed */
            ended(&before);
        unlock();
    }
    if (to != NULL)
        handed_out(to, size, caller);
}

void hm_expect_watch(hm_expect_meet *to)
{
    static const struct hm_count_observer observer = {
        .born = born, .dies = dies, .moving = moves, .moved = moved
    };
    static uint32_t started;

    if (to != NULL)
        __atomic_store_n(&meet, to, __ATOMIC_RELEASE);
    if (__atomic_exchange_n(&started, 1, __ATOMIC_ACQ_REL) != 0)
        return;
    pthread_atfork(NULL, NULL, forked);
    hm_count_observe(&observer);
}

void hm_expect_pause(void)
{
    paused++;
}

void hm_expect_resume(void)
{
    if (paused > 0)
        paused--;
}

static void give_up(struct hm_expect *r)
{
    if (!r->open)
        return;
    r->open = false;
    if (__atomic_sub_fetch(&open_now, 1, __ATOMIC_RELAXED) == 0)
        hm_expect_blocks_clear();
}

/* Stacks grow downwards: an older frame that lies below this one is no more. */
static void give_up_left(const hm_priv_place *place)
{
    for (int i = 0; i < HM_EXPECT_REGIONS; i++)
        if (regions[i].thread == &moving && (uintptr_t)regions[i].frame < (uintptr_t)place->frame)
            give_up(&regions[i]);
}

static struct hm_expect *oldest(void)
{
    struct hm_expect *r = &regions[0];

    for (int i = 0; i < HM_EXPECT_REGIONS; i++) {
        if (regions[i].open != r->open ? r->open : regions[i].number < r->number)
            r = &regions[i];
    }
    return r;
}

struct hm_expect *hm_expect_open(const hm_budget *budget, const hm_priv_place *place)
{
    struct hm_count_lane *mine = hm_count_guard_enter();

    lock();
    give_up_left(place);
    struct hm_expect *r = oldest();
    give_up(r);
    memset(r, 0, sizeof *r);
    r->number = ++begun;
    r->since = births + 1;
    r->thread = &moving;
    r->frame = place->frame;
    r->budget = *budget;
    r->place = *place;
    r->open = true;
    __atomic_add_fetch(&open_now, 1, __ATOMIC_RELAXED);
    unlock();
    hm_count_guard_leave(mine);
    return r;
}

bool hm_expect_close(struct hm_expect *region)
{
    struct hm_count_lane *mine = hm_count_guard_enter();

    lock();
    bool was_open = region->open;
    for (int i = 0; was_open && i < HM_EXPECT_REGIONS; i++)
        if (regions[i].thread == region->thread && regions[i].number >= region->number)
            give_up(&regions[i]);
    unlock();
    hm_count_guard_leave(mine);
    return was_open;
}
