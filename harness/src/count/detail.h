/* detail.h -- the interposer's side of <heapmark/detail.h>: called for each event while
 * HM_COUNT_MODE_DETAIL is set, and for those of the shared lane under a launcher. The counters of
 * the lane are raised before. size: bytes requested; usable: bytes that the allocator gave. Any
 * lane; thread-safe. */
#ifndef HM_COUNT_DETAIL_H
#define HM_COUNT_DETAIL_H

#include <stddef.h>

#include "count/lane.h"

void hm_count_detail_born(struct hm_count_lane *lane, size_t size, size_t usable);
void hm_count_detail_died(struct hm_count_lane *lane, size_t usable);
void hm_count_detail_moved(struct hm_count_lane *lane, size_t size, size_t usable_before,
                           size_t usable);

#endif
