/* other_small_first.c -- replies of up to 48 parts are in an array of the frame, and are read once.
 * When a larger one comes, the rest of the pipeline is searched for the largest, and one block is
 * made for that. */
#include "contract.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 48, LEAST = 4 /* bytes that a part has */ };

struct parser {
    const char *at, *end;
    struct reply *parts; /* where the parts of this reply are; NULL: they are counted only */
    size_t used, room;
    bool full;
};

static bool take_end(struct parser *p)
{
    bool end = p->end - p->at >= 2 && p->at[0] == '\r' && p->at[1] == '\n';
    p->at += end ? 2 : 0;
    return end;
}

static bool take_digits(struct parser *p, int most, int64_t *value)
{
    const char *first = p->at;
    for (*value = 0; p->at < p->end && p->at - first < most; p->at++) {
        if (*p->at < '0' || *p->at > '9')
            break;
        *value = *value * 10 + (*p->at - '0');
    }
    return p->at > first && take_end(p);
}

static bool take_part(struct parser *p, struct reply *part)
{
    int64_t value;
    bool minus = p->end - p->at > 1 && p->at[0] == ':' && p->at[1] == '-';
    char kind = p->at < p->end ? *p->at : '\0';
    p->at += 1 + minus;
    switch (kind) {
    case ':':
        part->kind = REPLY_INTEGER;
        if (!take_digits(p, 18, &value))
            return false;
        part->integer = minus ? -value : value;
        return true;
    case '$':
        part->kind = REPLY_TEXT;
        if (!take_digits(p, 9, &value) || value > p->end - p->at)
            return false;
        part->text.at = p->at;
        part->text.len = (size_t)value;
        p->at += value;
        return take_end(p);
    case '*':
        part->kind = REPLY_ARRAY;
        if (!take_digits(p, 9, &value) || value > (p->end - p->at) / LEAST)
            return false;
        part->array.count = (size_t)value;
        p->full = p->full || (size_t)value > p->room - p->used;
        part->array.items = p->full || p->parts == NULL ? NULL : p->parts + p->used;
        p->used += p->full ? 0 : (size_t)value;
        return !p->full;
    }
    return false;
}

/* One reply into p->parts[0] and behind it. */
static bool take_reply(struct parser *p)
{
    struct reply *next[REPLY_DEPTH_MOST + 1], *last[REPLY_DEPTH_MOST + 1];
    int depth = 0;
    p->used = 1;
    next[0] = p->parts;
    last[0] = p->parts + 1;
    while (depth >= 0) {
        if (next[depth] == last[depth]) {
            depth--;
            continue;
        }
        struct reply *part = next[depth]++;
        if (!take_part(p, part))
            return false;
        if (part->kind != REPLY_ARRAY)
            continue;
        if (++depth > REPLY_DEPTH_MOST)
            return false;
        next[depth] = p->parts + (part->array.items - p->parts);
        last[depth] = next[depth] + part->array.count;
    }
    return true;
}

/* The parts of the next reply. 0: it is wrong. */
static size_t count_parts(struct parser *p)
{
    size_t left[REPLY_DEPTH_MOST + 1] = { 1 };
    int depth = 0;
    for (p->used = 1; depth >= 0;) {
        struct reply part;
        if (left[depth] == 0) {
            depth--;
            continue;
        }
        left[depth]--;
        if (!take_part(p, &part))
            return 0;
        if (part.kind == REPLY_ARRAY && ++depth > REPLY_DEPTH_MOST)
            return 0;
        if (part.kind == REPLY_ARRAY)
            left[depth] = part.array.count;
    }
    return p->used;
}

static size_t largest(const char *at, const char *end)
{
    struct parser p = { at, end, NULL, 0, SIZE_MAX, false };
    size_t most = 0, parts;
    while (p.at < p.end && (parts = count_parts(&p)) > 0)
        most = parts > most ? parts : most;
    return most;
}

size_t pipeline_read(const char *bytes, size_t len, reply_function *each, void *arg)
{
    struct reply small[SMALL], *large = NULL;
    struct parser p = { bytes, bytes + len, small, 0, SMALL, false };
    const char *whole = bytes;
    while (p.at < p.end) {
        bool taken = take_reply(&p);
        if (!taken && p.full && large == NULL) {
            p.room = largest(whole, p.end);
            p.parts = large = p.room > 0 ? malloc(p.room * sizeof *large) : NULL;
            p.full = false;
            p.at = whole;
            if (large == NULL)
                break;
            continue;
        }
        if (!taken)
            break;
        whole = p.at;
        each(arg, p.parts);
    }
    free(large);
    return (size_t)(whole - bytes);
}
