/* collector.h -- what set_gc() asked of the garbage collector so far. The totals only grow. */
#ifndef SET_C_1_COLLECTOR_H
#define SET_C_1_COLLECTOR_H

#include <stdint.h>

struct gc_totals {
    uint64_t allocs;
    uint64_t bytes; /* as the collector itself counts them: rounded up to what it hands out */
};

void gc_start(void); /* before the first set_gc() */
struct gc_totals gc_now(void);

#endif
