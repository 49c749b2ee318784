/* resp.c -- the encoder: each put_* function writes at `at` and returns where it ended, or NULL if
 * `end` is too near. NULL in gives NULL out, so that only the last result needs a look. */
#include "resp.h"

#include <errno.h>

static inline size_t digits_of(uint64_t n)
{
    size_t digits = 1;
    for (; n >= 10; n /= 10)
        digits++;
    return digits;
}

static inline char *put_digits(char *at, uint64_t n, size_t digits)
{
    for (size_t i = digits; i-- > 1; n /= 10)
        at[i] = (char)('0' + n % 10);
    at[0] = (char)('0' + n);
    return at + digits;
}

static inline char *put_end_of_line(char *at)
{
    at[0] = '\r';
    at[1] = '\n';
    return at + 2;
}

/* `*3\r\n` or `$3\r\n`; `more` bytes must fit after it. */
static inline char *put_header(char *at, const char *end, char mark, uint64_t n, size_t more)
{
    if (at == NULL)
        return NULL;
    size_t digits = digits_of(n);
    size_t room = (size_t)(end - at);
    if (room < 3 + digits || room - 3 - digits < more)
        return NULL;
    if (digits == 1) {
        const char line[] = { mark, (char)('0' + n), '\r', '\n' };
        memcpy(at, line, sizeof line);
        return at + sizeof line;
    }
    *at++ = mark;
    return put_end_of_line(put_digits(at, n, digits));
}

static inline char *put_text(char *at, const char *end, struct string text)
{
    if (text.len > SIZE_MAX - 2)
        return NULL;
    at = put_header(at, end, '$', text.len, text.len + 2);
    if (at == NULL)
        return NULL;
    if (text.len > 0)
        memcpy(at, text.at, text.len);
    return put_end_of_line(at + text.len);
}

static inline char *put_int(char *at, const char *end, int64_t integer)
{
    uint64_t magnitude = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
    size_t digits = digits_of(magnitude);
    size_t len = digits + (integer < 0);
    at = put_header(at, end, '$', len, len + 2);
    if (at == NULL)
        return NULL;
    if (integer < 0)
        *at++ = '-';
    return put_end_of_line(put_digits(at, magnitude, digits));
}

static inline char *put_command(char *at, const char *end, const char *command, size_t count)
{
    at = put_header(at, end, '*', count + 1, 0);
    return put_text(at, end, (struct string){ command, strlen(command) });
}

ssize_t resp_encode_values(char *out, size_t size_bytes, const char *command,
                           const struct value *args, size_t count)
{
    const char *end = out + size_bytes;
    char *at = put_command(out, end, command, count);
    for (size_t i = 0; i < count; i++) {
        if (args[i].kind == VALUE_INT)
            at = put_int(at, end, args[i].integer);
        else if (args[i].kind == VALUE_TEXT)
            at = put_text(at, end, args[i].text);
        else
            return -EINVAL;
    }
    return at == NULL ? -EMSGSIZE : at - out;
}

ssize_t resp_encode_boxed(char *out, size_t size_bytes, const char *command,
                          const struct iface *args, size_t count)
{
    const char *end = out + size_bytes;
    char *at = put_command(out, end, command, count);
    for (size_t i = 0; i < count; i++) {
        const struct type *type = args[i].type;
        const void *data = args[i].data;
        if (box_failed(args[i]))
            return -ENOMEM;
        if (type == NULL) {
            at = put_text(at, end, (struct string)STRING(""));
        } else if (type == &type_int) {
            at = put_int(at, end, *(const int64_t *)data);
        } else if (type == &type_string) {
            at = put_text(at, end, *(const struct string *)data);
        } else if (type == &type_bytes) {
            const struct bytes *bytes = data;
            at = put_text(at, end, (struct string){ bytes->at, bytes->len });
        } else {
            return -EINVAL;
        }
    }
    return at == NULL ? -EMSGSIZE : at - out;
}
