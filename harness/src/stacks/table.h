/* table.h -- the table of call stacks, as it lies in the memory that the launcher shares.
 *
 * `heapmark run` reads it after the process ended. */
#ifndef HM_STACKS_TABLE_H
#define HM_STACKS_TABLE_H

#include <stdint.h>

#include "base/maps.h"
#include "count/totals.h"

enum {
    HM_STACKS_SITES = 1 << 17,
    HM_STACKS_INDEX = 1 << 19,
    HM_STACKS_FRAMES = 8 << 20, /* return addresses in all */
    HM_STACKS_MODULES = 4096,
    HM_STACKS_DEPTH = 64,    /* most frames of one site */
    HM_STACKS_COUNTS = 1024, /* sites for which a lane has counters of its own */
    HM_STACKS_LANES = 512,   /* lanes that have such counters */
};

/* What was counted at a site. What is alive is what came less what went. It is written down just
 * before it changes for the first time after a peak, so all sites together hold what was alive at
 * that peak, and no peak needs a walk over the sites. Bytes are those requested. */
struct hm_stacks_count {
    uint64_t allocs, bytes;
    uint64_t allocs_by_unwinding; /* those of allocs that needed the unwind tables */
    uint64_t frees, freed; /* blocks and bytes that ended; a realloc ends one and begins one */
    int64_t peak_blocks, peak_bytes; /* alive at peak number `peak` */
    uint32_t peak;                   /* less than hm_stacks.peaks: what is alive now was then */
    uint32_t site;                   /* number + 1, never changed again; 0: unused */
};

struct hm_stacks_site {
    struct hm_stacks_count count; /* atomic; what is in no lane's counters */
    uint32_t first_frame;
    uint16_t frame_count;
    uint16_t cut; /* 1: the stack was deeper */
};

/* Bytes alive in a lane, negative if it frees what others allocate. */
struct hm_stacks_lane {
    _Alignas(64) int64_t live;
    int64_t flushed; /* flushed: the part that is in hm_stacks.live */
};

struct hm_stacks {
    uint32_t site_count, frame_count, module_count; /* atomic; may exceed what is used */
    /* Requested bytes alive in the process, and the most that were. Exact while one thread runs.
     * Else each lane adds its changes in steps of HM_COUNT_STEP_BYTES, and a peak is one only if it
     * is higher by a step. */
    uint32_t peaks;        /* atomic: number of the last peak */
    int64_t live, peak;    /* atomic */
    uint64_t not_followed; /* atomic: blocks that count as freed at once, for want of memory */
    /* Blocks whose stack has no site, because a table is full. Shared by all lanes. */
    struct hm_stacks_count nowhere;
    /* Requested before the table was there: they are in live and peak, but at no site. How large
     * each of them was is not known when it is freed. */
    uint64_t early_blocks, early_bytes;
    uint64_t early_freed; /* atomic: blocks freed that are not known */
    struct hm_stacks_lane lanes[HM_COUNT_LANES];
    uint64_t index[HM_STACKS_INDEX];
    struct hm_stacks_site sites[HM_STACKS_SITES];
    uint64_t frames[HM_STACKS_FRAMES];             /* see HM_STACKS_PC and HM_STACKS_MODULE */
    struct hm_base_map modules[HM_STACKS_MODULES]; /* end is written last */
    /* What one lane counted at one site, without atomics because a lane has one writer. Each lane
     * has its own counters for its first sites; the rest is counted in hm_stacks_site. Add both. */
    struct hm_stacks_count counts[HM_STACKS_LANES][HM_STACKS_COUNTS];
};

/* A frame is a return address with the number of its module in the upper 16 bits. */
#define HM_STACKS_PC(frame)     ((uintptr_t)((frame) & ((UINT64_C(1) << 48) - 1)))
#define HM_STACKS_MODULE(frame) ((unsigned)((frame) >> 48)) /* number + 1; 0: unknown */

#endif
