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

static bool starts(struct gobench_span text, const char *with)
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

/* What package testing says about itself is an error, but for its warnings. */
static bool testing_stopped(struct gobench_span text)
{
    return starts(text, "testing: ") && !starts(text, "testing: warning: ") &&
           memmem(text.s, text.len, " left GOMAXPROCS set to ", 24) == NULL;
}

/* Lines that are printed only when the run of a package did not come to its end: what ended the
 * program (panics and fatal errors of the runtime, signals, time-outs), its exit status, FAIL with
 * the name of the package or of a build that failed; what heapmark's runner says when it is told
 * to stop, and what shells say of a program that a signal ended. */
static bool ended_early(struct gobench_span text)
{
    static const char *const beginnings[] = {
        "panic: ",     "fatal error: ", "signal: ",  "SIGABRT: ", "SIGBUS: ",  "SIGFPE: ",
        "SIGILL: ",    "SIGQUIT: ",     "SIGSEGV: ", "SIGSYS: ",  "SIGTERM: ", "SIGTRAP: ",
        "[signal SIG", "exit status ",  "*** Test ", "FAIL\t",    "FAIL ",     "heapmark: stopped "
    };
    static const char *const lines[] = { "FAIL",
                                         "Segmentation fault",
                                         "Aborted",
                                         "Killed",
                                         "Terminated",
                                         "Bus error",
                                         "Illegal instruction",
                                         "Floating point exception" };
    static const char dumped[] = " (core dumped)";
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
        if (starts(text, beginnings[i]))
            return true;
    if (text.len > strlen(dumped) &&
        memcmp(text.s + text.len - strlen(dumped), dumped, strlen(dumped)) == 0)
        text.len -= strlen(dumped);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (text.len == strlen(lines[i]) && starts(text, lines[i]))
            return true;
    return testing_stopped(text);
}

struct gobench_line gobench_line_kind(struct gobench_span text)
{
    struct gobench_line line = { .kind = GOBENCH_LINE_OTHER };
    struct gobench_span rest = text;
    if (starts(text, "Benchmark")) {
        line.kind = GOBENCH_LINE_RESULT;
    } else if (starts(text, "--- FAIL: Benchmark")) {
        line.kind = GOBENCH_LINE_FAILED;
    } else if (ended_early(text)) {
        line.kind = GOBENCH_LINE_ENDED;
        line.value = text;
    } else if (starts(text, "Unit") && gobench_next_field(&rest).len == strlen("Unit")) {
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
        if (!isdigit((unsigned char)field.s[i]) || n > (INT64_MAX - 9) / 10)
            return false;
        n = n * 10 + (uint64_t)(field.s[i] - '0');
    }
    *out = n;
    return true;
}

/* What Go's ParseFloat takes: decimal, hexadecimal, inf, nan; too large is an error. */
static bool number(struct gobench_span field, double *out)
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
    if (memchr(text.s, '\0', text.len) != NULL)
        return xprintf("expected text, found a NUL byte");
    struct gobench_span rest = { text.s + strlen("Benchmark"), text.len - strlen("Benchmark") };
    bool nameless = space(rest.s, rest.len) > 0;
    *name = nameless ? (struct gobench_span){ rest.s, 0 } : gobench_next_field(&rest);
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
