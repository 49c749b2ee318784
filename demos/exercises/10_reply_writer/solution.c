/* solution.c -- the digits are made backwards, at the end of a small array of the frame. */
#include "contract.h"

#include <stdio.h>
#include <string.h>

enum {
    DIGITS_MOST = 20, /* of 2^64 - 1 */
    DOUBLE_MOST = 32, /* -1.2345678901234567e-308 and more */
};

struct sink {
    char *out;
    size_t size, at;
};

/* Appends; bytes that do not fit are only counted. */
static void put(struct sink *s, const char *bytes, size_t length)
{
    size_t room = s->at < s->size ? s->size - s->at : 0;
    if (room > 0 && length > 0)
        memcpy(s->out + s->at, bytes, length < room ? length : room);
    s->at += length;
}

static void put_digits(struct sink *s, uint64_t number)
{
    char digits[DIGITS_MOST], *first = digits + sizeof digits;
    do
        *--first = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    put(s, first, (size_t)(digits + sizeof digits - first));
}

/* The magnitude of INT64_MIN is no int64_t. */
static void put_integer(struct sink *s, int64_t number)
{
    if (number < 0)
        put(s, "-", 1);
    put_digits(s, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

static void put_double(struct sink *s, double number)
{
    char text[DOUBLE_MOST];
    put(s, text, (size_t)snprintf(text, sizeof text, "%.17g", number));
}

size_t reply_write(char *out, size_t size, const struct reply *reply)
{
    static const char first[] = { [REPLY_STATUS] = '+',
                                  [REPLY_ERROR] = '-',
                                  [REPLY_INTEGER] = ':',
                                  [REPLY_DOUBLE] = ',',
                                  [REPLY_TEXT] = '$' };
    struct sink s = { out, size, 0 };
    put(&s, &first[reply->kind], 1);
    if (reply->kind == REPLY_INTEGER) {
        put_integer(&s, reply->integer);
    } else if (reply->kind == REPLY_DOUBLE) {
        put_double(&s, reply->number);
    } else {
        if (reply->kind == REPLY_TEXT) {
            put_digits(&s, reply->len);
            put(&s, "\r\n", 2);
        }
        put(&s, reply->at, reply->len);
    }
    put(&s, "\r\n", 2);
    return s.at;
}
