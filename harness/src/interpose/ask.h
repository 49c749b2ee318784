/* ask.h -- pass one request on to the next allocator. Counts nothing. */
#ifndef HM_INTERPOSE_ASK_H
#define HM_INTERPOSE_ASK_H

#include <stddef.h>

#include "count/hook.h"

/* One request as the program made it. */
struct hm_interpose_request {
    enum hm_count_entry entry;
    size_t count; /* elements; 1 for all but calloc and reallocarray */
    size_t size;  /* bytes of each */
    size_t alignment;
    void *caller;
    const void *frame; /* address of our frame that the caller called */
};

/* The block; NULL and errno if the allocator has none. Needs hm_interpose_real_find(). */
void *hm_interpose_ask(const struct hm_interpose_request *request);

#endif
