/* detail.h -- the interposer's side of <heapmark/detail.h>: called for each event while
 * HM__MODE_DETAIL is set, with the usable sizes it asked the allocator for. */
#ifndef HM_COUNT_DETAIL_H
#define HM_COUNT_DETAIL_H

#include <stddef.h>

#include "count/lane.h"

void hm__detail_born(struct hm__lane *lane, size_t size, size_t usable);
void hm__detail_died(struct hm__lane *lane, size_t usable);
void hm__detail_moved(struct hm__lane *lane, size_t size, size_t usable_before, size_t usable);

#endif
