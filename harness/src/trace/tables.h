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

#include "trace/raw.h"
#include "trace/shadow.h"

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
    bool many;          /* more than one thread: the lock is needed */
    bool stale;         /* code was seen of a file that is not among the modules */
    unsigned char lock; /* taken */
};

extern struct hm__trace hm__trace;

/* Make tables over the mapping at `base`, whose header says events_max and blocks_max. 0 or -1. */
int hm__tables_init(void *base);
void hm__tables_done(void); /* gives the private mappings back; for tests */

void hm__lock(void);
void hm__unlock(void);

/* The chain of the innermost frame of s: cached in the frame. 0: no frame, or no room. */
uint32_t hm__chain(struct hm__shadow *s);

/* Index of the site, made if new; 0 if there is no room: a site of its own that holds the overflow.
 */
uint32_t hm__site(uint32_t chain, uint64_t ra, uint64_t via, uint32_t entry);

/* The fate with the key fields of *key, made if new; NULL if there is no room. */
struct hm__raw_fate *hm__fate(const struct hm__raw_fate *key);

/* Live blocks. add: false if there is no room. */
struct hm__block *hm__block_add(uintptr_t address);
struct hm__block *hm__block_find(uintptr_t address);
bool hm__block_take(uintptr_t address, struct hm__block *out); /* remove; false: not followed */

/* Append to the event list of a short run; lock-free. */
void hm__event(enum hm__event_kind kind, uint32_t thread, uint64_t id, uint64_t where,
               uint64_t extra, uint64_t owner);

#endif
