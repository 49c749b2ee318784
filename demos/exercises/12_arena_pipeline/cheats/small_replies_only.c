/* caught by: thousands of parts
 * It has room for 64 parts, and takes a larger reply for a wrong one. */
#include "contract.h"

#include <stdbool.h>
#include <string.h>

struct reader {
    const char *at, *end;
};

struct arena {
    struct reply *replies;
    size_t used;
};

/* 1 to `most` digits and the end of the line. */
static bool take_number(struct reader *r, int most, int64_t *number)
{
    int digits = 0;
    for (*number = 0; r->at < r->end && *r->at >= '0' && *r->at <= '9' && digits < most; digits++)
        *number = *number * 10 + *r->at++ - '0';
    if (digits == 0 || r->end - r->at < 2 || memcmp(r->at, "\r\n", 2) != 0)
        return false;
    r->at += 2;
    return true;
}

/* A reply without the items of an array, of which it has the number. */
static bool take_head(struct reader *r, struct reply *reply)
{
    char kind = r->at < r->end ? *r->at++ : '\0';
    bool minus = kind == ':' && r->at < r->end && *r->at == '-';
    int64_t number;
    r->at += minus;
    if (strchr(":$*", kind) == NULL || kind == '\0' ||
        !take_number(r, kind == ':' ? 18 : 9, &number))
        return false;
    if (kind == ':') {
        *reply = (struct reply){ REPLY_INTEGER, .integer = minus ? -number : number };
    } else if (kind == '*') {
        *reply = (struct reply){ REPLY_ARRAY, .array = { NULL, (size_t)number } };
    } else {
        *reply = (struct reply){ REPLY_TEXT, .text = { r->at, (size_t)number } };
        if (r->end - r->at < number + 2 || memcmp(r->at + number, "\r\n", 2) != 0)
            return false;
        r->at += number + 2;
    }
    return true;
}

/* The first pass: how many parts the next reply has. 0: it is wrong. */
static size_t count_parts(struct reader *r)
{
    size_t left[REPLY_DEPTH_MOST], depth = 0, parts = 0;
    do {
        struct reply part;
        if (!take_head(r, &part))
            return 0;
        parts++;
        if (part.kind == REPLY_ARRAY) {
            if (depth == REPLY_DEPTH_MOST)
                return 0;
            left[depth++] = part.array.count;
        }
        while (depth > 0 && left[depth - 1] == 0)
            depth--;
        if (depth > 0)
            left[depth - 1]--;
        else
            break;
    } while (true);
    return parts;
}

/* The second pass; what it reads is known to be right, and to fit. */
static void fill(struct reader *r, struct arena *arena, struct reply *reply)
{
    take_head(r, reply);
    if (reply->kind != REPLY_ARRAY)
        return;
    struct reply *items = arena->replies + arena->used;
    arena->used += reply->array.count;
    reply->array.items = items;
    for (size_t i = 0; i < reply->array.count; i++)
        fill(r, arena, &items[i]);
}

size_t pipeline_read(const char *bytes, size_t len, reply_function *each, void *arg)
{
    struct reader r = { bytes, bytes + len };
    struct reply parts[64];
    const char *whole = bytes;
    for (size_t n; r.at < r.end && (n = count_parts(&r)) > 0 && n <= 64; whole = r.at) {
        struct arena arena = { parts, 1 };
        r.at = whole;
        fill(&r, &arena, parts);
        each(arg, parts);
    }
    return (size_t)(whole - bytes);
}
