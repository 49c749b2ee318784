/* line.c -- one line of Go benchmark text; contract in line.h. */
#include "gobench/line.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
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

struct gobench_span gobench_next_field(struct gobench_span *rest)
{
    size_t n;
    while ((n = space(rest->s, rest->len)) > 0) {
        rest->s += n;
        rest->len -= n;
    }
    struct gobench_span field = { rest->s, 0 };
    while (rest->len > 0 && space(rest->s, rest->len) == 0) {
        rest->s++;
        rest->len--;
        field.len++;
    }
    return field;
}

bool gobench_starts(struct gobench_span text, const char *with)
{
    size_t len = strlen(with);
    return text.len >= len && memcmp(text.s, with, len) == 0;
}

/* "key: value", "key:" with nothing behind it; not "key:value". */
static bool config(struct gobench_span text, struct gobench_line *line)
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
    line->key = (struct gobench_span){ text.s, i };
    line->value = (struct gobench_span){ text.s + i + 1, text.len - i - 1 };
    bool blank = line->value.len == 0;
    while (line->value.len > 0 && (line->value.s[0] == ' ' || line->value.s[0] == '\t')) {
        line->value.s++;
        line->value.len--;
        blank = true;
    }
    return blank && memchr(line->value.s, '\0', line->value.len) == NULL;
}

struct gobench_line gobench_line_kind(struct gobench_span text)
{
    struct gobench_line line = { .kind = GOBENCH_LINE_OTHER };
    struct gobench_span rest = text;
    if (gobench_starts(text, "Benchmark")) {
        line.kind = GOBENCH_LINE_RESULT;
    } else if (gobench_starts(text, "--- FAIL: Benchmark")) {
        line.kind = GOBENCH_LINE_FAILED;
    } else if (gobench_ended(text)) {
        line.kind = GOBENCH_LINE_ENDED;
        line.value = text;
    } else if (gobench_starts(text, "Unit") && gobench_next_field(&rest).len == strlen("Unit")) {
        line.kind = GOBENCH_LINE_UNIT;
        line.value = rest;
    } else if (config(text, &line)) {
        line.kind = GOBENCH_LINE_CONFIG;
    }
    return line;
}

static char *expected(const char *what, struct gobench_span found)
{
    if (found.len == 0)
        return xprintf("expected %s, found the end of the line", what);
    char shown[41];
    snprintf(shown, sizeof shown, "%.*s", (int)(found.len < 40 ? found.len : 40), found.s);
    hm_base_make_plain(shown);
    return xprintf("expected %s, found '%s'", what, shown);
}

static bool count(struct gobench_span field, uint64_t *out)
{
    uint64_t n = 0;
    if (field.len == 0)
        return false;
    for (size_t i = 0; i < field.len; i++) {
        uint64_t digit = (uint64_t)(field.s[i] - '0');
        if (!isdigit((unsigned char)field.s[i]) || n > (INT64_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *out = n;
    return true;
}

/* Copy without the underscores between digits, which Go allows; false if one stands elsewhere. */
static bool without_underscores(struct gobench_span field, char *out)
{
    bool hex = memchr(field.s, 'x', field.len) != NULL || memchr(field.s, 'X', field.len) != NULL;
    for (size_t i = 0; i < field.len; i++) {
        if (field.s[i] != '_') {
            *out++ = field.s[i];
            continue;
        }
        unsigned char before = i > 0 ? (unsigned char)field.s[i - 1] : '\0';
        unsigned char behind = i + 1 < field.len ? (unsigned char)field.s[i + 1] : '\0';
        bool digits = hex ? (isxdigit(before) || tolower(before) == 'x') && isxdigit(behind)
                          : isdigit(before) && isdigit(behind);
        if (!digits)
            return false;
    }
    *out = '\0';
    return true;
}

/* What Go's ParseFloat takes: decimal, hexadecimal, inf, nan; too large is an error. Of C, -nan
 * and hexadecimal without an exponent. */
static bool number(struct gobench_span field, double *out)
{
    char text[400], *end;
    if (field.len == 0 || field.len >= sizeof text || memchr(field.s, '(', field.len) != NULL ||
        !without_underscores(field, text))
        return false;
    errno = 0;
    *out = strtod(text, &end);
    return *end == '\0' && end != text && !(errno == ERANGE && isinf(*out));
}

double gobench_line_tidy(const char *unit, char *out, size_t size)
{
    if (strcmp(unit, "ns/op") == 0) { /* the exact factor, not 1 / 1e9 */
        memcpy(out, "sec/op", sizeof "sec/op");
        return 1e-9;
    }
    return gobench_unit_tidy(unit, out, size);
}

char *gobench_line_result(struct gobench_span text, struct gobench_span *name, uint64_t *iterations,
                          gobench_add *add, void *to)
{
    struct gobench_span rest = { text.s + strlen("Benchmark"), text.len - strlen("Benchmark") };
    bool nameless = space(rest.s, rest.len) > 0;
    *name = nameless ? (struct gobench_span){ rest.s, 0 } : gobench_next_field(&rest);
    if (memchr(text.s, '\0', text.len) != NULL)
        return xprintf("expected text, found a NUL byte");
    struct gobench_span field = gobench_next_field(&rest);
    if (field.len == 0 && name->len == text.len - strlen("Benchmark"))
        return NULL;
    if (!count(field, iterations))
        return expected("the number of iterations", field);
    for (size_t n = 0;; n++) {
        char unit[GOBENCH_MAX_UNIT + 1], tidy[2 * GOBENCH_MAX_UNIT];
        double value;
        field = gobench_next_field(&rest);
        if (field.len == 0 && n > 0)
            return NULL;
        if (!number(field, &value))
            return expected("a value", field);
        field = gobench_next_field(&rest);
        if (field.len == 0 || field.len > GOBENCH_MAX_UNIT)
            return expected("the unit of the value", field);
        memcpy(unit, field.s, field.len);
        unit[field.len] = '\0';
        double factor = gobench_line_tidy(unit, tidy, sizeof tidy);
        add(to, value * factor, tidy, unit);
    }
}
