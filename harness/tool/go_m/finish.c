/* finish.c -- what can only be known once all lines were read: in which function a finding
 * lies, in what order they come, what the old negatives begin with. */
#include <stdlib.h>
#include <string.h>

#include "go_m/go_m.h"

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

/* The last function of the file that begins at or before the line. */
static const char *function_at(const struct go_m_set *set, const char *file, unsigned line)
{
    const struct go_m_function *best = NULL;
    for (size_t i = 0; i < set->n_functions; i++) {
        const struct go_m_function *f = &set->functions[i];
        if (f->file == file && f->line <= line && (best == NULL || f->line >= best->line))
            best = f;
    }
    return best != NULL ? best->name : NULL;
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

void go_m_finish(struct go_m_set *set)
{
    bool old = is_old(set);
    for (size_t i = 0; i < set->n_findings; i++) {
        struct go_m_finding *f = &set->findings[i];
        if (old)
            strip_function(set, f);
        tell_variable(set, f);
        if (f->function == NULL && set->all_functions)
            f->function = function_at(set, f->file, f->line);
    }
    if (set->n_findings > 0)
        qsort(set->findings, set->n_findings, sizeof *set->findings, by_place);
}

const struct go_m_finding *go_m_find(const struct go_m_set *set, const char *what, const char *file,
                                     unsigned line)
{
    for (size_t i = 0; i < set->n_findings; i++) {
        const struct go_m_finding *f = &set->findings[i];
        if (f->line == line && strcmp(f->what, what) == 0 && strcmp(f->file, file) == 0)
            return f;
    }
    return NULL;
}
