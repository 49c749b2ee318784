/* reply.c -- the reply reader: a cursor over bytes that a server chose. */
#include "reply.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct cursor {
    const char *start, *at, *end;
    size_t limit_bytes;
    char *why; /* NULL: it is not wanted */
};

enum { MORE = 0, DONE = 1 }; /* or a negative errno */
enum { SHORTEST = 3 };       /* bytes: `+\r\n` */

__attribute__((format(printf, 3, 4))) static int refuse(struct cursor *c, int code, const char *fmt,
                                                        ...)
{
    if (c->why != NULL) {
        va_list args;
        va_start(args, fmt);
        vsnprintf(c->why, REPLY_WHY_BYTES, fmt, args);
        va_end(args);
    }
    return code;
}

/* Would a reply that reaches `bytes` beyond the cursor be over the limit? */
static bool over_limit(const struct cursor *c, uint64_t bytes)
{
    uint64_t before = (uint64_t)(c->at - c->start);
    return before > c->limit_bytes || bytes > c->limit_bytes - before;
}

/* The text up to \r\n, and the cursor after it. */
static int take_line(struct cursor *c, struct string *line)
{
    const char *newline = memchr(c->at, '\n', (size_t)(c->end - c->at));
    size_t here = (size_t)(c->end - c->at);
    size_t line_bytes = newline != NULL ? (size_t)(newline - c->at) + 1 : here + 1;
    if (over_limit(c, line_bytes))
        return refuse(c, -EMSGSIZE, "a line that goes past the limit of %zu bytes", c->limit_bytes);
    if (newline == NULL)
        return MORE;
    if (newline == c->at || newline[-1] != '\r')
        return refuse(c, -EPROTO, "a line that ends in \\n without \\r");
    *line = (struct string){ c->at, (size_t)(newline - c->at) - 1 };
    c->at = newline + 1;
    return DONE;
}

static bool parse_integer(struct string line, int64_t *integer)
{
    bool negative = line.len > 0 && line.at[0] == '-';
    uint64_t magnitude = 0;
    if (line.len == negative)
        return false;
    for (size_t i = negative; i < line.len; i++) {
        unsigned digit = (unsigned)(unsigned char)line.at[i] - '0';
        if (digit > 9 || magnitude > (UINT64_MAX - digit) / 10)
            return false;
        magnitude = magnitude * 10 + digit;
    }
    if (magnitude > (uint64_t)INT64_MAX + negative)
        return false;
    *integer = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
    return true;
}

/* A number that says how much follows; -1 stands for nil. */
static int take_length(struct cursor *c, struct string line, int64_t *length)
{
    if (!parse_integer(line, length) || *length < -1)
        return refuse(c, -EPROTO, "a length that is not a number: \"%.*s\"",
                      (int)(line.len < 24 ? line.len : 24), line.at);
    return DONE;
}

static int take_bulk(struct cursor *c, struct string line, struct reply *reply)
{
    int64_t length;
    int state = take_length(c, line, &length);
    if (state != DONE || length == -1)
        return state;
    if (over_limit(c, (uint64_t)length + 2))
        return refuse(c, -EMSGSIZE, "a bulk string of %lld bytes, over the limit of %zu",
                      (long long)length, c->limit_bytes);
    if (c->end - c->at < length + 2)
        return MORE;
    if (c->at[length] != '\r' || c->at[length + 1] != '\n')
        return refuse(c, -EPROTO, "a bulk string that is not followed by \\r\\n");
    reply->kind = REPLY_BULK;
    reply->text = (struct string){ c->at, (size_t)length };
    c->at += length + 2;
    return DONE;
}

static int take_reply(struct cursor *c, struct reply *reply, unsigned depth);

static int take_array(struct cursor *c, struct string line, struct reply *reply, unsigned depth)
{
    int64_t length;
    int state = take_length(c, line, &length);
    if (state != DONE || length == -1)
        return state;
    if (depth == REPLY_DEPTH_MAX)
        return refuse(c, -EMSGSIZE, "arrays nested more than %d deep", REPLY_DEPTH_MAX);
    if (length > INT64_MAX / SHORTEST || over_limit(c, (uint64_t)length * SHORTEST))
        return refuse(c, -EMSGSIZE, "an array of %lld elements, over the limit of %zu bytes",
                      (long long)length, c->limit_bytes);
    const char *elements = c->at;
    for (int64_t i = 0; i < length; i++) {
        struct reply element;
        state = take_reply(c, &element, depth + 1);
        if (state != DONE)
            return state;
    }
    reply->kind = REPLY_ARRAY;
    reply->count = (size_t)length;
    reply->text = (struct string){ elements, (size_t)(c->at - elements) };
    return DONE;
}

