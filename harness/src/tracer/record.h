/* record.h -- what happens to blocks: birth, move and death, and the fate decided at death.
 *
 * The home of a block that is born and freed on one thread is the deepest frame that was alive at
 * its birth and still is when it is freed. The other cases are the kinds of
 * enum hm_tracer_fate_kind.
 *
 * Contract: a thread passes its own struct; the functions take hm_tracer_lock() themselves. They
 * allocate nothing from the program's heap and must not be re-entered on one thread. Sizes are
 * bytes. */
#ifndef HM_TRACER_RECORD_H
#define HM_TRACER_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "tracer/live.h"
#include "tracer/place.h"
#include "tracer/tables.h"

enum { HM_TRACER_THREADS_MAX = 1 << 20, HM_TRACER_SITE_MEMOS = 256 };

/* A site found before: by the call and the hash of the frames it was reached through. */
struct hm_tracer_site_memo {
    uint64_t hash, ra, via; /* ra 0: empty */
    uint32_t entry;
    uint32_t site;
};

struct hm_tracer_alive {
    uint64_t blocks;                 /* alive, of those that the thread made */
    struct hm_tracer_raw_fate *fate; /* that of the site's last death on this thread; NULL: none */
    bool touched;
};

/* The numbers of the last two births of a call, whatever the frames: of group[0] of its sites. */
struct hm_tracer_births {
    uint64_t last, before; /* 0: none */
};

struct hm_tracer_thread {
    struct hm_tracer_shadow shadow;
    struct hm_tracer_alive *alive;   /* per site */
    struct hm_tracer_live *live;     /* per group: the home of the last death */
    struct hm_tracer_births *births; /* per group */
    struct hm_tracer_spill spill;    /* other homes, while they are on the stack */
    uint32_t *touched;               /* the sites that are in use */
    uint32_t touched_count;
    struct hm_tracer_arena arena;
    uint32_t moving; /* list of the blocks that are in a realloc; 0: none */
    struct hm_tracer_thread *next_free;
    struct hm_tracer_place_memo memo[HM_TRACER_PLACES];
    struct hm_tracer_site_memo site[HM_TRACER_SITE_MEMOS];
};

/* A thread begins. Its struct may be that of a thread that ended. NULL: no memory, or too many
 * threads. */
struct hm_tracer_thread *hm_tracer_thread_start(uintptr_t stack_low, uintptr_t stack_size);

/* The thread ended: its struct is given back. */
void hm_tracer_thread_end(struct hm_tracer_thread *t);

/* A block of `size` bytes was handed out. entry: enum hm_count_entry. */
void hm_tracer_record_born(struct hm_tracer_thread *t, uintptr_t block, uint64_t size,
                           uint32_t entry, struct hm_tracer_place place);

/* The block is about to be given back. */
void hm_tracer_record_died(struct hm_tracer_thread *t, uintptr_t block,
                           struct hm_tracer_place place);

/* A realloc of `from` begins. Another thread may now be given its address. */
void hm_tracer_record_moving(struct hm_tracer_thread *t, uintptr_t from);

/* That realloc ended: the block is at `to` with `size` bytes; 0: it failed, and the block lives on
 * at `from`. */
void hm_tracer_record_moved(struct hm_tracer_thread *t, uintptr_t from, uintptr_t to, uint64_t size,
                            struct hm_tracer_place place);

#endif
