/* live.h -- how many blocks of one group were alive at once with one activation as their home.
 *
 * A block's home is known only when it is freed, so the blocks of a home are met in the order of
 * their deaths. That is enough to count exactly: think of seats, each taken by one block after
 * another. A block takes the seat that became empty last among those that were empty when it was
 * born; if there is none, a seat is added. The number of seats is then the most blocks that were
 * alive together, and it never depends on blocks whose home turned out to be another one. The seats
 * are kept by the time at which they became empty, so they take no more room than the answer.
 *
 * Time is the thread's count of births: a block born as number `birth` was born after one that died
 * when `now` births had happened if now <= birth.
 *
 * Where memory ends, a seat that cannot be remembered is never taken again: the number grows too
 * large, never too small.
 *
 * Contract: the caller holds hm_tracer_lock(). Memory comes from the arena given, never the
 * program's heap. */
#ifndef HM_TRACER_LIVE_H
#define HM_TRACER_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/likely.h"

enum { HM_TRACER_ARENA_CLASSES = 40 };

/* Memory taken from mappings; zero-initialise. */
struct hm_tracer_arena {
    char *at, *end;
    void *given[HM_TRACER_ARENA_CLASSES]; /* lists of what was given back, by log2 of the size */
};

/* At least `size` bytes, aligned to 16, of unknown content. NULL: no memory. */
void *hm_tracer_arena_take(struct hm_tracer_arena *a, size_t size);

/* Give back what was taken with that size. */
void hm_tracer_arena_give(struct hm_tracer_arena *a, void *taken, size_t size);

struct hm_tracer_seat {
    uint64_t since;  /* empty since then */
    uint32_t count;  /* seats that became empty then and still are; 0: none, see `before` */
    uint32_t before; /* count 0: none from here down to entry before - 1 is empty */
};

struct hm_tracer_seats {
    struct hm_tracer_seat *at; /* by growing `since` */
    uint32_t count, room;
    uint64_t total; /* seats */
};

/* The blocks of one group whose home is one activation. Zero-initialise. */
struct hm_tracer_live {
    uint64_t home;    /* id of the activation; ids are not unique, but those at one depth are */
    uint32_t depth;   /* where it is on the shadow stack; 0: none */
    uint32_t spilled; /* entries of the group in the table of the thread */
    struct hm_tracer_seats seats;
    struct hm_tracer_raw_peak *peak; /* where the number is reported; NULL: no room */
};

/* The slow path of hm_tracer_seats_take(). */
bool hm_tracer_seats_take_any(struct hm_tracer_seats *s, struct hm_tracer_arena *a, uint64_t birth,
                              uint64_t now) __attribute__((noinline));

/* A block that was born as number `birth` dies at `now`, not earlier than the one before. True: it
 * needed a seat more. */
static inline bool hm_tracer_seats_take(struct hm_tracer_seats *s, struct hm_tracer_arena *a,
                                        uint64_t birth, uint64_t now)
{
    if (HM_BASE_LIKELY(s->count == 1 && s->at->count == 1 && s->at->since <= birth)) {
        s->at->since = now;
        return false;
    }
    if (s->count == 0 && s->room > 0) {
        s->at[s->count++] = (struct hm_tracer_seat){ .since = now, .count = 1 };
        s->total++;
        return true;
    }
    return hm_tracer_seats_take_any(s, a, birth, now);
}

/* Forget the seats, but keep the room for others. */
static inline void hm_tracer_seats_clear(struct hm_tracer_seats *s)
{
    s->count = 0;
    s->total = 0;
}

/* Entries of homes that are alive, where a group has several: an open hash table. */
struct hm_tracer_spill_entry {
    uint32_t group; /* one more than its number; 0: never used */
    uint32_t gone;  /* 1: it was taken out */
    struct hm_tracer_live live;
};

struct hm_tracer_spill {
    struct hm_tracer_spill_entry *at;
    uint32_t room; /* a power of two, or 0 */
    uint32_t used; /* entries ever used since the last sweep */
};

/* Take the entry of that home out of the table. False: there is none. */
bool hm_tracer_spill_take(struct hm_tracer_spill *s, uint32_t group, uint64_t home, uint32_t depth,
                          struct hm_tracer_live *out);

/* Put an entry in. False: the table is full; make it wider, or sweep it. */
bool hm_tracer_spill_put(struct hm_tracer_spill *s, uint32_t group,
                         const struct hm_tracer_live *live);

#endif
