/* names.c -- which benchmark runs which function of the -m output, if names leave no doubt. */
#include <ctype.h>
#include <string.h>

#include "read_m/out.h"

/* Encode of (*a).Encode, of Encode.func1 and of Encode[go.shape.int]. */
static struct go_m_span bare(const char *function)
{
    const char *from = function, *end;
    if (function[0] == '(' && (end = strchr(function, ')')) != NULL && end[1] == '.')
        from = end + 2;
    size_t len = strcspn(from, "[");
    for (const char *dot = from; (dot = memchr(dot, '.', len - (size_t)(dot - from))) != NULL;
         dot++) {
        if (strncmp(dot, ".func", 5) == 0 || strncmp(dot, ".gowrap", 7) == 0 ||
            strncmp(dot, ".deferwrap", 10) == 0) {
            len = (size_t)(dot - from);
            break;
        }
        len -= (size_t)(dot + 1 - from); /* T.M, of a receiver that is no pointer */
        from = dot + 1;
        dot = from - 1;
    }
    const char *range = memchr(from, '-', len); /* Has-range1 */
    return (struct go_m_span){ from, range != NULL ? (size_t)(range - from) : len };
}

/* Equal when capitals and everything that is no letter or digit are left out. */
static bool alike(struct go_m_span a, struct go_m_span b)
{
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < a.len && !isalnum((unsigned char)a.at[i]))
            i++;
        while (k < b.len && !isalnum((unsigned char)b.at[k]))
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (tolower((unsigned char)a.at[i]) != tolower((unsigned char)b.at[k]))
            return false;
    }
}

/* The length of "-8" at the end: the number of threads, if all results of the file end so. If not,
 * it may be of the name, and then the last part is uncertain and left out whole. */
static size_t threads_len(const struct gobench_set *bench, const struct gobench_result *r)
{
    size_t len = strlen(r->name), digits = len;
    while (digits > 0 && isdigit((unsigned char)r->name[digits - 1]))
        digits--;
    if (digits == len || digits < 2 || r->name[digits - 1] != '-')
        return 0;
    size_t suffix = len - digits + 1;
    const char *last = strrchr(r->name, '/');
    for (size_t i = 0; i < bench->n_results && last != NULL; i++) {
        const struct gobench_result *other = &bench->results[i];
        size_t other_len = strlen(other->name);
        if (other->file == r->file &&
            (other_len < suffix ||
             strcmp(other->name + other_len - suffix, r->name + len - suffix) != 0))
            return len - (size_t)(last - r->name);
    }
    return suffix; /* of a name without '/' always: an identifier has no '-' */
}

/* The benchmark itself, or a value of its parts /key=value, has the name. */
static bool has_name(const struct gobench_set *bench, const struct gobench_result *r,
                     struct go_m_span name)
{
    const char *end = r->name + strlen(r->name) - threads_len(bench, r);
    for (const char *part = r->name; part < end;) {
        const char *slash = memchr(part, '/', (size_t)(end - part));
        const char *stop = slash != NULL ? slash : end;
        const char *value = memchr(part, '=', (size_t)(stop - part));
        const char *from = value != NULL ? value + 1 : part;
        if ((value != NULL || part == r->name) &&
            alike((struct go_m_span){ from, (size_t)(stop - from) }, name))
            return true;
        part = stop + 1;
    }
    return false;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Is there another function of the package that the name could mean: (*b).Encode beside
 * (*a).Encode? */
static bool is_only_one(const struct go_m_set *set, const struct go_m_finding *f,
                        struct go_m_span name)
{
    const struct go_m_function *first = NULL;
    for (size_t i = 0; i < set->n_functions; i++) {
        const struct go_m_function *g = &set->functions[i];
        if (!same(g->package, f->package) || !alike(bare(g->name), name))
            continue;
        if (first != NULL && (g->line != first->line || g->file != first->file))
            return false;
        first = g;
    }
    return true;
}

bool read_m_runs(const struct go_m_set *set, const struct gobench_set *bench,
                 const struct gobench_result *r, const struct go_m_finding *f)
{
    if (f->function == NULL)
        return false;
    const char *package = gobench_result_config(bench, r, "pkg");
    bool other = package != NULL && f->package != NULL && strcmp(package, f->package) != 0 &&
                 strcmp(f->package, "command-line-arguments") != 0;
    struct go_m_span name = bare(f->function);
    return !other && has_name(bench, r, name) && is_only_one(set, f, name);
}
