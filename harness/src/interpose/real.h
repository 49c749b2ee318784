/* real.h -- the next allocator: the one that would serve the program without us. */
#ifndef HM_INTERPOSE_REAL_H
#define HM_INTERPOSE_REAL_H

#include <stdbool.h>
#include <stddef.h>

/* What realloc(p, 0) does: not seen yet, it frees p and returns NULL, or it returns a block. */
enum hm_interpose_zero { HM_INTERPOSE_NOT_SEEN, HM_INTERPOSE_FREES, HM_INTERPOSE_KEEPS };

struct hm_interpose_real {
    void *(*malloc)(size_t size);
    void (*free)(void *block);
    void *(*calloc)(size_t count, size_t size);
    void *(*realloc)(void *block, size_t size);
    int (*posix_memalign)(void **out, size_t alignment, size_t size);
    void *(*aligned_alloc)(size_t alignment, size_t size); /* from here on: NULL if it has none */
    void *(*memalign)(size_t alignment, size_t size);
    void *(*valloc)(size_t size);
    size_t (*malloc_usable_size)(void *block);
    enum hm_interpose_zero realloc_zero;
};

/* Valid once hm_interpose_real_find() has returned true. */
extern struct hm_interpose_real hm_interpose_real __attribute__((visibility("hidden")));

/* Find the allocator, once. False while another call of this is under way (dlsym() may allocate).
 * False for ever if there is no allocator; one line on stderr has said so then. Thread-safe. */
bool hm_interpose_real_find(void);

#endif
