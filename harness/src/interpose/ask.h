/* ask.h -- pass one request on to the next allocator. Counts nothing. */
#ifndef HM_INTERPOSE_ASK_H
#define HM_INTERPOSE_ASK_H

#include "interpose/slow.h"

/* The block; NULL and errno if the allocator has none. Needs hm_interpose_real_find(). */
void *hm_interpose_ask(const struct hm_interpose_request *request);

#endif
