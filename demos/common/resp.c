/* resp.c -- the encoder: one cursor that stops at the end of the buffer and remembers that it did.
 */
#include "resp.h"

#include <errno.h>

struct cursor {
    char *at;
    char *end;
    bool full;
};

static size_t digits_of(uint64_t n)
{
    size_t digits = 1;
    for (; n >= 10; n /= 10)
        digits++;
    return digits;
}

static char *put_digits(char *at, uint64_t n, size_t digits)
{
    for (size_t i = digits; i-- > 0; n /= 10)
        at[i] = (char)('0' + n % 10);
    return at + digits;
}

static char *put_end_of_line(char *at)
{
    at[0] = '\r';
    at[1] = '\n';
    return at + 2;
}

/* `*3\r\n` or `$3\r\n`; `more` bytes must fit after it. */
static bool put_header(struct cursor *c, char mark, uint64_t n, size_t more)
{
    size_t digits = digits_of(n);
    size_t room = (size_t)(c->end - c->at);
    if (c->full || room < 3 + digits || room - 3 - digits < more) {
        c->full = true;
        return false;
    }
    *c->at++ = mark;
    c->at = put_end_of_line(put_digits(c->at, n, digits));
    return true;
}

static void put_text(struct cursor *c, struct string text)
{
    if (text.len > SIZE_MAX - 2) {
        c->full = true;
    } else if (put_header(c, '$', text.len, text.len + 2)) {
        if (text.len > 0)
            memcpy(c->at, text.at, text.len);
        c->at = put_end_of_line(c->at + text.len);
    }
}

static void put_int(struct cursor *c, int64_t integer)
{
    uint64_t magnitude = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
    size_t digits = digits_of(magnitude);
    size_t len = digits + (integer < 0);
    if (put_header(c, '$', len, len + 2)) {
        if (integer < 0)
            *c->at++ = '-';
        c->at = put_end_of_line(put_digits(c->at, magnitude, digits));
    }
}

static struct cursor start(char *out, size_t size_bytes, const char *command, size_t count)
{
    struct cursor c = { .at = out, .end = out + size_bytes };
    put_header(&c, '*', count + 1, 0);
    put_text(&c, (struct string){ command, strlen(command) });
    return c;
}

static ssize_t finish(const struct cursor *c, const char *out)
{
    return c->full ? -EMSGSIZE : c->at - out;
}

ssize_t resp_encode_values(char *out, size_t size_bytes, const char *command,
                           const struct value *args, size_t count)
{
    struct cursor c = start(out, size_bytes, command, count);
    for (size_t i = 0; i < count; i++) {
        switch (args[i].kind) {
        case VALUE_INT:
            put_int(&c, args[i].integer);
            break;
        case VALUE_TEXT:
            put_text(&c, args[i].text);
            break;
        default:
            return -EINVAL;
        }
    }
    return finish(&c, out);
}

ssize_t resp_encode_boxed(char *out, size_t size_bytes, const char *command,
                          const struct iface *args, size_t count)
{
    struct cursor c = start(out, size_bytes, command, count);
    for (size_t i = 0; i < count; i++) {
        const void *data = args[i].data;
        if (box_failed(args[i]))
            return -ENOMEM;
        if (args[i].type == NULL)
            put_text(&c, (struct string)STRING(""));
        else if (args[i].type == &type_string)
            put_text(&c, *(const struct string *)data);
        else if (args[i].type == &type_int)
            put_int(&c, *(const int64_t *)data);
        else if (args[i].type == &type_bytes)
            put_text(&c, (struct string){ ((const struct bytes *)data)->at,
                                          ((const struct bytes *)data)->len });
        else
            return -EINVAL;
    }
    return finish(&c, out);
}
