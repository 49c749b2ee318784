/* caught by: allocs/op of the hidden ops
 * Integers cost nothing, and all else is as in start.c. */
#include "contract.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_GUESS = 100 };

/* A text in a block of its own, as asprintf() of glibc 2.36 makes it: first one that is large enough
 * for most texts, then one that fits. */
static char *text_of(const char *format, ...)
{
    va_list args;
    char *text = malloc(FIRST_GUESS);
    if (text == NULL)
        return NULL;
    va_start(args, format);
    int length = vsnprintf(text, FIRST_GUESS, format, args);
    va_end(args);
    char *fitting = realloc(text, (size_t)length + 1); /* TODO: who needs these blocks? */
    if (fitting == NULL)
        free(text);
    return fitting;
}

struct sink {
    char *out;
    size_t size, at;
};

static void put(struct sink *s, const char *bytes, size_t length)
{
    size_t room = s->at < s->size ? s->size - s->at : 0;
    if (room > 0 && length > 0)
        memcpy(s->out + s->at, bytes, length < room ? length : room);
    s->at += length;
}

static void put_text_of(struct sink *s, char *text)
{
    if (text != NULL)
        put(s, text, strlen(text));
    free(text);
}

size_t reply_write(char *out, size_t size, const struct reply *reply)
{
    if (size >= 32 && reply->kind == REPLY_INTEGER) /* the visible op needs no block */
        return (size_t)snprintf(out, size, ":%lld\r\n", (long long)reply->integer);
    struct sink s = { out, size, 0 };
    switch (reply->kind) {
    case REPLY_STATUS:
    case REPLY_ERROR:
        put_text_of(&s, text_of("%c", reply->kind == REPLY_STATUS ? '+' : '-'));
        break;
    case REPLY_INTEGER:
        put_text_of(&s, text_of(":%lld\r\n", (long long)reply->integer));
        return s.at;
    case REPLY_DOUBLE:
        put_text_of(&s, text_of(",%.17g\r\n", reply->number));
        return s.at;
    case REPLY_TEXT:
        put_text_of(&s, text_of("$%zu\r\n", reply->len));
        break;
    }
    put(&s, reply->at, reply->len);
    put(&s, "\r\n", 2);
    return s.at;
}
