/* promise.c -- functions that must not cost a block: named by --fail-on=heap:F, or marked by a
 * comment //heapmark:noalloc above them. */
#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "read_m/out.h"

static const char mark[] = "//heapmark:noalloc";

/* F for F itself and its func literals F.func1. */
static bool is_of(const char *function, const char *promised)
{
    size_t len = strlen(promised);
    return function != NULL && strncmp(function, promised, len) == 0 &&
           (function[len] == '\0' || function[len] == '[' ||
            strncmp(function + len, ".func", 5) == 0 || function[len] == '-');
}

static bool is_named(const struct read_m_promises *p, const char *function)
{
    for (size_t i = 0; i < p->n; i++)
        if (is_of(function, p->names[i]))
            return true;
    return false;
}

/* Learns the functions below a mark: the next line that begins with "func". */
static void read_marks(struct read_m_promises *p, const struct go_m_set *set, const char *file)
{
    FILE *from = fopen(file, "r");
    char *text = NULL;
    size_t cap = 0;
    unsigned line = 0;
    bool marked = false;
    if (from == NULL)
        return;
    while (getline(&text, &cap, from) > 0) {
        line++;
        marked |= strncmp(text, mark, sizeof mark - 1) == 0;
        if (!marked || strncmp(text, "func", 4) != 0)
            continue;
        marked = false;
        for (size_t i = 0; i < set->n_functions; i++)
            if (set->functions[i].line == line && strcmp(set->functions[i].file, file) == 0)
                *XPUSH(p->names, p->n, p->cap) = set->functions[i].name;
    }
    fclose(from);
    free(text);
}

void read_m_read_promises(struct read_m_promises *p, const struct go_m_set *set)
{
    const char *last = "";
    for (size_t i = 0; i < set->n_findings; i++) {
        const char *file = set->findings[i].file;
        if (strcmp(file, last) != 0 && file[0] != '<')
            read_marks(p, set, file);
        last = file;
    }
}

/* What the rules say, where no profile was given. */
static size_t broken_by_rules(const struct read_m_promises *p, const struct read_m *in)
{
    size_t broken = 0;
    for (size_t i = 0; i < in->set->n_findings; i++) {
        const struct go_m_finding *f = &in->set->findings[i];
        struct go_m_why why;
        if (f->kind > GO_M_STAYS || !is_named(p, f->function))
            continue;
        go_m_explain(in->set, f, &why);
        if (why.cost == GO_M_COST_BLOCK) {
            char *message = read_m_message(f);
            cli_error("%s:%u:%u: %s, in %s, which must not cost a block: %s", f->file, f->line,
                      f->column, message, f->function, why.cost_why);
            free(message);
            broken++;
        }
        go_m_why_done(&why);
    }
    return broken;
}

static size_t broken_by_profile(const struct read_m_promises *p, const struct read_m *in)
{
    size_t broken = 0;
    for (size_t i = 0; i < in->profile->n_lines; i++) {
        const struct read_m_line *l = &in->profile->lines[i];
        if (l->blocks <= 0 || !is_named(p, l->function))
            continue;
        char *counted = read_m_counted(in->profile, l);
        cli_error("%s:%u: in %s, which must not cost a block: %s", l->file, l->line, l->function,
                  counted);
        free(counted);
        broken++;
    }
    return broken;
}

bool read_m_promises_known(const struct read_m_promises *p, const struct go_m_set *set)
{
    bool all = true;
    for (size_t i = 0; i < p->n; i++) {
        bool known = false;
        for (size_t k = 0; k < set->n_functions && !known; k++)
            known = is_of(set->functions[k].name, p->names[i]);
        for (size_t k = 0; k < set->n_findings && !known; k++)
            known = is_of(set->findings[k].function, p->names[i]);
        if (!known)
            cli_error("--fail-on=heap:%s: -m does not mention that function; -m=2 names all",
                      p->names[i]);
        all &= known;
    }
    return all;
}

size_t read_m_broken(const struct read_m_promises *p, const struct read_m *in)
{
    return (in->profile != NULL ? broken_by_profile : broken_by_rules)(p, in);
}
