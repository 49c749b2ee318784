/* query.h -- what a test may ask the tracer in its own process. Exported by the tracer's library.
 */
#ifndef HM_TRACER_QUERY_H
#define HM_TRACER_QUERY_H

#include <stddef.h>

#include <heapmark/trace.h>

/* A point in the calling thread's time; 0: nothing is traced. */
uint64_t hm_trace_mark(void);

/* Blocks the calling thread made since `mark` that are alive, by site: call, blocks and bytes are
 * filled in for the first `room`. Returns the number of blocks. */
uint64_t hm_trace_alive_since(uint64_t mark, hm_trace_site *sites, size_t room);

#endif
