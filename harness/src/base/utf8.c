/* utf8.c -- decode and encode UTF-8; classes of code points as ranges. */
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { BAD = 0xFFFD };

size_t hm_base_utf8_decode(const char *text, uint32_t *rune)
{
    const unsigned char *s = (const unsigned char *)text;
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t length = s[0] < 0x80 ? 1 : s[0] < 0xC0 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (length <= 1 || s[0] >= 0xF8) {
        *rune = length == 1 ? s[0] : BAD;
        return 1;
    }
    uint32_t value = s[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            *rune = BAD;
            return 1;
        }
        value = value << 6 | (s[i] & 0x3Fu);
    }
    bool bad = value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF);
    *rune = bad ? BAD : value;
    return bad ? 1 : length;
}

size_t hm_base_utf8_encode(uint32_t rune, char *out)
{
    size_t length = rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    for (size_t i = length; i-- > 1;) {
        out[i] = (char)(0x80 | (rune & 0x3F));
        rune >>= 6;
    }
    out[0] = (char)(lead[length] | rune);
    return length;
}

struct range {
    uint32_t first, last;
};

static bool in(const struct range *ranges, size_t count, uint32_t rune)
{
    for (size_t i = 0; i < count; i++)
        if (rune >= ranges[i].first && rune <= ranges[i].last)
            return true;
    return false;
}

bool hm_base_rune_is_space(uint32_t rune)
{
    static const struct range spaces[] = {
        { '\t', '\r' },     { ' ', ' ' },       { 0x85, 0x85 },     { 0xA0, 0xA0 },
        { 0x1680, 0x1680 }, { 0x2000, 0x200A }, { 0x2028, 0x2029 }, { 0x202F, 0x202F },
        { 0x205F, 0x205F }, { 0x3000, 0x3000 },
    };
    return in(spaces, sizeof spaces / sizeof spaces[0], rune);
}

bool hm_base_rune_is_printable(uint32_t rune)
{
    static const struct range hidden[] = {
        /* Control, format, surrogate, private use. Spaces are not listed: see rune_is_space. */
        { 0x00, 0x1F },       { 0x7F, 0x9F },       { 0xAD, 0xAD },       { 0x600, 0x605 },
        { 0x61C, 0x61C },     { 0x6DD, 0x6DD },     { 0x70F, 0x70F },     { 0x890, 0x891 },
        { 0x8E2, 0x8E2 },     { 0x180E, 0x180E },   { 0x200B, 0x200F },   { 0x2028, 0x202E },
        { 0x2060, 0x206F },   { 0xD800, 0xF8FF },   { 0xFEFF, 0xFEFF },   { 0xFFF0, 0xFFFB },
        { 0xFFFE, 0xFFFF },   { 0x110BD, 0x110BD }, { 0x110CD, 0x110CD }, { 0x13430, 0x1343F },
        { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, { 0xE0000, 0xE00FF }, { 0xF0000, 0x10FFFF },
    };
    return !in(hidden, sizeof hidden / sizeof hidden[0], rune);
}

unsigned hm_base_rune_columns(uint32_t rune)
{
    static const struct range none[] = {
        { 0x300, 0x36F },   { 0x483, 0x489 },   { 0x591, 0x5BD },   { 0x610, 0x61A },
        { 0x64B, 0x65F },   { 0x1AB0, 0x1AFF }, { 0x1DC0, 0x1DFF }, { 0x200B, 0x200F },
        { 0x20D0, 0x20FF }, { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF },
    };
    static const struct range wide[] = {
        { 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3041, 0xA4CF },   { 0xA960, 0xA97C },
        { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },   { 0xFF00, 0xFF60 },
        { 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF },
        { 0x20000, 0x3FFFD },
    };
    if (in(none, sizeof none / sizeof none[0], rune))
        return 0;
    return in(wide, sizeof wide / sizeof wide[0], rune) ? 2 : 1;
}

size_t hm_base_rune_escape(uint32_t rune, char *out)
{
    static const char letters[] = "abtnvfr"; /* U+0007 to U+000D, in this order */
    char text[16];
    if (rune >= 7 && rune <= 13)
        snprintf(text, sizeof text, "\\%c", letters[rune - 7]);
    else if (rune < ' ' || rune == 0x7F)
        snprintf(text, sizeof text, "\\x%02x", (unsigned)rune);
    else if (rune < 0x10000)
        snprintf(text, sizeof text, "\\u%04x", (unsigned)rune);
    else
        snprintf(text, sizeof text, "\\U%08x", (unsigned)rune);
    size_t length = strlen(text);
    memcpy(out, text, length);
    return length;
}
