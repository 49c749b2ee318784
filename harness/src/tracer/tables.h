/* tables.h -- the tables of one traced process: chains, sites, fates, events and live blocks.
 *
 * What is to be reported lives in the raw trace (raw.h), what is only needed while running (hash
 * indexes, live blocks) in private mappings. All of it is reserved at start and touched as it
 * fills, so memory follows use. When a table is full its overflow is counted, never silently lost.
 *
 * Contract: the caller holds hm_tracer_lock(), except for hm_tracer_event(). Async-signal-safe,
 * never allocates from the program's heap. One instance per process. */
#ifndef HM_TRACER_TABLES_H
#define HM_TRACER_TABLES_H

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
struct hm_tracer_block {
    uint64_t address;
    uint64_t birth;  /* the thread's activation counter when it was born */
    uint64_t size;   /* largest so far */
    uint64_t number; /* born as the n-th, for events */
    uint32_t site;
    uint32_t thread;
    uint32_t depth; /* frames on the stack at birth */
    uint32_t next;  /* in its hash chain; */
};

struct hm_tracer_index {
    uint32_t *slot;
    uint32_t mask;
};

struct hm_tracer_trace {
    struct hm_tracer_raw raw;
    struct hm_tracer_index chains, sites, fates;
    struct hm_tracer_block *block; /* from 1 */
    uint32_t blocks_used, blocks_free;
    uint32_t *bucket;
    uint32_t bucket_mask;
    bool stale;         /* code was seen of a file that is not among the modules */
    unsigned char lock; /* taken */
};

extern struct hm_tracer_trace hm_tracer_trace;

/* Make tables over the mapping at `base`, whose header says events_max and blocks_max. 0 or -1. */
int hm_tracer_tables_init(void *base);
void hm_tracer_tables_done(void); /* gives the private mappings back; for tests */

void hm_tracer_lock_many(void) __attribute__((noinline, cold));

/* libc says that there is a second thread before there is one, however it is made (pthread_create,
 * thrd_create, timers), so nobody can be inside unlocked then. */
static inline void hm_tracer_lock(void)
{
    if (!__libc_single_threaded)
        hm_tracer_lock_many();
}

static inline void hm_tracer_unlock(void)
{
    if (!__libc_single_threaded)
        __atomic_clear(&hm_tracer_trace.lock, __ATOMIC_RELEASE);
}

/* The chain of the innermost frame of s. 0: no frame, or no room. */
uint32_t hm_tracer_chain(const struct hm_tracer_shadow *s);

/* Index of the site, made if new; 0 if there is no room: a site of its own that holds the overflow.
 */
uint32_t hm_tracer_site(uint32_t chain, uint64_t ra, uint64_t via, uint32_t entry);

/* What a fate is found by; frames are borrowed for the call. */
struct hm_tracer_fate_key {
    uint32_t site, kind, depth;
    uint64_t free_ra;
    const struct hm_hook_frame *home; /* frame[0] if there is none */
    const struct hm_hook_frame *top;  /* that freed */
};

/* Is it the fate of that key, if it is one of the key's site? In an order that puts no two
 * neighbours of four bytes side by side: compared as one word of eight, just after they were
 * written one by one, they would stall. */
static inline bool hm_tracer_fate_is(const struct hm_tracer_raw_fate *a,
                                     const struct hm_tracer_fate_key *b)
{
    return a->free_ra == b->free_ra && a->depth == b->depth && a->home.pc == b->home->pc &&
           a->kind == b->kind && a->free_frame.pc == b->top->pc;
}

/* The fate of that key, made if new; NULL if there is no room. */
struct hm_tracer_raw_fate *hm_tracer_fate(const struct hm_tracer_fate_key *key)
    __attribute__((noinline));

/* Live blocks are chained by address; those that are free, from blocks_free. */
static inline uint32_t *hm_tracer_bucket_of(uintptr_t address)
{
    uint64_t hash = address * 0x9e3779b97f4a7c15u;
    return &hm_tracer_trace.bucket[(uint32_t)(hash >> 32) & hm_tracer_trace.bucket_mask];
}

/* Make a free block where there is none. */
bool hm_tracer_block_room(void) __attribute__((noinline, cold));

/* NULL: there is no room. */
static inline struct hm_tracer_block *hm_tracer_block_add(uintptr_t address)
{
    struct hm_tracer_trace *t = &hm_tracer_trace;
    if (__builtin_expect(t->blocks_free == 0, 0) && !hm_tracer_block_room())
        return NULL;
    uint32_t at = t->blocks_free;
    uint32_t *bucket = hm_tracer_bucket_of(address);
    struct hm_tracer_block *b = &t->block[at];
    t->blocks_free = b->next;
    b->address = address;
    b->next = *bucket;
    *bucket = at;
    return b;
}

struct hm_tracer_block *hm_tracer_block_find(uintptr_t address);
bool hm_tracer_block_take(uintptr_t address,
                          struct hm_tracer_block *out); /* remove; false: not followed */

/* The same in two steps, without the copy: unlinked (NULL: not followed), and its room given back.
 */
static inline struct hm_tracer_block *hm_tracer_block_unlink(uintptr_t address)
{
    struct hm_tracer_block *block = hm_tracer_trace.block;
    for (uint32_t *link = hm_tracer_bucket_of(address); *link != 0; link = &block[*link].next) {
        struct hm_tracer_block *b = &block[*link];
        if (b->address != address)
            continue;
        *link = b->next;
        return b;
    }
    return NULL;
}

static inline void hm_tracer_block_release(struct hm_tracer_block *b)
{
    b->address = 0;
    b->next = hm_tracer_trace.blocks_free;
    hm_tracer_trace.blocks_free = (uint32_t)(b - hm_tracer_trace.block);
}

/* Append to the event list of a short run; lock-free. */
void hm_tracer_event(enum hm_tracer_event_kind kind, uint32_t thread, uint64_t id, uint64_t where,
                     uint64_t extra, uint64_t owner) __attribute__((noinline, cold));

#endif
