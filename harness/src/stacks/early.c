/* early.c -- keep the first blocks in a table by their addresses, until the library is initialised.
 */
#include "stacks/early.h"

#include <errno.h>

#include "base/kernel.h"
#include "count/hook.h"

/* At most half of the places are used, so that searches are short. */
enum { PLACES = 1 << 15 };

struct place {
    uintptr_t block; /* 0: free */
    size_t size;
};

static struct place *places; /* NULL: there are none */
static size_t count;
static bool busy;  /* atomic: a thread is at the table */
static bool lost;  /* atomic: a block is missing there, or one that has ended is not */
static bool ended; /* no more are kept */

/* Constructors rarely start threads, and signals are rare too: who would have to wait gives up. */
static bool enter(void)
{
    if (!__atomic_exchange_n(&busy, true, __ATOMIC_ACQUIRE))
        return true;
    __atomic_store_n(&lost, true, __ATOMIC_RELAXED);
    return false;
}

static void leave(void)
{
    __atomic_store_n(&busy, false, __ATOMIC_RELEASE);
}

/* Neighbours in memory are neighbours in the table. */
static size_t home(uintptr_t block)
{
    return (size_t)(block >> 4) % PLACES;
}

/* The place of the block, or the free one where it belongs. */
static size_t find(uintptr_t block)
{
    size_t i = home(block);
    while (places[i].block != 0 && places[i].block != block)
        i = (i + 1) % PLACES;
    return i;
}

/* What stands behind a place that becomes free moves up, if a search for it would end there. */
static void clear(size_t free)
{
    places[free].block = 0;
    for (size_t i = (free + 1) % PLACES; places[i].block != 0; i = (i + 1) % PLACES) {
        size_t from_home = (i - home(places[i].block)) % PLACES;
        if (from_home < (i - free) % PLACES)
            continue;
        places[free] = places[i];
        places[i].block = 0;
        free = i;
    }
}

static void keep(const void *block, size_t size)
{
    if (!enter())
        return;
    if (places != NULL && count < PLACES / 2) {
        places[find((uintptr_t)block)] = (struct place){ (uintptr_t)block, size };
        count++;
    } else {
        __atomic_store_n(&lost, true, __ATOMIC_RELAXED);
    }
    leave();
}

static void placed(struct hm_count_lane *lane, const void *block, size_t size, void *caller,
                   const void *frame)
{
    (void)lane, (void)caller, (void)frame;
    keep(block, size);
}

/* Returns its size + 1; 0: it is not known. */
static uint64_t left(struct hm_count_lane *lane, const void *block)
{
    uint64_t record = 0;
    (void)lane;
    if (!enter())
        return 0;
    size_t i = places != NULL ? find((uintptr_t)block) : 0;
    if (places != NULL && places[i].block != 0) {
        record = places[i].size + UINT64_C(1);
        clear(i);
        count--;
    }
    leave();
    return record;
}

static void stays(struct hm_count_lane *lane, const void *block, uint64_t record)
{
    (void)lane;
    if (record != 0)
        keep(block, (size_t)(record - 1));
}

static void start(void)
{
    static const struct hm_count_observer observer = { .placed = placed,
                                                       .left = left,
                                                       .stays = stays };
    int saved = errno;
    if (ended)
        return;
    void *map = hm_base_mmap(NULL, PLACES * sizeof *places, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    places = map != MAP_FAILED ? map : NULL;
    errno = saved;
    hm_count_observe(&observer);
}

void (*const hm_count_at_first_request)(void) = start;

void hm_stacks_early_end(void)
{
    ended = true;
    hm_count_observe(NULL);
}

bool hm_stacks_early_tell(uint64_t alive, void (*each)(const void *block, size_t size))
{
    bool all = !__atomic_load_n(&lost, __ATOMIC_RELAXED) && count == alive;
    for (size_t i = 0; places != NULL && all && i < PLACES; i++)
        if (places[i].block != 0)
            each((const void *)places[i].block, // NOLINT(performance-no-int-to-ptr)
                 places[i].size);
    hm_stacks_early_forget();
    return all;
}

void hm_stacks_early_forget(void)
{
    if (places != NULL)
        hm_base_munmap(places, PLACES * sizeof *places);
    places = NULL;
    count = 0;
}
