/* other_recursive.c -- two passes of one function that calls itself for the items of an array. It
 * only counts the parts without an arena, and puts them there with one. */
#include "contract.h"

#include <stdbool.h>
#include <stdlib.h>

struct pass {
    const char *at, *end;
    struct reply *arena; /* NULL: count only */
    size_t used;
};

static bool take(struct pass *p, char byte)
{
    bool there = p->at < p->end && *p->at == byte;
    p->at += there;
    return there;
}

/* -1: there is no number. */
static int64_t take_number(struct pass *p, int digits)
{
    int64_t number = -1;
    while (digits-- > 0 && p->at < p->end && *p->at >= '0' && *p->at <= '9')
        number = (number < 0 ? 0 : number * 10) + *p->at++ - '0';
    return take(p, '\r') && take(p, '\n') ? number : -1;
}

static bool read_text(struct pass *p, struct reply *into)
{
    int64_t len = take_number(p, 9);
    if (len < 0 || len > p->end - p->at)
        return false;
    if (into != NULL)
        *into = (struct reply){ REPLY_TEXT, .text = { p->at, (size_t)len } };
    p->at += len;
    return take(p, '\r') && take(p, '\n');
}

static bool read_integer(struct pass *p, struct reply *into)
{
    bool minus = take(p, '-');
    int64_t number = take_number(p, 18);
    if (into != NULL)
        *into = (struct reply){ REPLY_INTEGER, .integer = minus ? -number : number };
    return number >= 0;
}

static bool read_reply(struct pass *p, struct reply *into, int depth)
{
    if (take(p, ':'))
        return read_integer(p, into);
    if (take(p, '$'))
        return read_text(p, into);
    if (!take(p, '*') || depth == 0)
        return false;
    int64_t count = take_number(p, 9);
    if (count < 0 || count > p->end - p->at)
        return false;
    struct reply *items = into != NULL ? p->arena + p->used : NULL;
    if (into != NULL)
        *into = (struct reply){ REPLY_ARRAY, .array = { items, (size_t)count } };
    p->used += (size_t)count;
    for (int64_t i = 0; i < count; i++)
        if (!read_reply(p, items != NULL ? items + i : NULL, depth - 1))
            return false;
    return true;
}

size_t pipeline_read(const char *bytes, size_t len, reply_function *each, void *arg)
{
    struct pass p = { bytes, bytes + len, NULL, 0 };
    size_t most = 0;
    const char *end = bytes;
    for (; p.at < p.end; end = p.at) {
        p.used = 1;
        if (!read_reply(&p, NULL, REPLY_DEPTH_MOST))
            break;
        most = p.used > most ? p.used : most;
    }
    p.arena = end > bytes ? malloc(most * sizeof *p.arena) : NULL;
    if (p.arena == NULL)
        return 0;
    for (p.at = bytes; p.at < end; each(arg, p.arena)) {
        p.used = 1;
        read_reply(&p, p.arena, REPLY_DEPTH_MOST);
    }
    free(p.arena);
    return (size_t)(end - bytes);
}
