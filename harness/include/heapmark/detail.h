/* detail.h -- usable sizes, peaks and size classes of what the program asks of the heap, for a pass
 * that is not timed.
 *
 *     hm_detail d;
 *     if (hm_detail_start()) {
 *         work();
 *         hm_detail_stop(&d);                  // d.usable_bytes, d.go_bytes, d.peak_bytes ...
 *     }
 *
 * While a detail pass is on, every request takes malloc's long path, which asks the allocator for
 * the usable size of each block. Process-wide, one pass at a time: start and stop it on one thread.
 * Other threads may allocate during a pass. A request that is under way when the pass starts or
 * stops may or may not be part of it. Sizes are bytes. */
#ifndef HEAPMARK_DETAIL_H
#define HEAPMARK_DETAIL_H

#include <stdbool.h>
#include <stdint.h>

#include <heapmark/counters.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Class c holds the requested sizes up to 2^(c+3) bytes that no smaller class holds; the last one
 * holds the rest. */
#define HM_SIZE_CLASSES 48

typedef struct hm_detail {
    hm_counters counts;    /* as hm_counters_since() would say */
    uint64_t usable_bytes; /* what the allocator gave for counts.bytes: malloc_usable_size() */
    uint64_t go_bytes;     /* what Go would have charged, each block taken as free of pointers */
    int64_t live_blocks;   /* blocks born minus blocks freed; below 0 if it freed older ones */
    int64_t live_bytes;    /* the same in usable bytes */
    int64_t peak_blocks;   /* the highest that live_blocks has been, at least 0 */
    int64_t peak_bytes;    /* the highest that live_bytes has been, at least 0 */
    uint64_t class_allocs[HM_SIZE_CLASSES];
    uint64_t class_bytes[HM_SIZE_CLASSES]; /* requested */
} hm_detail;

/* Start a pass. Go's tiny blocks start empty, as after a reading of MemStats. Returns false and
 * starts nothing if hm_counting() is false or a pass is on already. */
bool hm_detail_start(void);

/* End the pass that hm_detail_start() started, and store what it counted in *out. */
void hm_detail_stop(hm_detail *out);

#ifdef __cplusplus
}
#endif
#endif
