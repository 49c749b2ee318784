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
    HM_STACKS_FRAMES = 10 << 20, /* return addresses in all */
    HM_STACKS_MODULES = 1024,
    HM_STACKS_DEPTH = 64,    /* most frames of one site */
    HM_STACKS_COUNTS = 1024, /* sites for which a lane has counters of its own */
};

struct hm_stacks_site {
    uint64_t allocs, bytes;       /* atomic; those that are in no hm_stacks_count */
    uint64_t allocs_by_unwinding; /* atomic; those of allocs that needed the unwind tables */
    uint32_t first_frame;
    uint16_t frame_count;
    uint16_t cut; /* 1: the stack was deeper */
};

/* What one lane counted at one site, without atomics because a lane has one writer. Each lane has
 * its own counters for its first sites; the rest is counted in hm_stacks_site. Add both. */
struct hm_stacks_count {
    uint64_t allocs, bytes, allocs_by_unwinding;
    uint64_t site; /* number + 1, never changed again; 0: unused */
};

struct hm_stacks {
    uint32_t site_count, frame_count, module_count; /* atomic; may exceed what is used */
    uint64_t index[HM_STACKS_INDEX];
    struct hm_stacks_site sites[HM_STACKS_SITES];
    uint64_t frames[HM_STACKS_FRAMES];             /* see HM_STACKS_PC and HM_STACKS_MODULE */
    struct hm_base_map modules[HM_STACKS_MODULES]; /* end is written last */
    struct hm_stacks_count counts[HM_COUNT_LANES][HM_STACKS_COUNTS];
};

/* A frame is a return address with the number of its module in the upper 16 bits. */
#define HM_STACKS_PC(frame)     ((uintptr_t)((frame) & ((UINT64_C(1) << 48) - 1)))
#define HM_STACKS_MODULE(frame) ((unsigned)((frame) >> 48)) /* number + 1; 0: unknown */

#endif
