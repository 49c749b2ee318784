/* bench.c -- which benchmark runs which function, judged by their names. */
#include <ctype.h>
#include <string.h>

#include "read_m/out.h"

/* Equal when capitals and everything that is no letter or digit are left out. */
static bool same(const char *a, size_t a_len, const char *b)
{
    const char *a_end = a + a_len;
    for (;;) {
        while (a < a_end && !isalnum((unsigned char)*a))
            a++;
        while (*b != '\0' && !isalnum((unsigned char)*b))
            b++;
        if (a == a_end || *b == '\0')
            return a == a_end && *b == '\0';
        if (tolower((unsigned char)*a++) != tolower((unsigned char)*b++))
            return false;
    }
}

/* Some part of Base/key=value/value-8 is the function. */
static bool runs(const char *name, const char *function)
{
    const char *dot = strrchr(function, '.');
    if (dot != NULL && dot[1] != '\0')
        function = dot + 1;
    for (const char *part = name;; part++) {
        size_t len = strcspn(part, "/");
        const char *value = memchr(part, '=', len);
        size_t value_len = value != NULL ? len - (size_t)(++value - part) : len;
        const char *text = value != NULL ? value : part;
        size_t bare = value_len;
        while (bare > 0 && isdigit((unsigned char)text[bare - 1]))
            bare--;
        bool suffix = part[len] == '\0' && bare > 0 && bare < value_len && text[bare - 1] == '-';
        if (same(text, value_len, function) || (suffix && same(text, bare - 1, function)))
            return true;
        part += len;
        if (*part == '\0')
            return false;
    }
}

static void take(const struct gobench_set *bench, const struct gobench_result *r,
                 struct read_m_measured *m, bool first)
{
    for (size_t i = 0; i < r->n_values; i++) {
        const struct gobench_value *v = &bench->values[r->first_value + i];
        bool allocs = strcmp(v->unit, "allocs/op") == 0, bytes = strcmp(v->unit, "B/op") == 0;
        if (allocs) {
            m->varies |= !first && m->has_allocs && m->allocs != v->value;
            m->allocs = v->value;
            m->has_allocs = true;
        } else if (bytes) {
            m->varies |= !first && m->has_bytes && m->bytes != v->value;
            m->bytes = v->value;
            m->has_bytes = true;
        }
    }
}

size_t read_m_measured(const struct read_m *in, const char *function, struct read_m_measured *out,
                       size_t max)
{
    size_t n = 0;
    for (size_t i = 0; in->bench != NULL && function != NULL && i < in->bench->n_results; i++) {
        const struct gobench_result *r = &in->bench->results[i];
        if (!runs(r->name, function) ||
            (in->only != NULL && regexec(in->only, r->name, 0, NULL, 0) != 0))
            continue;
        size_t at = 0;
        while (at < n && out[at].name != r->name)
            at++;
        if (at == max)
            break;
        bool first = at == n;
        if (first)
            out[n++] = (struct read_m_measured){ .name = r->name };
        take(in->bench, r, &out[at], first);
    }
    return n;
}

bool read_m_shown(const struct read_m *in, const struct go_m_finding *f, const struct go_m_why *why)
{
    return in->all || f->kind <= GO_M_MOVED ||
           (f->kind == GO_M_STAYS && why->cost != GO_M_COST_NONE);
}
