/* say.c -- findings as single lines of text: the compiler's message, and the form of editors. */
#include <stdlib.h>

#include "cli/xalloc.h"
#include "read_m/out.h"

char *read_m_message(const struct go_m_finding *f)
{
    const char *kind = go_m_kind_name(f->kind);
    switch (f->kind) {
    case GO_M_ESCAPES:
    case GO_M_STAYS:
        return xprintf("%s %s", f->what, kind);
    case GO_M_ZERO_COPY:
        return xprintf("%s", f->what);
    case GO_M_LEAKS_TO_RESULT:
        return xprintf("leaking param: %s to result %s level=%d", f->what,
                       f->result != NULL ? f->result : "?", f->level);
    default:
        return xprintf("%s: %s", kind, f->what);
    }
}

void read_m_place(FILE *to, const char *file, unsigned line, unsigned column)
{
    fprintf(to, "%s:%u:", file, line);
    if (column > 0)
        fprintf(to, "%u:", column);
}

void read_m_editor(FILE *to, const struct read_m *in)
{
    for (size_t i = 0; i < in->set->n_findings; i++) {
        const struct go_m_finding *f = &in->set->findings[i];
        struct go_m_why why;
        size_t n = 0;
        go_m_explain(in->set, f, &why);
        if (read_m_shown(in, f, &why)) {
            const struct read_m_line *lines =
                in->profile != NULL ? read_m_profile_at(in->profile, f->file, f->line, &n) : NULL;
            char *message = read_m_message(f);
            char *counted = n > 0 && lines->blocks > 0 ? read_m_counted(in->profile, lines) : NULL;
            read_m_place(to, f->file, f->line, f->column);
            fprintf(to, " %s: %s%s%s%s%s\n", message, counted != NULL ? counted : "",
                    counted != NULL ? "; " : "", why.cost_why,
                    why.change != NULL ? "; change: " : "", why.change != NULL ? why.change : "");
            free(counted);
            free(message);
        }
        go_m_why_done(&why);
    }
}
