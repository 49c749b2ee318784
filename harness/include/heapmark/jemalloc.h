/* jemalloc.h -- a second opinion: how many requests jemalloc says it has served.
 *
 *     uint64_t before, after;
 *     const char *why;
 *     if (!hm_jemalloc_requests(&before, &why))
 *         printf("%s\n", why);   // "jemalloc is not in this program"
 *
 * jemalloc counts by itself, in other code than <heapmark/counters.h>. Where both agree, neither
 * missed a call. Known differences: jemalloc does not count a realloc that it serves in place, and
 * it sees the requests of other threads only when they exit or flush their caches. */
#ifndef HEAPMARK_JEMALLOC_H
#define HEAPMARK_JEMALLOC_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Flush the calling thread's cache, refresh jemalloc's statistics, and store the sum of its small
 * and large requests since the program started. False if jemalloc does not serve this program or
 * keeps no statistics: *reason is then why, as one clause (static storage). jemalloc is looked up
 * at run time and need not be linked. Thread-safe, but slow: do not call it inside a measured
 * window. */
bool hm_jemalloc_requests(uint64_t *requests, const char **reason);

#ifdef __cplusplus
}
#endif
#endif
