/* text.c -- width, line breaks and escapes of UTF-8 text. */
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

enum { KEPT_WHOLE = 28, NOT_UTF8 = 0xFFFD };

size_t hm_base_columns(const char *text, size_t length)
{
    size_t columns = 0;
    uint32_t rune;
    for (size_t i = 0; i < length; columns += hm_base_rune_columns(rune))
        i += hm_base_utf8_decode(text + i, &rune);
    return columns;
}

/* Bytes of the word at text; a short remark in brackets is one word. */
static size_t word(const char *text)
{
    const char *close = *text == '(' ? strchr(text, ')') : NULL;
    if (close != NULL && close - text < KEPT_WHOLE && strcspn(text, "\n") > (size_t)(close - text))
        return (size_t)(close - text) + strcspn(close, " \n");
    return strcspn(text, " \n");
}

static void put_blanks(hm_base_put *put, void *ctx, size_t count)
{
    while (count-- > 0)
        put(ctx, " ", 1);
}

void hm_base_wrap(hm_base_put *put, void *ctx, const char *text, size_t at, size_t indent,
                  size_t width)
{
    bool first = true;
    for (text += strspn(text, " \n"); *text != '\0'; text += strspn(text, " \n")) {
        size_t bytes = word(text), columns = hm_base_columns(text, bytes);
        if (!first && at + 1 + columns > width) {
            put(ctx, "\n", 1);
            put_blanks(put, ctx, indent);
            at = indent;
        } else if (!first) {
            put(ctx, " ", 1);
            at++;
        }
        put(ctx, text, bytes);
        at += columns;
        text += bytes;
        first = false;
    }
}

static bool is_control(uint32_t rune)
{
    return rune < ' ' || (rune >= 0x7F && rune < 0xA0);
}

/* Marks that turn the direction of all that follows on the line, and ends of a line that only some
 * programs know. */
static bool is_direction_or_end(uint32_t rune)
{
    return rune == 0x61C || rune == 0x200E || rune == 0x200F ||
           (rune >= 0x2028 && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069);
}

static bool is_obeyed(uint32_t rune)
{
    return is_control(rune) || is_direction_or_end(rune);
}

void hm_base_markdown(hm_base_put *put, void *ctx, const char *text)
{
    const char *tilde = strchr(text, '~'); /* one alone is no markup */
    const char *escaped = tilde == strrchr(text, '~') ? "|\\`*_<[&" : "|\\`*_<[&~";
    uint32_t rune;
    if (*text == '#') /* of a heading it would be the end */
        put(ctx, "\\", 1);
    for (size_t bytes; *text != '\0'; text += bytes) {
        bytes = hm_base_utf8_decode(text, &rune);
        if (strchr(escaped, *text) != NULL)
            put(ctx, "\\", 1);
        if (*text == '\n' || *text == '\r' || *text == '\t')
            put(ctx, " ", 1);
        else if (is_obeyed(rune))
            put(ctx, "?", 1);
        else
            put(ctx, text, bytes);
    }
}

static void replace(char *text, bool obeyed)
{
    uint32_t rune;
    char *to = text;
    for (size_t bytes; *text != '\0'; text += bytes) {
        bytes = hm_base_utf8_decode(text, &rune);
        if ((rune == NOT_UTF8 && bytes == 1) || (obeyed && is_obeyed(rune))) {
            *to++ = '?';
        } else {
            memmove(to, text, bytes);
            to += bytes;
        }
    }
    *to = '\0';
}

void hm_base_make_utf8(char *text)
{
    replace(text, false);
}

void hm_base_make_plain(char *text)
{
    replace(text, true);
}
