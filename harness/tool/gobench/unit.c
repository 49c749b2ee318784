/* unit.c -- base units and scales, by the rules of benchstat; contract in unit.h. */
#include "gobench/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct token {
    const char *at;
    size_t len;
    bool denominator;
};

/* Step to the next token behind *rest. *denominator carries over, as "a/b-c" has both b and c
 * below. */
static bool next_token(const char **rest, struct token *token)
{
    const char *s = *rest;
    for (;; s++) {
        if (*s == '*')
            token->denominator = false;
        else if (*s == '/')
            token->denominator = true;
        else if (*s != '-' && *s != ' ')
            break;
    }
    if (*s == '\0')
        return false;
    token->at = s;
    token->len = strcspn(s, "*/- ");
    *rest = s + token->len;
    return true;
}

static bool is(const struct token *token, const char *word)
{
    return token->len == strlen(word) && memcmp(token->at, word, token->len) == 0;
}

static size_t append(char *out, size_t size, size_t used, const char *s, size_t len)
{
    if (len > size - 1 - used)
        len = size - 1 - used;
    memcpy(out + used, s, len);
    return used + len;
}

double gobench_unit_tidy(const char *unit, char *out, size_t size)
{
    double factor = 1;
    size_t used = 0;
    struct token token = { .denominator = false };
    const char *rest = unit, *copied = unit;
    while (next_token(&rest, &token)) {
        bool ns = is(&token, "ns"), mb = is(&token, "MB");
        if (token.denominator || !(ns || mb))
            continue;
        used = append(out, size, used, copied, (size_t)(token.at - copied));
        used = append(out, size, used, ns ? "sec" : "B", ns ? 3 : 1);
        copied = rest;
        factor = ns ? factor / 1e9 : factor * 1e6;
    }
    used = append(out, size, used, copied, strlen(copied));
    out[used] = 0;
    return factor;
}

static bool counts_bytes(const char *unit)
{
    struct token token = { .denominator = false };
    while (next_token(&unit, &token))
        if (!token.denominator && (is(&token, "B") || is(&token, "MB") || is(&token, "bytes")))
            return true;
    return false;
}

static double smallest(const double *values, size_t n)
{
    double min = 0;
    for (size_t i = 0; i < n; i++) {
        double v = fabs(values[i]);
        if (v != 0 && isfinite(v) && (min == 0 || v < min))
            min = v;
    }
    return min;
}

/* Decimals that leave four digits of x, which is below 10000; x rounds up at the same place as
 * printf does. */
static int decimals(double x)
{
    if (x >= 99.995)
        return 1;
    if (x >= 9.9995)
        return 2;
    int prec = 3;
    for (double limit = 0.99995; x < limit && prec < 10; limit /= 10)
        prec++;
    return prec;
}

struct gobench_scale gobench_unit_scale(const char *unit, const double *values, size_t n)
{
    static const struct gobench_scale si[] = {
        { 1e12, 0, "T" }, { 1e9, 0, "G" },  { 1e6, 0, "M" },  { 1e3, 0, "k" },
        { 1, 0, "" },     { 1e-3, 0, "m" }, { 1e-6, 0, "µ" }, { 1e-9, 0, "n" },
    };
    static const struct gobench_scale iec[] = {
        { 0x1p40, 0, "Ti" }, { 0x1p30, 0, "Gi" }, { 0x1p20, 0, "Mi" },
        { 0x1p10, 0, "Ki" }, { 1, 0, "" },
    };
    bool bytes = counts_bytes(unit);
    const struct gobench_scale *scales = bytes ? iec : si;
    size_t last = (bytes ? sizeof iec / sizeof iec[0] : sizeof si / sizeof si[0]) - 1;
    double min = smallest(values, n);
    if (min == 0)
        return (struct gobench_scale){ 1, 3, "" };
    size_t i = 0;
    while (i < last && min < 0.99995 * scales[i].factor)
        i++;
    struct gobench_scale scale = scales[i];
    scale.prec = decimals(min / scale.factor);
    return scale;
}

void gobench_scale_print(char *out, size_t size, struct gobench_scale scale, double value)
{
    if (isnan(value)) /* between two infinite values */
        snprintf(out, size, "NaN");
    else if (isinf(value))
        snprintf(out, size, "%s", value > 0 ? "+Inf" : "-Inf");
    else
        snprintf(out, size, "%.*f%s", scale.prec, value / scale.factor, scale.prefix);
}
