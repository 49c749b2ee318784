/* trace.h -- for tests: did a block that was allocated in this call outlive it?
 *
 *     hm_trace_site sites[8];
 *     int64_t blocks = hm_trace_outliving(parse, &input, sites, 8);
 *     if (blocks > 0)
 *         fail_msg("%s:%d: %s", sites[0].file, sites[0].line, sites[0].function);
 *
 * For programs linked with heapmark::traced_test. The numbers are exact whatever flags the code is
 * compiled with. `-g` gives files and lines; with -finstrument-functions a block that a library
 * allocates is charged to the line that called the library. */
#ifndef HEAPMARK_TRACE_H
#define HEAPMARK_TRACE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hm_trace_site {
    const char *function; /* NULL: unknown. Strings stay valid until the process ends */
    const char *file;     /* NULL: unknown */
    int line, column;     /* 0: unknown */
    const void *call;     /* return address of the call that allocated */
    uint64_t blocks, bytes;
} hm_trace_site;

/* Call fn(arg) and return how many of the blocks that the calling thread made meanwhile are still
 * alive; the first `room` of their sites go to `sites`, most blocks first (may be NULL if room is
 * 0), the rest of those elements get blocks == 0. Returns -1 when nothing is traced in this
 * process: unknown is not 0. */
int64_t hm_trace_outliving(void (*fn)(void *arg), void *arg, hm_trace_site *sites, size_t room);

#ifdef __cplusplus
}
#endif
#endif
