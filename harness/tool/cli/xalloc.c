/* xalloc.c -- allocation that ends the tool when it fails; contract in xalloc.h. */
#include "cli/xalloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/verb.h"

static void *or_exit(void *memory)
{
    if (memory == NULL) {
        fputs("heapmark: out of memory\n", stderr);
        exit(HM_EXIT_USAGE);
    }
    return memory;
}

void *xrealloc(void *old, size_t n, size_t size)
{
    if (n == 0)
        n = 1; /* so that NULL means one thing only */
    if (n > SIZE_MAX / size)
        return or_exit(NULL);
    return or_exit(realloc(old, n * size));
}

void *xzalloc(size_t size)
{
    return or_exit(calloc(1, size));
}

char *xstrndup(const char *s, size_t len)
{
    char *copy = xrealloc(NULL, len + 1, 1);
    if (len > 0) /* s may be NULL then, which memcpy() may not get */
        memcpy(copy, s, len);
    copy[len] = '\0';
    return copy;
}

char *xvprintf(const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (len < 0)
        return or_exit(NULL);
    char *text = xrealloc(NULL, (size_t)len + 1, 1);
    vsnprintf(text, (size_t)len + 1, fmt, args);
    return text;
}

char *xprintf(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = xvprintf(fmt, args);
    va_end(args);
    return text;
}

void xappend(char **text, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *more = xvprintf(fmt, args), *old = *text;
    va_end(args);
    *text = old != NULL ? xprintf("%s%s", old, more) : more;
    if (old != NULL)
        free(more);
    free(old);
}

void *xgrow(void *array, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return array;
    *cap = *cap == 0 ? 8 : *cap * 2;
    return xrealloc(array, *cap, size);
}

FILE *xmemopen(char *text)
{
    return or_exit(fmemopen(text, strlen(text), "r"));
}

static void *allocate_or_exit(size_t size)
{
    return xrealloc(NULL, size, 1);
}

void xjson(void)
{
    json_set_alloc_funcs(allocate_or_exit, free);
}

static ssize_t append(void *to, const char *bytes, size_t n)
{
    struct cli_text *text = to;
    if (n > text->room - text->length) {
        size_t room = (text->length + n) * 2;
        text->bytes = xrealloc(text->bytes, room, 1); /* exit() flushes, and so comes here again */
        text->room = room;
    }
    memcpy(text->bytes + text->length, bytes, n);
    text->length += n;
    return (ssize_t)n;
}

FILE *xtext_open(struct cli_text *text)
{
    *text = (struct cli_text){ 0 };
    return or_exit(fopencookie(text, "w", (cookie_io_functions_t){ .write = append }));
}
