/* record.h -- what happens to blocks: birth, move, death, and the verdict on the way out.
 *
 * A block born on a thread and freed on it had its home in the deepest frame that was alive at its
 * birth and still is. The rest of what can be said is said by the kinds of enum
 * hm_tracer_fate_kind.
 *
 * Contract: a thread passes its own struct; the functions take hm_tracer_lock() themselves. They
 * allocate nothing from the program's heap and must not be re-entered on one thread. */
#ifndef HM_TRACER_RECORD_H
#define HM_TRACER_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "tracer/live.h"
#include "tracer/tables.h"

enum { HM_TRACER_THREADS_MAX = 1 << 20, HM_TRACER_PLACES = 256, HM_TRACER_SITE_MEMOS = 256 };

/* Where in the program's own code something was asked of the heap. */
struct hm_tracer_place {
    uint64_t ra;  /* return address in the innermost instrumented frame */
    uint64_t via; /* address in the uninstrumented function it called; 0: none in between */
};

/* A remembered answer of the unwinder (place.c). */
struct hm_tracer_place_memo {
    uint64_t caller, distance; /* the question; caller 0: empty */
    uint64_t offset;           /* of the return address below the frame's stack pointer */
    uint64_t via;
};

/* A site found before: by the call and the hash of the frames it was reached through. */
struct hm_tracer_site_memo {
    uint64_t hash, ra, via; /* ra 0: empty */
    uint32_t entry;
    uint32_t site;
};

struct hm_tracer_thread {
    struct hm_tracer_shadow shadow;
    struct hm_tracer_live *live; /* per site */
    uint32_t *touched;           /* the sites whose live is in use */
    uint32_t touched_count;
    struct hm_tracer_arena arena;
    struct hm_tracer_block moving; /* between moving and moved; address 0: not followed */
    struct hm_tracer_thread *next_free;
    struct hm_tracer_place_memo memo[HM_TRACER_PLACES];
    struct hm_tracer_site_memo site[HM_TRACER_SITE_MEMOS];
};

/* A thread begins; memory of threads that ended is used again. NULL: no memory or too many threads.
 */
struct hm_tracer_thread *hm_tracer_thread_start(uintptr_t stack_low, uintptr_t stack_size);
void hm_tracer_thread_end(struct hm_tracer_thread *t);

void hm_tracer_record_born(struct hm_tracer_thread *t, uintptr_t block, uint64_t size,
                           uint32_t entry, struct hm_tracer_place place);
void hm_tracer_record_died(struct hm_tracer_thread *t, uintptr_t block,
                           struct hm_tracer_place place);
void hm_tracer_record_moving(struct hm_tracer_thread *t, uintptr_t from);
/* to 0: it failed and the block lives on. */
void hm_tracer_record_moved(struct hm_tracer_thread *t, uintptr_t from, uintptr_t to, uint64_t size,
                            struct hm_tracer_place place);

/* The calling thread's stack pointer is sp and `caller` the return address of the heap call: where
 * is that in instrumented code? Drops frames found dead on the way. */
struct hm_tracer_place hm_tracer_place_of(struct hm_tracer_thread *t, uintptr_t sp,
                                          uintptr_t caller);

#endif
