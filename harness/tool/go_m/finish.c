/* finish.c -- what can only be known once all lines were read: in which function a finding
 * lies, in what order they come, what the old negatives begin with. */
#include <stdlib.h>
#include <string.h>

#include "go_m/shape.h"

/* Up to Go 1.13, `main x does not escape` begins with the function. */
static bool is_old(const struct go_m_set *set)
{
    return set->minor != GO_M_GO_UNKNOWN ? set->minor <= 13 : set->newest != 0 && set->newest <= 13;
}

static void strip_function(struct go_m_set *set, struct go_m_finding *f)
{
    const char *space = strchr(f->what, ' ');
    if (f->kind != GO_M_STAYS || space == NULL || strncmp(f->what, "... ", 4) == 0)
        return;
    f->function = text_strpool_put(&set->pool, f->what, (size_t)(space - f->what));
    f->what = text_strpool_put(&set->pool, space + 1, strlen(space + 1));
}

static int by_declaration(const void *pa, const void *pb)
{
    const struct go_m_function *a = pa, *b = pb;
    if (a->file != b->file) /* one address for each file */
        return a->file < b->file ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

/* The last function of the file that begins at or before the line; they are in order. */
static const char *function_at(const struct go_m_set *set, const char *file, unsigned line)
{
    size_t low = 0, high = set->n_functions;
    const struct go_m_function wanted = { .file = file, .line = line };
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (by_declaration(&set->functions[mid], &wanted) <= 0)
            low = mid + 1;
        else
            high = mid;
    }
    const struct go_m_function *f = low > 0 ? &set->functions[low - 1] : NULL;
    return f != NULL && f->file == file ? f->name : NULL;
}

static int by_place(const void *pa, const void *pb)
{
    const struct go_m_finding *a = pa, *b = pb;
    int file = strcmp(a->file, b->file);
    if (file != 0)
        return file;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return a->input_line < b->input_line ? -1 : a->input_line > b->input_line;
}

/* The JSON form says "x escapes to heap" of a variable, too; its flow begins with &x and not with
 * {storage for x}. */
static void tell_variable(const struct go_m_set *set, struct go_m_finding *f)
{
    const char *source = f->n_steps > 0 ? set->steps[f->first_step].what : "";
    if (f->kind == GO_M_ESCAPES && source[0] == '&' && strcmp(source + 1, f->what) == 0)
        f->kind = GO_M_MOVED;
}

/* What the compiler made itself is where its explanation first points to. */
static void place_without_line(const struct go_m_set *set, struct go_m_finding *f)
{
    for (size_t i = 0; f->line == 0 && i < f->n_steps; i++) {
        const struct go_m_step *s = &set->steps[f->first_step + i];
        if (s->flow || s->line == 0)
            continue;
        f->file = s->file;
        f->line = s->line;
        f->column = s->column;
    }
}

/* An explanation whose plain line never came. Of a parameter that leaks: the compiler knows better
 * (an int does not leak), and says nothing. */
static bool is_said(const struct go_m_set *set, const struct go_m_finding *f)
{
    return f->said || !set->plain || f->kind < GO_M_LEAKS;
}

/* Since Go 1.25 the explanation speaks of the parameter `text` of an inlined function, and the
 * plain line at the same place of the "constant" that was passed: they are one finding. */
static void join_constants(struct go_m_set *set)
{
    for (size_t i = 0; i + 1 < set->n_findings; i++) {
        struct go_m_finding *a = &set->findings[i], *b = a + 1;
        bool one_place = a->line == b->line && a->column == b->column && a->file == b->file &&
                         a->kind == GO_M_ESCAPES && b->kind == GO_M_ESCAPES;
        if (!one_place || a->said == b->said)
            continue;
        struct go_m_finding *plain = a->said ? a : b, *explained = a->said ? b : a;
        if (plain->n_steps > 0 || !go_m_is_constant(plain->what))
            continue;
        plain->first_step = explained->first_step;
        plain->n_steps = explained->n_steps;
        if (plain->function == NULL)
            plain->function = explained->function;
        explained->kind = GO_M_LEAKS; /* as one that is not said */
    }
}

static void drop_unsaid(struct go_m_set *set)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->n_findings; i++)
        if (is_said(set, &set->findings[i]))
            set->findings[kept++] = set->findings[i];
    set->n_findings = kept;
}

void go_m_finish(struct go_m_set *set)
{
    if (set->bare && !set->columns && set->oldest == 0)
        go_m_form(set, 0, 8);
    bool old = is_old(set);
    if (set->n_functions > 0)
        qsort(set->functions, set->n_functions, sizeof *set->functions, by_declaration);
    for (size_t i = 0; i < set->n_findings; i++) {
        struct go_m_finding *f = &set->findings[i];
        if (old)
            strip_function(set, f);
        tell_variable(set, f);
        place_without_line(set, f);
        if (f->function == NULL && set->all_functions)
            f->function = function_at(set, f->file, f->line);
    }
    if (set->n_findings > 0)
        qsort(set->findings, set->n_findings, sizeof *set->findings, by_place);
    join_constants(set);
    drop_unsaid(set);
}

/* The first finding at or behind that place. */
static size_t lower(const struct go_m_set *set, const char *file, unsigned line)
{
    size_t low = 0, high = set->n_findings;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(set->findings[mid].file, file);
        if (order < 0 || (order == 0 && set->findings[mid].line < line))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

const struct go_m_finding *go_m_between(const struct go_m_set *set, const char *file, unsigned from,
                                        unsigned to, size_t *n)
{
    size_t first = lower(set, file, from), end = first;
    while (end < set->n_findings && set->findings[end].line <= to &&
           strcmp(set->findings[end].file, file) == 0)
        end++;
    *n = end - first;
    return set->findings + first;
}

const struct go_m_finding *go_m_find(const struct go_m_set *set, const char *what, const char *file,
                                     unsigned line)
{
    size_t n;
    const struct go_m_finding *f = go_m_between(set, file, line, line, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(f[i].what, what) == 0)
            return &f[i];
    return NULL;
}
