/* slow.h -- the long path of the malloc family: everything but plain counting of plain requests.
 *
 * For any thread at any time. Sizes are bytes. What returns a block returns NULL and sets errno if
 * there is none. */
#ifndef HM_INTERPOSE_SLOW_H
#define HM_INTERPOSE_SLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "interpose/ask.h"

/* malloc() off the short path. caller, frame: as in the request. */
void *hm_interpose_slow_malloc(size_t size, void *caller, const void *frame);

/* calloc() off the short path. guarded: tell its call of the allocator from the program's. */
void *hm_interpose_slow_calloc(size_t count, size_t size, void *caller, const void *frame,
                               bool guarded);

/* Any request for a block. */
void *hm_interpose_slow_alloc(const struct hm_interpose_request *request);

void *hm_interpose_slow_realloc(void *block, const struct hm_interpose_request *request);

/* block may be NULL. Keeps errno. */
void hm_interpose_slow_free(void *block, void *caller);

/* Bytes that may be used in the block; 0 for NULL. */
size_t hm_interpose_usable_size(void *block);

#endif
