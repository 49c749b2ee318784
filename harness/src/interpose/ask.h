/* ask.h -- pass one request on to the next allocator. */
#ifndef HM_ASK_H
#define HM_ASK_H

#include "interpose/slow.h"

/* The block; NULL and errno if the allocator has none. Counts nothing. */
void *hm__ask(const struct hm__request *request);

#endif
