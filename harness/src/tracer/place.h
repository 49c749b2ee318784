/* place.h -- the line of instrumented code behind a heap call. */
#ifndef HM_TRACER_PLACE_H
#define HM_TRACER_PLACE_H

#include <stdint.h>

#include "tracer/shadow.h"

enum { HM_TRACER_PLACES = 256 };

/* Where in the program's own code something was asked of the heap. */
struct hm_tracer_place {
    uint64_t ra;  /* return address in the innermost instrumented frame */
    uint64_t via; /* address in the uninstrumented function it called; 0: none in between */
};

/* A remembered answer of the unwinder; zero-initialise. */
struct hm_tracer_place_memo {
    uint64_t caller, distance; /* the question; caller 0: empty */
    uint64_t offset;           /* of the return address below the frame's stack pointer, in bytes */
    uint64_t via;
};

/* The calling thread's stack pointer is sp and `caller` the return address of the heap call: where
 * is that in instrumented code? Drops frames of s that it finds dead. memos: HM_TRACER_PLACES
 * entries that belong to the thread. May overwrite errno. */
struct hm_tracer_place hm_tracer_place_of(struct hm_tracer_shadow *s,
                                          struct hm_tracer_place_memo *memos, uintptr_t sp,
                                          uintptr_t caller);

#endif
