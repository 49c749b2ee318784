#include "gobench/line.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "gobench/unit.h"
#include "cli/xalloc.h"

/* Bytes of the white space character at s, 0 if it is none. UTF-8: U+0085, A0, 1680, 2000-200A,
 * 2028, 2029, 202F, 205F, 3000. */
static size_t space(const char *s, size_t len)
{
    const unsigned char *b = (const unsigned char *)s;
    if (len > 0 && (b[0] == ' ' || (b[0] >= '\t' && b[0] <= '\r')))
        return 1;
    if (len > 1 && b[0] == 0xc2 && (b[1] == 0x85 || b[1] == 0xa0))
        return 2;
    if (len < 3 || b[0] < 0xe1 || b[0] > 0xe3)
        return 0;
    unsigned rune = (b[0] & 15u) << 12 | (b[1] & 63u) << 6 | (b[2] & 63u);
    bool is = rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200a) || rune == 0x2028 ||
              rune == 0x2029 || rune == 0x202f || rune == 0x205f || rune == 0x3000;
    return is ? 3 : 0;
}

struct hm__span hm__next_field(struct hm__span *rest)
{
    size_t n;
    while ((n = space(rest->s, rest->len)) > 0) {
        rest->s += n;
        rest->len -= n;
    }
    struct hm__span field = { rest->s, 0 };
    while (rest->len > 0 && space(rest->s, rest->len) == 0) {
        rest->s++;
        rest->len--;
        field.len++;
    }
    return field;
}

static bool starts(struct hm__span text, const char *with)
{
    size_t len = strlen(with);
    return text.len >= len && memcmp(text.s, with, len) == 0;
}

/* "key: value", "key:" with nothing behind it; not "key:value". */
static bool config(struct hm__span text, struct hm__line *line)
{
    size_t i = 0;
    if (text.len == 0 || !islower((unsigned char)text.s[0]))
        return false;
    while (i < text.len && text.s[i] != ':') {
        if (isupper((unsigned char)text.s[i]) || text.s[i] == '\0' ||
            space(text.s + i, text.len - i) > 0)
            return false;
        i++;
    }
    if (i == text.len)
        return false;
    line->key = (struct hm__span){ text.s, i };
    line->value = (struct hm__span){ text.s + i + 1, text.len - i - 1 };
    bool blank = line->value.len == 0;
    while (line->value.len > 0 && (line->value.s[0] == ' ' || line->value.s[0] == '\t')) {
        line->value.s++;
        line->value.len--;
        blank = true;
    }
    return blank && memchr(line->value.s, '\0', line->value.len) == NULL;
}

struct hm__line hm__line_kind(struct hm__span text)
{
    struct hm__line line = { .kind = HM__LINE_OTHER };
    struct hm__span rest = text;
    if (starts(text, "Benchmark")) {
        line.kind = HM__LINE_RESULT;
    } else if (starts(text, "--- FAIL: Benchmark")) {
        line.kind = HM__LINE_FAILED;
    } else if (starts(text, "Unit") && hm__next_field(&rest).len == strlen("Unit")) {
        line.kind = HM__LINE_UNIT;
        line.value = rest;
    } else if (config(text, &line)) {
        line.kind = HM__LINE_CONFIG;
    }
    return line;
}

static char *expected(const char *what, struct hm__span found)
{
    if (found.len == 0)
        return hm__xprintf("expected %s, found the end of the line", what);
    char shown[41];
    size_t n = found.len < sizeof shown - 1 ? found.len : sizeof shown - 1;
    for (size_t i = 0; i < n; i++)
        shown[i] = found.s[i];
    /* What a terminal might obey is not repeated to it. */
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)shown[i] < ' ' || shown[i] == 127)
            shown[i] = '?';
    shown[n] = '\0';
    return hm__xprintf("expected %s, found '%s'", what, shown);
}

static bool count(struct hm__span field, uint64_t *out)
{
    uint64_t n = 0;
    if (field.len == 0)
        return false;
    for (size_t i = 0; i < field.len; i++) {
        if (!isdigit((unsigned char)field.s[i]) || n > (INT64_MAX - 9) / 10)
            return false;
        n = n * 10 + (uint64_t)(field.s[i] - '0');
    }
    *out = n;
    return true;
}

/* What Go's ParseFloat takes: decimal, hexadecimal, inf, nan; too large is an error. */
static bool number(struct hm__span field, double *out)
{
    char text[400], *end;
    if (field.len == 0 || field.len >= sizeof text || memchr(field.s, '(', field.len) != NULL)
        return false;
    memcpy(text, field.s, field.len);
    text[field.len] = '\0';
    errno = 0;
    *out = strtod(text, &end);
    return end == text + field.len && !(errno == ERANGE && isinf(*out));
}

double hm__line_tidy(const char *unit, char *out, size_t size)
{
    if (strcmp(unit, "ns/op") == 0) { /* the exact factor, not 1 / 1e9 */
        memcpy(out, "sec/op", sizeof "sec/op");
        return 1e-9;
    }
    return hm__unit_tidy(unit, out, size);
}

char *hm__line_result(struct hm__span text, struct hm__span *name, uint64_t *iterations,
                      void (*add)(void *to, double value, const char *unit), void *to)
{
    if (memchr(text.s, '\0', text.len) != NULL)
        return hm__xprintf("expected text, found a NUL byte");
    struct hm__span rest = { text.s + strlen("Benchmark"), text.len - strlen("Benchmark") };
    bool nameless = space(rest.s, rest.len) > 0;
    *name = nameless ? (struct hm__span){ rest.s, 0 } : hm__next_field(&rest);
    struct hm__span field = hm__next_field(&rest);
    if (field.len == 0 && name->len == text.len - strlen("Benchmark"))
        return NULL;
    if (!count(field, iterations))
        return expected("the number of iterations", field);
    for (size_t n = 0;; n++) {
        char unit[HM__MAX_UNIT + 1], tidy[2 * HM__MAX_UNIT];
        double value;
        field = hm__next_field(&rest);
        if (field.len == 0 && n > 0)
            return NULL;
        if (!number(field, &value))
            return expected("a value", field);
        field = hm__next_field(&rest);
        if (field.len == 0 || field.len > HM__MAX_UNIT)
            return expected("the unit of the value", field);
        memcpy(unit, field.s, field.len);
        unit[field.len] = '\0';
        double factor = hm__line_tidy(unit, tidy, sizeof tidy);
        add(to, value * factor, tidy);
    }
}
