/* tally.h -- the counters of a site: what came, what went, what was alive at the peak.
 *
 * Called under a malloc hook by the observer, for blocks counted in `lane`. No locks: the counters
 * of a lane have one writer, those that lanes share are atomic. */
#ifndef HM_STACKS_TALLY_H
#define HM_STACKS_TALLY_H

#include <stdbool.h>
#include <stddef.h>

#include "count/lane.h"
#include "stacks/table.h"

struct hm_stacks_recent;

/* What the calling thread found of its lane, so that it need not be looked up for each block. */
struct hm_stacks_mine {
    const struct hm_count_lane *lane; /* it has counters of its own; NULL: not looked up */
    struct hm_stacks_lane *live;
    struct hm_stacks_count *counts;         /* HM_STACKS_COUNTS of them */
    struct hm_stacks_recent *last, *before; /* the stacks of its last two blocks; NULL: unknown */
};

extern _Thread_local struct hm_stacks_mine hm_stacks_mine HM_COUNT_HIDDEN
    __attribute__((tls_model("initial-exec")));

/* Look up what belongs to the lane, if it has counters of its own. */
void hm_stacks_mine_find(const struct hm_count_lane *lane) __attribute__((cold));

/* Count in that table from now on; blocks that are alive now are not known. Only while the process
 * has one thread. */
void hm_stacks_tally_start(struct hm_stacks *table);

/* The lane's own counters of the site with that number + 1, or those that all lanes share. 0:
 * that of blocks without a site. */
struct hm_stacks_count *hm_stacks_tally_of(const struct hm_count_lane *lane, uint32_t site);

/* Are these the counters of one lane? */
bool hm_stacks_tally_is_own(const struct hm_stacks_count *count);

/* A block of `size` bytes was handed out, and its site was found by unwinding or not. */
void hm_stacks_tally_born(const struct hm_count_lane *lane, struct hm_stacks_count *count,
                          const void *block, size_t size, bool unwound);

/* Remember a block that was counted there: whatever its size, and if its cell is not ready. */
void hm_stacks_tally_remember(const struct hm_count_lane *lane, struct hm_stacks_count *count,
                              const void *block, size_t size);

/* As of struct hm_count_observer. */
uint64_t hm_stacks_tally_left(struct hm_count_lane *lane, const void *block);
void hm_stacks_tally_stays(struct hm_count_lane *lane, const void *block, uint64_t record);

#endif
