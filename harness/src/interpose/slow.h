/* slow.h -- the long path of the malloc family: everything but plain counting of plain requests. */
#ifndef HM_SLOW_H
#define HM_SLOW_H

#include <stddef.h>

#include "count/hook.h"

/* One request as the program made it. */
struct hm__request {
    enum hm__entry entry;
    size_t count; /* elements; 1 for all but calloc and reallocarray */
    size_t size;  /* bytes of each */
    size_t alignment;
    void *caller;
};

/* NULL and errno if it failed. */
void *hm__slow_alloc(const struct hm__request *request);
void *hm__slow_realloc(void *block, const struct hm__request *request);
void hm__slow_free(void *block, void *caller);
size_t hm__usable_size(void *block);

#endif
