/* text.c -- findings of the Go compiler as text of at most 80 columns. */
#include <stdlib.h>

#include "read_m/out.h"
#include "text/write.h"
#include "cli/xalloc.h"

enum { INDENT = 4, LABEL = 10, MANY = 16 };

struct totals {
    size_t heap, heap_block, heap_depends, heap_none; /* lines that say heap, by what they cost */
    size_t stays_may_cost;
    size_t hidden;
};

/* The text behind a label, wrapped. */
static void labelled(FILE *to, const char *label, const char *text)
{
    fprintf(to, "%*s%-*s", INDENT, "", LABEL, label);
    text_wrap(to, text, INDENT + LABEL, INDENT + LABEL, TEXT_COLUMNS);
}

static void place(FILE *to, const struct go_m_finding *f)
{
    fprintf(to, "%s:%u:", f->file, f->line);
    if (f->column > 0)
        fprintf(to, "%u:", f->column);
}

static void message(FILE *to, const struct go_m_finding *f)
{
    const char *kind = go_m_kind_name(f->kind);
    place(to, f);
    if (f->kind == GO_M_ESCAPES || f->kind == GO_M_STAYS)
        fprintf(to, " %s %s", f->what, kind);
    else if (f->kind == GO_M_ZERO_COPY)
        fprintf(to, " %s", f->what);
    else if (f->kind == GO_M_LEAKS_TO_RESULT)
        fprintf(to, " leaking param: %s to result %s level=%d", f->what,
                f->result != NULL ? f->result : "?", f->level);
    else
        fprintf(to, " %s: %s", kind, f->what);
    if (f->function != NULL)
        fprintf(to, "   [in %s]", f->function);
    if (f->times > 1)
        fprintf(to, " (said %zu times)", f->times);
    putc('\n', to);
}

static void add(struct totals *t, const struct go_m_finding *f, const struct go_m_why *why)
{
    if (f->kind <= GO_M_MOVED) {
        t->heap++;
        t->heap_block += why->cost == GO_M_COST_BLOCK;
        t->heap_depends += why->cost == GO_M_COST_DEPENDS;
        t->heap_none += why->cost == GO_M_COST_NONE;
    } else if (f->kind == GO_M_STAYS) {
        t->stays_may_cost += why->cost != GO_M_COST_NONE;
    }
}

static void finding(FILE *to, const struct go_m_finding *f, const struct go_m_why *why)
{
    message(to, f);
    for (size_t i = 0; i < why->n_steps; i++)
        labelled(to, i == 0 ? "because" : "", why->steps[i]);
    labelled(to, "cost", why->cost_why);
    if (why->change != NULL)
        labelled(to, "change", why->change);
}

/* The measured cost of one function, explained by what its lines may cost. */
static char *verdict(const struct gobench_counts *m, const struct totals *here)
{
    size_t most = here->heap_block + here->heap_depends + here->stays_may_cost;
    if (!m->has_allocs)
        return xprintf("%s: allocations were not counted (-benchmem)", m->name);
    const char *so = m->allocs == 0 ? "none of these lines costs a block here"
                     : m->allocs == (double)here->heap_block
                         ? "the lines that cost a block each time"
                     : m->allocs <= (double)most ? "some of the lines that may cost a block"
                                                 : "more than these lines can explain: it is "
                                                   "made in what they call";
    return xprintf("%s: %.15g allocs/op, %.15g B/op%s: %s", m->name, m->allocs, m->bytes,
                   m->varies ? " (not in every run)" : "", so);
}

static void measured(FILE *to, const struct read_m *in, const char *function,
                     const struct totals *here)
{
    struct gobench_counts m[MANY];
    size_t n = read_m_measured(in, function, m, MANY);
    if (in->bench == NULL || function == NULL)
        return;
    if (n == 0)
        labelled(to, "measured", "no benchmark has the name of this function");
    for (size_t i = 0; i < n; i++) {
        char *text = verdict(&m[i], here);
        labelled(to, i == 0 ? "measured" : "", text);
        free(text);
    }
}

static void heading(FILE *to, const struct go_m_set *set)
{
    if (set->version != NULL)
        fprintf(to, "Go: %s\n\n", set->version);
    else if (set->newest > 0 && set->oldest == 0)
        fprintf(to, "Go: not said; the form is that of go1.%d or older\n\n", set->newest);
    else if (set->newest > 0)
        fprintf(to, "Go: not said; the form is that of go1.%d to go1.%d\n\n", set->oldest,
                set->newest);
    else if (set->oldest > 0)
        fprintf(to, "Go: not said; the form is that of go1.%d or newer\n\n", set->oldest);
    else
        fputs("Go: not said\n\n", to);
}

static void tally(FILE *to, size_t n, const char *what)
{
    if (n > 0)
        fprintf(to, "%*s%zu %s\n", INDENT, "", n, what);
}

static void summary(FILE *to, const struct totals *t)
{
    fprintf(to, "Lines that say heap: %zu\n", t->heap);
    tally(to, t->heap_block, "cost a block each time");
    tally(to, t->heap_depends, "cost a block or not: the value, or the version of Go, decides");
    tally(to, t->heap_none, "cost nothing");
    fprintf(to, "Lines that say it does not escape, and may cost a block all the same: %zu\n",
            t->stays_may_cost);
    if (t->hidden > 0)
        fprintf(to, "Not shown: %zu, about what stays and what callers must keep; see --all\n",
                t->hidden);
}

void read_m_text(FILE *to, const struct read_m *in)
{
    struct totals all = { 0 }, here = { 0 };
    heading(to, in->set);
    for (size_t i = 0; i < in->set->n_findings; i++) {
        const struct go_m_finding *f = &in->set->findings[i];
        const struct go_m_finding *next = i + 1 < in->set->n_findings ? f + 1 : NULL;
        struct go_m_why why;
        go_m_explain(in->set, f, &why);
        bool shown = read_m_shown(in, f, &why);
        add(&all, f, &why);
        add(&here, f, &why);
        all.hidden += !shown;
        here.hidden += shown; /* here: whether anything of the function is to be seen */
        if (shown)
            finding(to, f, &why);
        go_m_why_done(&why);
        if (next != NULL && next->file == f->file && next->function == f->function) {
            if (shown)
                putc('\n', to);
            continue;
        }
        if (here.hidden > 0) {
            measured(to, in, f->function, &here);
            putc('\n', to);
        }
        here = (struct totals){ 0 };
    }
    summary(to, &all);
}
