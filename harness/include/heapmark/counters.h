/* counters.h -- what the program has asked of the heap so far.
 *
 *     hm_counters before = hm_counters_now();
 *     work();
 *     hm_counters used = hm_counters_since(&before);   // used.allocs blocks, used.bytes bytes
 *
 * What is counted: every successful call that hands out a block (malloc, calloc, the aligned
 * family), and every realloc of a live block to a non-zero size as one alloc and one free, as
 * Valgrind's "total heap usage" does. bytes are the bytes requested. The sums are of the whole
 * process; the _thread_ functions count the calling thread alone. Thread-safe, async-signal-safe;
 * nothing here allocates.
 *
 * The numbers only grow, and they start at an arbitrary value: use the difference of two
 * readings. */
#ifndef HEAPMARK_COUNTERS_H
#define HEAPMARK_COUNTERS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Struct members, differences, JSON keys and columns all expand from this one list. */
#define HM_COUNTER_LIST(X)                                                                         \
    X(allocs, "blocks handed out, a realloc of a live block among them")                           \
    X(frees, "blocks given back, a realloc of a live block among them")                            \
    X(grows, "reallocs of a live block to a larger usable size")                                   \
    X(shrinks, "reallocs of a live block to the same or a smaller size")                           \
    X(bytes, "bytes requested")

typedef struct hm_counters {
#define X(name, what) uint64_t name;
    HM_COUNTER_LIST(X)
#undef X
} hm_counters;

/* True if malloc in this process is heapmark's, and the self-test at start found that it counts. */
bool hm_counting(void);

/* Why hm_counting() is false, as one clause for a user; NULL when it is true. Static storage. */
const char *hm_counting_reason(void);

/* File name of the library that serves the requests, such as "libjemalloc.so.2"; NULL if not known.
 * HEAPMARK_ALLOCATOR=glibc in the environment chooses libc's own over one linked next in line. */
const char *hm_allocator(void);

/* now: a reading, of the process or of the calling thread. since: the difference to an earlier
 * one. */
hm_counters hm_counters_now(void);
hm_counters hm_counters_since(const hm_counters *before);
hm_counters hm_counters_thread_now(void);
hm_counters hm_counters_thread_since(const hm_counters *before);

#ifdef __cplusplus
}
#endif
#endif