static int refuse_type(struct cursor *c, unsigned char type)
{
    if (type >= ' ' && type < 127)
        return refuse(c, -EPROTO, "a reply that starts with '%c'", type);
    return refuse(c, -EPROTO, "a reply that starts with byte 0x%02x", type);
}

static int take_reply(struct cursor *c, struct reply *reply, unsigned depth)
{
    struct string line;
    if (over_limit(c, SHORTEST))
        return refuse(c, -EMSGSIZE, "an array that goes past the limit of %zu bytes",
                      c->limit_bytes);
    if (c->at == c->end)
        return MORE;
    char type = *c->at;
    if (type != '+' && type != '-' && type != ':' && type != '$' && type != '*')
        return refuse_type(c, (unsigned char)type);
    int state = take_line(c, &line);
    if (state != DONE)
        return state;
    // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult)
    line = (struct string){ line.at + 1, line.len - 1 };
    *reply = (struct reply){ .kind = REPLY_NIL, .text = STRING("") };
    switch (type) {
    case '$':
        return take_bulk(c, line, reply);
    case '*':
        return take_array(c, line, reply, depth);
    case ':':
        reply->kind = REPLY_INTEGER;
        if (!parse_integer(line, &reply->integer))
            return refuse(c, -EPROTO, "an integer that is not a number: \"%.*s\"",
                          (int)(line.len < 24 ? line.len : 24), line.at);
        return DONE;
    default:
        reply->kind = type == '+' ? REPLY_STATUS : REPLY_ERROR;
        reply->text = line;
        return DONE;
    }
}

/* As redigo does, the two answers that a client sees most are there already and need no parsing. */
static const struct reply ok = { .kind = REPLY_STATUS, .text = STRING("OK") };
static const struct reply pong = { .kind = REPLY_STATUS, .text = STRING("PONG") };

static inline bool starts_with(const char *in, size_t len, const char *line)
{
    return len >= strlen(line) && memcmp(in, line, strlen(line)) == 0;
}

static inline int64_t prebuilt(const char *in, size_t len, struct reply *reply)
{
    if (starts_with(in, len, "+OK\r\n")) {
        *reply = ok;
        return 5;
    }
    if (starts_with(in, len, "+PONG\r\n")) {
        *reply = pong;
        return 7;
    }
    return 0;
}

int64_t reply_read(const char *in, size_t len, size_t limit_bytes, struct reply *reply,
                   char why[REPLY_WHY_BYTES])
{
    int64_t used = prebuilt(in, len < limit_bytes ? len : limit_bytes, reply);
    if (used > 0)
        return used;
    struct cursor c = { in, in, in + len, limit_bytes, why };
    int state = take_reply(&c, reply, 0);
    return state == DONE ? c.at - in : state;
}

bool reply_next(struct reply *array, struct reply *element)
{
    if (array->kind != REPLY_ARRAY || array->count == 0)
        return false;
    int64_t used = reply_read(array->text.at, array->text.len, array->text.len, element, NULL);
    array->count--;
    array->text = (struct string){ array->text.at + used, array->text.len - (size_t)used };
    return true;
}

void reply_describe(const struct reply *reply, char *out, size_t size_bytes)
{
    int shown = reply->text.len < 200 ? (int)reply->text.len : 200;
    if (reply->kind == REPLY_INTEGER)
        snprintf(out, size_bytes, "%lld", (long long)reply->integer);
    else if (reply->kind == REPLY_ARRAY)
        snprintf(out, size_bytes, "an array of %zu", reply->count);
    else if (reply->kind == REPLY_NIL)
        snprintf(out, size_bytes, "nil");
    else
        snprintf(out, size_bytes, "%.*s", shown, reply->text.at);
    for (; *out != '\0'; out++)
        if (*out < ' ' || *out > '~')
            *out = '?';
}
