/* benchtime.c -- parse counts and Go durations. */
#include "bench/benchtime.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct unit {
    const char *name;
    uint64_t ns;
} units[] = {
    { "ns", 1 },
    { "us", 1000 },
    { "\xc2\xb5s", 1000 }, /* U+00B5 micro sign */
    { "\xce\xbcs", 1000 }, /* U+03BC Greek mu */
    { "ms", 1000 * 1000 },
    { "s", UINT64_C(1000000000) },
    { "m", UINT64_C(60000000000) },
    { "h", UINT64_C(3600000000000) },
};

static const struct unit *find_unit(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strlen(units[i].name) == length && memcmp(units[i].name, text, length) == 0)
            return &units[i];
    return NULL;
}

/* One number with its unit, e.g. `1.5h`. Returns what follows it, or NULL. */
static const char *parse_part(const char *text, long double *ns)
{
    if (!isdigit((unsigned char)text[0]) && !(text[0] == '.' && isdigit((unsigned char)text[1])))
        return NULL;
    size_t digits = strspn(text, "0123456789.");
    char *end;
    long double number = strtold(text, &end);
    if (end != text + digits && (digits >= 2 || *end != '\0'))
        return NULL; /* 1.2.3, 1e3, 0x10 */
    const char *unit = text + digits;
    size_t length = strcspn(unit, "0123456789.");
    const struct unit *u = find_unit(unit, length);
    if (u == NULL)
        return NULL;
    *ns += number * (long double)u->ns;
    return unit + length;
}

bool hm_bench_parse_duration(const char *text, uint64_t *ns)
{
    if (strcmp(text, "0") == 0) {
        *ns = 0;
        return true;
    }
    long double sum = 0;
    const char *rest = text;
    do {
        rest = parse_part(rest, &sum);
        if (rest == NULL || sum > (long double)INT64_MAX)
            return false;
    } while (*rest != '\0');
    *ns = (uint64_t)sum;
    return true;
}

const char *hm_bench_parse_benchtime(const char *text, struct hm_bench_benchtime *out)
{
    size_t length = strlen(text);
    if (length > 0 && text[length - 1] == 'x') {
        char *end;
        errno = 0;
        unsigned long long n = strtoull(text, &end, 10);
        bool digits = strspn(text, "0123456789") == length - 1;
        if (!digits || end != text + length - 1 || errno != 0 || n == 0 || n > INT64_MAX)
            return "invalid count";
        *out = (struct hm_bench_benchtime){ .n = n };
        return NULL;
    }
    uint64_t ns;
    if (!hm_bench_parse_duration(text, &ns) || ns == 0)
        return "invalid duration";
    *out = (struct hm_bench_benchtime){ .ns = ns };
    return NULL;
}
