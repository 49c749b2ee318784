/* stacks.h -- call stacks that allocate, with how often and how much: one site each.
 *
 * The table lies in memory that the launcher shares (count/totals.h), so it survives the process.
 * It is filled by an observer of the malloc family, without locks: an entry of the index is one
 * word, published when what it refers to is complete, so a thread, a signal handler and the
 * launcher see either nothing or all of it.
 *
 * Frame pointers are trusted per stack: when a chain of return addresses is seen for the first
 * time, the unwind tables are asked as well. If both agree, that chain is right whenever it is seen
 * again, because whether a function keeps a frame pointer at a given return address is a property
 * of its code. If they differ, that chain always means: ask the unwind tables. */
#ifndef HM_STACKS_STACKS_H
#define HM_STACKS_STACKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/maps.h"
#include "count/totals.h"

enum {
    HM_STACKS_SITES = 1 << 17,
    HM_STACKS_INDEX = 1 << 19,
    HM_STACKS_FRAMES = 10 << 20, /* return addresses in all */
    HM_STACKS_MODULES = 1024,
    HM_STACKS_DEPTH = 64,    /* most frames of one site */
    HM_STACKS_COUNTS = 1024, /* sites that a lane counts by itself */
};

struct hm_stacks_site {
    uint64_t allocs, bytes;       /* atomic; what is in no hm_stacks_count */
    uint64_t allocs_by_unwinding; /* atomic; those of allocs that needed the unwind tables */
    uint32_t first_frame;
    uint16_t frame_count;
    uint16_t cut; /* 1: the stack was deeper */
};

/* What a lane counted at one site: with its one writer it needs no atomic addition. The first sites
 * of a lane have one each; what finds no room is counted at the site. The sum of all is the truth.
 */
struct hm_stacks_count {
    uint64_t allocs, bytes, allocs_by_unwinding;
    uint64_t site; /* number + 1, never changed again; 0: unused */
};

struct hm_stacks {
    uint32_t site_count, frame_count, module_count; /* atomic; what is claimed, not all is used */
    uint64_t index[HM_STACKS_INDEX];
    struct hm_stacks_site sites[HM_STACKS_SITES];
    uint64_t
        frames[HM_STACKS_FRAMES]; /* return addresses; module number + 1 in the upper 16 bits */
    struct hm_base_map modules[HM_STACKS_MODULES]; /* end is written last */
    struct hm_stacks_count counts[HM_COUNT_LANES][HM_STACKS_COUNTS];
};

#define HM_STACKS_PC(frame)     ((uintptr_t)((frame) & ((UINT64_C(1) << 48) - 1)))
#define HM_STACKS_MODULE(frame) ((unsigned)((frame) >> 48)) /* number + 1; 0: unknown */

/* Observe the malloc family from now on and record into *table, which is all zeros at first and
 * stays mapped. depth: frames to keep, at most HM_STACKS_DEPTH. Once, before threads start. */
void hm_stacks_start(struct hm_stacks *table, unsigned depth);

/* The preload library's start: hm_stacks_start() if the ledger asks for sites. After a fork:
 * again. */
void hm_stacks_attach(void);

#endif
