/* xalloc.h -- memory for a command line tool: it is there, or the tool ends with one line and
 * status 2. */
#ifndef HM_XALLOC_H
#define HM_XALLOC_H

#include <stddef.h>
#include <stdio.h>

/* realloc() to n elements of size bytes; the product is checked. Returns owned memory, never NULL.
 */
void *hm__xrealloc(void *old, size_t n, size_t size);

/* Zeroed. Returns owned memory, never NULL. */
void *hm__xzalloc(size_t size);

/* A copy of len bytes with a NUL behind them. Returns owned memory, never NULL. */
char *hm__xstrndup(const char *s, size_t len);

/* printf into a fresh string. Returns owned memory, never NULL. */
char *hm__xprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Room for one more element in an array of *cap elements that holds n: returns the array, perhaps
 * moved. */
void *hm__xgrow(void *array, size_t n, size_t *cap, size_t size);

/* From now on jansson too has its memory, or the tool ends. For verbs that have nothing to save. */
void hm__xjson(void);

/* Text that grows as it is written to the stream of hm__xtext_open(). */
struct hm__text {
    char *bytes; /* owned; not ended by NUL */
    size_t length, room;
};

/* A stream that appends to *text, which starts empty and must outlive the stream. Close it with
 * fclose(), then free text->bytes. Unlike open_memstream() it cannot lose text without a word.
 * Never NULL. */
FILE *hm__xtext_open(struct hm__text *text);

#endif
