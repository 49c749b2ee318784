/* xalloc.h -- allocation for the tool: on failure it prints one line and exits with status 2. */
#ifndef HM_CLI_XALLOC_H
#define HM_CLI_XALLOC_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* realloc() to n elements of size bytes; the product is checked. Returns owned memory, never NULL.
 */
void *xrealloc(void *old, size_t n, size_t size);

/* Zeroed. Returns owned memory, never NULL. */
void *xzalloc(size_t size);

/* A copy of len bytes with a NUL behind them. Returns owned memory, never NULL. */
char *xstrndup(const char *s, size_t len);

/* printf into a fresh string. Returns owned memory, never NULL. */
char *xprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The same with the arguments in a list. */
char *xvprintf(const char *fmt, va_list args) __attribute__((format(printf, 1, 0)));

/* printf behind the end of *text, which is owned and may be NULL for empty. */
void xappend(char **text, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Room for one more element in an array of *cap elements that holds n: returns the array, perhaps
 * moved. */
void *xgrow(void *array, size_t n, size_t *cap, size_t size);

/* One more element of an array with its number of elements and its capacity: a pointer to it. */
#define XPUSH(array, n, cap)                                                                       \
    ((array) = xgrow((array), (n), &(cap), sizeof *(array)), &(array)[(n)++])

/* The text as a stream to read from; it must live as long. Never NULL. */
FILE *xmemopen(char *text);

/* From now on jansson allocates like this too. For verbs that lose nothing when they end. */
void xjson(void);

/* Text that grows as it is written to the stream of xtext_open(). */
struct cli_text {
    char *bytes; /* owned; not ended by NUL */
    size_t length, room;
};

/* A stream that appends to *text, which starts empty and must outlive the stream. Close it with
 * fclose(), then free text->bytes. Unlike open_memstream() it cannot lose text
 * unnoticed. Never NULL. */
FILE *xtext_open(struct cli_text *text);

#endif
