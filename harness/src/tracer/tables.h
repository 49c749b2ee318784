/* tables.h -- the tables of one traced process: chains, sites, fates, events and live blocks.
 *
 * What is to be reported lives in the raw trace (raw.h), what is only needed while running (hash
 * indexes, live blocks) in private mappings. All of it is reserved at start and touched as it
 * fills, so memory follows use. When a table is full its overflow is counted, never silently lost.
 *
 * Contract: the caller holds hm__lock(), except for hm__event(). Async-signal-safe, never allocates
 * from the program's heap. One instance per process. */
#ifndef HM_TRACE_TABLES_H
#define HM_TRACE_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#else
#define __libc_single_threaded 0
#endif

#include "tracer/raw.h"
#include "tracer/shadow.h"

/* A live block: 48 bytes, and at most 8 in the index. */
struct hm__block {
    uint64_t address;
    uint64_t birth;  /* the thread's activation counter when it was born */
    uint64_t size;   /* largest so far */
    uint64_t number; /* born as the n-th, for events */
    uint32_t site;
    uint32_t thread;
    uint32_t depth; /* frames on the stack at birth */
    uint32_t next;  /* in its hash chain; */
};

struct hm__index {
    uint32_t *slot;
    uint32_t mask;
};

struct hm__trace {
    struct hm__raw raw;
    struct hm__index chains, sites, fates;
    struct hm__block *block; /* from 1 */
    uint32_t blocks_used, blocks_free;
    uint32_t *bucket;
    uint32_t bucket_mask;
    bool stale;         /* code was seen of a file that is not among the modules */
    unsigned char lock; /* taken */
};

extern struct hm__trace hm__trace;

/* Make tables over the mapping at `base`, whose header says events_max and blocks_max. 0 or -1. */
int hm__tables_init(void *base);
void hm__tables_done(void); /* gives the private mappings back; for tests */

void hm__lock_many(void) __attribute__((noinline, cold));

/* libc says that there is a second thread before there is one, however it is made (pthread_create,
 * thrd_create, timers), so nobody can be inside unlocked then. */
static inline void hm__lock(void)
{
    if (!__libc_single_threaded)
        hm__lock_many();
}

static inline void hm__unlock(void)
{
    if (!__libc_single_threaded)
        __atomic_clear(&hm__trace.lock, __ATOMIC_RELEASE);
}

/* The chain of the innermost frame of s. 0: no frame, or no room. */
uint32_t hm__chain(const struct hm__shadow *s);

/* Index of the site, made if new; 0 if there is no room: a site of its own that holds the overflow.
 */
uint32_t hm__site(uint32_t chain, uint64_t ra, uint64_t via, uint32_t entry);

/* What a fate is found by; frames are borrowed for the call. */
struct hm__fate_key {
    uint32_t site, kind, depth;
    uint64_t free_ra;
    const struct hm_hook_frame *home; /* frame[0] if there is none */
    const struct hm_hook_frame *top;  /* that freed */
};

/* Is it the fate of that key, if it is one of the key's site? In an order that puts no two
 * neighbours of four bytes side by side: compared as one word of eight, just after they were
 * written one by one, they would stall. */
static inline bool hm__fate_is(const struct hm__raw_fate *a, const struct hm__fate_key *b)
{
    return a->free_ra == b->free_ra && a->depth == b->depth && a->home.pc == b->home->pc &&
           a->kind == b->kind && a->free_frame.pc == b->top->pc;
}

/* The fate of that key, made if new; NULL if there is no room. */
struct hm__raw_fate *hm__fate(const struct hm__fate_key *key) __attribute__((noinline));

/* Live blocks are chained by address; those that are free, from blocks_free. */
static inline uint32_t *hm__bucket_of(uintptr_t address)
{
    uint64_t hash = address * 0x9e3779b97f4a7c15u;
    return &hm__trace.bucket[(uint32_t)(hash >> 32) & hm__trace.bucket_mask];
}

/* Make a free block where there is none. */
bool hm__block_room(void) __attribute__((noinline, cold));

/* NULL: there is no room. */
static inline struct hm__block *hm__block_add(uintptr_t address)
{
    struct hm__trace *t = &hm__trace;
    if (__builtin_expect(t->blocks_free == 0, 0) && !hm__block_room())
        return NULL;
    uint32_t at = t->blocks_free;
    uint32_t *bucket = hm__bucket_of(address);
    struct hm__block *b = &t->block[at];
    t->blocks_free = b->next;
    b->address = address;
    b->next = *bucket;
    *bucket = at;
    return b;
}

struct hm__block *hm__block_find(uintptr_t address);
bool hm__block_take(uintptr_t address, struct hm__block *out); /* remove; false: not followed */

/* The same in two steps, without the copy: unlinked (NULL: not followed), and its room given back.
 */
static inline struct hm__block *hm__block_unlink(uintptr_t address)
{
    struct hm__block *block = hm__trace.block;
    for (uint32_t *link = hm__bucket_of(address); *link != 0; link = &block[*link].next) {
        struct hm__block *b = &block[*link];
        if (b->address != address)
            continue;
        *link = b->next;
        return b;
    }
    return NULL;
}

static inline void hm__block_release(struct hm__block *b)
{
    b->address = 0;
    b->next = hm__trace.blocks_free;
    hm__trace.blocks_free = (uint32_t)(b - hm__trace.block);
}

/* Append to the event list of a short run; lock-free. */
void hm__event(enum hm__event_kind kind, uint32_t thread, uint64_t id, uint64_t where,
               uint64_t extra, uint64_t owner) __attribute__((noinline, cold));

#endif
