/* region.h -- mark a stretch of a program, to be measured from outside.
 *
 *     hm_region_begin("parse");
 *     parse(text);
 *     hm_region_end();
 *
 * Under `heapmark trace --any` the report tells what happened between the two: calls of the malloc
 * family, bytes, system calls by number, brk and mmap, and, as options ask for it, the depth of the
 * stack and the code that ran outside a given file. Without it the calls do nothing. They are
 * requests to Valgrind: a program cannot see or change what is counted, and it needs no library.
 *
 * Regions nest, at most 16 deep in a thread, and each thread has its own: what counts is what the
 * thread that began it does until it ends it. */
#ifndef HM_REGION_H
#define HM_REGION_H

#include "heapmark/region_requests.h"

#if defined(__has_include)
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#define HM_PRIV_REGION(request, arg)                                                               \
    ((int)VALGRIND_DO_CLIENT_REQUEST_EXPR(0, (request), (arg), 0, 0, 0, 0))
#endif
#endif
#ifndef HM_PRIV_REGION
#define HM_PRIV_REGION(request, arg) ((void)(arg), 0)
#endif

/* Begin a region. name: its first 63 characters count; regions of one name are added up. Returns 1
 * if it is measured, else 0. */
static inline int hm_region_begin(const char *name)
{
    return HM_PRIV_REGION(HM_REGION_REQUEST_BEGIN, name);
}

/* End the region that this thread began last. Returns 1 if there was one that is measured. */
static inline int hm_region_end(void)
{
    return HM_PRIV_REGION(HM_REGION_REQUEST_END, 0);
}

/* One more operation inside the region: what its counts are divided by. */
static inline void hm_region_op(void)
{
    (void)HM_PRIV_REGION(HM_REGION_REQUEST_OP, 0);
}

/* Does the program run under the tool? */
static inline int hm_region_seen(void)
{
    return HM_PRIV_REGION(HM_REGION_REQUEST_SEEN, 0);
}

#endif
