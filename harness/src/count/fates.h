/* fates.h -- the seam between an assertion and a tracer that runs in the same process.
 *
 * A tracer exports a function of type hm_count_fates under the name HM_COUNT_FATES. Who asks finds
 * it with dlsym(), because a tracer may be preloaded or absent. Only scalars pass: the two may come
 * from different builds. */
#ifndef HM_COUNT_FATES_H
#define HM_COUNT_FATES_H

#include <stdint.h>

#define HM_COUNT_FATES "hm_trace_fates"

enum hm_count_fate {
    HM_COUNT_FATE_HOME,    /* freed while a frame that was alive at its birth was on the stack */
    HM_COUNT_FATE_NO_HOME, /* freed after the last of these frames was left */
    HM_COUNT_FATE_OTHER_THREAD,
    HM_COUNT_FATE_UNKNOWN, /* the frames were not known */
    HM_COUNT_FATE_ALIVE,   /* not freed so far */
};

/* blocks ended like this. HOME: `depth` frames above the one that made them, in the function at
 * address `home`. Must not allocate: a lock is held. */
typedef void hm_count_fate_fn(void *ctx, int fate, uint32_t depth, uint64_t home, uint64_t blocks);

/* Call fn for what became so far of the blocks that the call with this return address made. Several
 * calls of fn may be of the same kind. Returns how many blocks there were. */
typedef uint64_t hm_count_fates(uint64_t call, hm_count_fate_fn *fn, void *ctx);

#endif
