/* tables.h -- the tables of one traced process: chains, sites, fates and live blocks.
 *
 * What is to be reported lives in the raw trace (raw.h); what is only needed while the program runs
 * (hash indexes, live blocks) lives in private mappings. All of it is reserved at start and takes
 * memory as it fills. When a table is full its overflow is counted, never silently lost.
 *
 * Contract: the caller holds hm_tracer_lock(). Async-signal-safe, never allocates from the
 * program's heap. One instance per process. */
#ifndef HM_TRACER_TABLES_H
#define HM_TRACER_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/likely.h"
#include "tracer/chains.h"
#include "tracer/raw.h"
#include "tracer/shadow.h"
#include "tracer/state.h"

enum { HM_TRACER_GROUPS_MAX = HM_TRACER_LEVELS * HM_TRACER_SITES_MAX + 1 };

/* A live block: 48 bytes, and at most 8 in the index. */
struct hm_tracer_block {
    uint64_t address; /* 0: the slot is free */
    uint64_t birth;   /* the thread's activation counter when it was born */
    uint64_t size;    /* largest so far */
    uint64_t number;  /* born as the n-th, for events */
    uint32_t site;
    uint32_t thread;
    uint32_t depth; /* frames on the stack at birth */
    uint32_t next;  /* index of the next block in its list; 0: last */
};

struct hm_tracer_index {
    uint32_t *slot;
    uint32_t mask;
};

struct hm_tracer_tables {
    struct hm_tracer_chains chains;
    struct hm_tracer_index sites, fates, peaks, groups;
    uint64_t *group; /* keys, from 1; group 0 is that of site 0 */
    uint32_t group_count;
    struct hm_tracer_block *block; /* from 1 */
    uint32_t blocks_used;          /* slots that were ever used */
    uint32_t blocks_free;          /* list of slots that are free again */
    uint32_t *bucket;              /* lists of live blocks, by a hash of the address */
    uint32_t bucket_mask;
};

extern struct hm_tracer_tables hm_tracer_tables;

/* Make tables over the raw trace at `base`, whose header says events_max and blocks_max. The
 * mapping is borrowed. 0, or -1 if there is no memory. */
int hm_tracer_tables_init(void *base);

/* Give the private mappings back; for tests. */
void hm_tracer_tables_done(void);

/* Index of the site, made if new. When the table is full: 0, the site that holds the overflow. */
uint32_t hm_tracer_site(uint32_t chain, uint64_t ra, uint64_t via, uint32_t entry);

/* What a fate is found by; frames are borrowed for the call. */
struct hm_tracer_fate_key {
    uint32_t site, kind, depth;
    uint64_t free_ra;
    const struct hm_hook_frame *home;  /* frame[0] if there is none */
    const struct hm_hook_frame *top;   /* the innermost frame at the free, */
    const struct hm_hook_frame *under; /* and the one that called it */
};

/* Is `a`, a fate of the key's site, the fate of that key? The order of the comparisons matters: the
 * compiler may join two neighbours of four bytes into one load of eight, and that load would stall
 * on the two stores of four that were just made. */
static inline bool hm_tracer_fate_is(const struct hm_tracer_raw_fate *a,
                                     const struct hm_tracer_fate_key *b)
{
    return a->free_ra == b->free_ra && a->depth == b->depth && a->home.pc == b->home->pc &&
           a->kind == b->kind && a->free_frame.pc == b->top->pc &&
           a->free_frame.call == b->top->call && a->free_under.pc == b->under->pc &&
           a->free_under.call == b->under->call;
}

/* The fate of that key, made if new; NULL if the table is full. */
struct hm_tracer_raw_fate *hm_tracer_fate(const struct hm_tracer_fate_key *key)
    __attribute__((noinline));

/* The peak of a group in that home, made if new; NULL if the table is full. */
struct hm_tracer_raw_peak *hm_tracer_peak(uint32_t group, uint64_t home) __attribute__((noinline));

static inline uint32_t *hm_tracer_bucket_of(uintptr_t address)
{
    uint64_t hash = address * 0x9e3779b97f4a7c15u;
    return &hm_tracer_tables.bucket[(uint32_t)(hash >> 32) & hm_tracer_tables.bucket_mask];
}

/* Put a slot on the empty list of free ones. False: all are in use. */
bool hm_tracer_block_room(void) __attribute__((noinline, cold));

/* Put b at the head of a list. */
static inline void hm_tracer_block_push(uint32_t *list, struct hm_tracer_block *b)
{
    b->next = *list;
    *list = (uint32_t)(b - hm_tracer_tables.block);
}

/* Follow b, which is in no list, as the block at `address`. */
static inline void hm_tracer_block_link(struct hm_tracer_block *b, uintptr_t address)
{
    b->address = address;
    hm_tracer_block_push(hm_tracer_bucket_of(address), b);
}

/* A new block; the caller fills in the rest. NULL: the table is full. */
static inline struct hm_tracer_block *hm_tracer_block_add(uintptr_t address)
{
    struct hm_tracer_tables *t = &hm_tracer_tables;
    if (HM_BASE_UNLIKELY(t->blocks_free == 0) && !hm_tracer_block_room())
        return NULL;
    struct hm_tracer_block *b = &t->block[t->blocks_free];
    t->blocks_free = b->next;
    hm_tracer_block_link(b, address);
    return b;
}

/* Take the block at `address` out of a list. Its slot stays the caller's, to be linked again or
 * released. NULL: it is not in the list. */
static inline struct hm_tracer_block *hm_tracer_block_unlink(uint32_t *list, uintptr_t address)
{
    struct hm_tracer_block *block = hm_tracer_tables.block;
    for (uint32_t *link = list; *link != 0; link = &block[*link].next) {
        struct hm_tracer_block *b = &block[*link];
        if (b->address != address)
            continue;
        *link = b->next;
        return b;
    }
    return NULL;
}

/* Give the slot of an unlinked block back. */
static inline void hm_tracer_block_release(struct hm_tracer_block *b)
{
    b->address = 0;
    hm_tracer_block_push(&hm_tracer_tables.blocks_free, b);
}

#endif
