/* trace_tables.h -- tables of the tracer in plain memory, for tests that feed it with events. */
#ifndef HM_TEST_TRACE_TABLES_H
#define HM_TEST_TRACE_TABLES_H

#include <stdlib.h>
#include <sys/mman.h>

#include "tracer/tables.h"

/* Fresh tables; ends the test program if there is no memory. */
static inline void fresh_tables(uint64_t blocks_max)
{
    struct hm_tracer_raw_header *h = mmap(NULL, hm_tracer_raw_size(0), PROT_READ | PROT_WRITE,
                                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (h == MAP_FAILED)
        abort();
    h->blocks_max = blocks_max;
    if (hm_tracer_tables_init(h) != 0)
        abort();
}

#endif
