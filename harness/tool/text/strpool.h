/* strpool.h -- every distinct string once, numbered in the order of arrival.
 *
 * Equal strings have one address, so they are compared as pointers, and the dense numbers make the
 * pool a map from strings to the elements of an array. */
#ifndef HM_TEXT_STRPOOL_H
#define HM_TEXT_STRPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text_strpool {
    char **strings; /* by number; owned by the pool */
    size_t n, cap;
    uint32_t *slots; /* open addressing: 0 is empty, otherwise number + 1 */
    size_t n_slots;
};

/* A pool that is all zero is empty and ready. */
void text_strpool_done(struct text_strpool *pool);

/* The number of the len bytes at s, which hold no NUL; *added says whether they are new. added may
 * be NULL. */
size_t text_strpool_id(struct text_strpool *pool, const char *s, size_t len, bool *added);

/* Is the string in the pool? */
bool text_strpool_has(const struct text_strpool *pool, const char *s, size_t len);

/* The pool's own copy of the string; borrowed, valid until text_strpool_done(). */
const char *text_strpool_put(struct text_strpool *pool, const char *s, size_t len);

#endif
