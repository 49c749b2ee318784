/* other_digits_first.c -- writes straight to the caller's buffer: the number of digits is counted
 * first, so that each digit is put where it belongs. */
#include "contract.h"

#include <stdio.h>
#include <string.h>

struct out {
    char *at;
    size_t size;
};

static size_t put_char(struct out out, size_t at, char c)
{
    if (at < out.size)
        out.at[at] = c;
    return at + 1;
}

static size_t put_bytes(struct out out, size_t at, const char *bytes, size_t length)
{
    while (length-- > 0)
        at = put_char(out, at, *bytes++);
    return at;
}

static size_t put_unsigned(struct out out, size_t at, uint64_t number)
{
    size_t digits = 1;
    for (uint64_t rest = number; rest >= 10; rest /= 10)
        digits++;
    for (size_t i = digits; i-- > 0; number /= 10)
        put_char(out, at + i, (char)('0' + number % 10));
    return at + digits;
}

static size_t put_signed(struct out out, size_t at, int64_t number)
{
    if (number >= 0)
        return put_unsigned(out, at, (uint64_t)number);
    return put_unsigned(out, put_char(out, at, '-'), (uint64_t)(-(number + 1)) + 1);
}

static size_t put_double(struct out out, size_t at, double number)
{
    char text[64];
    snprintf(text, sizeof text, "%.17g", number);
    return put_bytes(out, at, text, strlen(text));
}

size_t reply_write(char *out, size_t size, const struct reply *reply)
{
    struct out to = { out, size };
    size_t at = put_char(to, 0, "+-:,$"[reply->kind]);
    switch (reply->kind) {
    case REPLY_INTEGER:
        at = put_signed(to, at, reply->integer);
        break;
    case REPLY_DOUBLE:
        at = put_double(to, at, reply->number);
        break;
    case REPLY_TEXT:
        at = put_bytes(to, put_unsigned(to, at, reply->len), "\r\n", 2);
        /* fall through */
    case REPLY_STATUS:
    case REPLY_ERROR:
        at = put_bytes(to, at, reply->at, reply->len);
    }
    return put_bytes(to, at, "\r\n", 2);
}
