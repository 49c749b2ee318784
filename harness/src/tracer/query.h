/* query.h -- what a test asks the tracer in its own process. Exported by the tracer's library.
 *
 * Thread-safe; nothing here allocates. The first two speak of the calling thread alone. */
#ifndef HM_TRACER_QUERY_H
#define HM_TRACER_QUERY_H

#include <stddef.h>

#include <heapmark/trace.h>

#include "count/fates.h"

/* The number that the calling thread's next birth gets. 0: nothing is traced. */
uint64_t hm_trace_mark(void);

/* The blocks that the calling thread made since `mark` and that are alive, by site: call, blocks
 * and bytes are filled in for the first `room` sites. Returns the number of blocks. */
uint64_t hm_trace_alive_since(uint64_t mark, hm_trace_site *sites, size_t room);

/* Of all threads; see count/fates.h. 0: nothing is traced. */
hm_count_fates hm_trace_fates;

#endif
