/* xalloc.h -- memory for a command line tool: it is there, or the tool ends with one line and
 * status 2. */
#ifndef HM_XALLOC_H
#define HM_XALLOC_H

#include <stddef.h>

/* realloc() to n elements of size bytes; the product is checked. Returns owned memory, never NULL.
 */
void *hm__xrealloc(void *old, size_t n, size_t size);

/* A copy of len bytes with a NUL behind them. Returns owned memory, never NULL. */
char *hm__xstrndup(const char *s, size_t len);

/* printf into a fresh string. Returns owned memory, never NULL. */
char *hm__xprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Room for one more element in an array of *cap elements that holds n: returns the array, perhaps
 * moved. */
void *hm__xgrow(void *array, size_t n, size_t *cap, size_t size);

#endif
