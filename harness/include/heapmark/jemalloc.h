/* jemalloc.h -- a second opinion: how many requests jemalloc says it has served.
 *
 *     uint64_t before, after;
 *     const char *why;
 *     if (!hm_jemalloc_requests(&before, &why)) ...  // why: "not jemalloc but libc.so.6 serves
 * ..."
 *
 * jemalloc counts for itself, in other code and at another place than <heapmark/counters.h>; where
 * both agree, neither missed a call. Known differences: jemalloc does not count a realloc that it
 * served in place, and it sees the requests of other threads only when they exit or flush their
 * caches. */
#ifndef HEAPMARK_JEMALLOC_H
#define HEAPMARK_JEMALLOC_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Flush the calling thread's cache, refresh the statistics and store the sum of small and large
 * requests since the program started. False if that cannot be had: *reason is then one clause,
 * static storage. jemalloc is looked for at run time; nothing here needs it at link time. Slow: not
 * for inside a window. */
bool hm_jemalloc_requests(uint64_t *requests, const char **reason);

#ifdef __cplusplus
}
#endif
#endif
