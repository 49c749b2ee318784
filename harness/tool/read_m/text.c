/* text.c -- findings of the Go compiler as text of at most 80 columns. */
#include <stdlib.h>
#include <string.h>

#include "read_m/out.h"
#include "text/write.h"
#include "cli/xalloc.h"

enum { INDENT = 4, LABEL = 10, MANY = 16, FIRST = 10 };

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

static void message(FILE *to, const struct go_m_finding *f)
{
    char *text = read_m_message(f);
    read_m_place(to, f->file, f->line, f->column);
    fprintf(to, " %s", text);
    if (f->function != NULL)
        fprintf(to, "   [in %s]", f->function);
    if (f->times > 1)
        fprintf(to, " (said %zu times)", f->times);
    putc('\n', to);
    free(text);
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

/* The measured cost of one function, held against what its lines may cost. */
static char *verdict(const struct gobench_counts *m, const struct totals *here)
{
    size_t most = here->heap_block + here->heap_depends + here->stays_may_cost;
    if (!m->has_allocs)
        return xprintf("%s: allocations were not counted (-benchmem)", m->name);
    const char *so = m->allocs == 0 ? "less than one block per op, so none of these lines costs "
                                      "one each time"
                     : m->allocs == (double)here->heap_block
                         ? "as many as the lines that cost a block each time"
                     : m->allocs <= (double)most
                         ? "some of the lines that may cost a block"
                         : "more than these lines: one in a loop makes a block each turn, and "
                           "what they call may make some; --profile tells";
    return xprintf("%s: %.15g allocs/op, %.15g B/op%s: %s", m->name, m->allocs, m->bytes,
                   m->varies ? " (not in every run)" : "", so);
}

static void measured(FILE *to, const struct read_m *in, const struct go_m_finding *f,
                     const struct totals *here)
{
    struct gobench_counts m[MANY];
    if (in->bench == NULL || in->profile != NULL || f->function == NULL)
        return;
    size_t n = read_m_measured(in, f, m, MANY);
    if (n == 0)
        labelled(to, "measured", "no benchmark is certain to run this function, by its name");
    for (size_t i = 0; i < n; i++) {
        char *text = verdict(&m[i], here);
        labelled(to, i == 0 ? "measured" : "", text);
        free(text);
    }
}

/* What the profile counted on the line of the last finding there. */
static void counted(FILE *to, const struct read_m *in, const struct go_m_finding *f)
{
    enum { BENCHMARKS = 3 };
    size_t n, shown = 0;
    if (in->profile == NULL)
        return;
    const struct read_m_line *lines = read_m_profile_at(in->profile, f->file, f->line, &n);
    for (size_t i = 0; i < n && shown < BENCHMARKS; i++) {
        if (lines[i].blocks <= 0 && lines[i].inlined <= 0)
            continue;
        char *counts = read_m_counted(in->profile, &lines[i]),
             *text = xprintf("on this line: %s", counts);
        free(counts);
        if (lines[i].blocks <= 0)
            xappend(&text, "; %lld blocks on the lines of a function inlined here",
                    (long long)lines[i].inlined);
        labelled(to, shown == 0 ? "measured" : "", text);
        free(text);
        shown++;
    }
    if (shown == 0)
        labelled(to, "measured", "no block on this line in the profile");
    else if (n > shown)
        labelled(to, "", "and in other benchmarks");
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

static void profile(FILE *to, const struct read_m *in)
{
    const struct read_m_profile *p = in->profile;
    if (p == NULL)
        return;
    if (p->rate > 1)
        fprintf(to,
                "Profile: sampled, a block every %lld bytes: its counts are estimates. "
                "For counts:\n-memprofilerate=1\n",
                (long long)p->rate);
    if (p->outside > 0)
        fprintf(to, "Profile: %lld of %lld blocks have no line of these sources in their stack\n",
                (long long)p->outside, (long long)p->blocks);
    if (p->rate > 1 || p->outside > 0)
        putc('\n', to);
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

/* How much a finding is worth reading: what was counted, else what the rules say. */
static double weight(const struct read_m *in, const struct go_m_finding *f,
                     const struct go_m_why *why)
{
    size_t n;
    double most = 0;
    const struct read_m_line *lines =
        in->profile != NULL ? read_m_profile_at(in->profile, f->file, f->line, &n) : NULL;
    for (size_t i = 0; lines != NULL && i < n; i++) {
        double here = read_m_profile_weight(in->profile, &lines[i]);
        most = here > most ? here : most;
    }
    double rule = why->cost == GO_M_COST_BLOCK ? 0.02 : why->cost == GO_M_COST_DEPENDS ? 0.01 : 0;
    if (why->cost == GO_M_COST_NONE || f->file[0] == '<') /* <autogenerated> cannot be changed */
        return 0;
    return most + (f->kind <= GO_M_MOVED ? rule : rule / 10);
}

static int heaviest(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return a > b ? -1 : a < b;
}

/* The weight that a finding must have to be among the first; how many of exactly that weight are
 * among them goes to *ties. */
static double least_weight(const double *weights, size_t n, size_t *ties)
{
    double *sorted = xrealloc(NULL, n + 1, sizeof *sorted);
    memcpy(sorted, weights, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, heaviest);
    double least = sorted[FIRST - 1];
    *ties = 0;
    for (size_t i = FIRST; i-- > 0 && sorted[i] == least;)
        ++*ties;
    free(sorted);
    return least;
}

/* Marks what is shown. Returns how many more could have been. */
static size_t choose(const struct read_m *in, bool *shown, struct totals *all)
{
    const struct go_m_set *set = in->set;
    double *weights = xrealloc(NULL, set->n_findings + 1, sizeof *weights), least = 0;
    size_t n = 0, ties = 0, left = 0;
    for (size_t i = 0; i < set->n_findings; i++) {
        struct go_m_why why;
        go_m_explain(set, &set->findings[i], &why);
        shown[i] = read_m_shown(in, &set->findings[i], &why);
        add(all, &set->findings[i], &why);
        all->hidden += !shown[i];
        if (shown[i])
            weights[n++] = weight(in, &set->findings[i], &why);
        go_m_why_done(&why);
    }
    bool cut = !in->all && n > FIRST;
    if (cut)
        least = least_weight(weights, n, &ties);
    for (size_t i = 0, k = 0; cut && i < set->n_findings; i++) {
        if (!shown[i])
            continue;
        shown[i] = weights[k] > least || (weights[k] == least && ties > 0);
        ties -= weights[k] == least && shown[i];
        left += !shown[i];
        k++;
    }
    free(weights);
    return left;
}

void read_m_text(FILE *to, const struct read_m *in)
{
    struct totals all = { 0 }, here = { 0 };
    bool *shown = xzalloc(in->set->n_findings + 1);
    heading(to, in->set);
    profile(to, in);
    size_t left = choose(in, shown, &all);
    summary(to, &all);
    if (left > 0)
        fprintf(to, "Of %zu lines that may cost a block, %d are shown: see --all\n", left + FIRST,
                FIRST);
    read_m_top(to, in);
    for (size_t i = 0; i < in->set->n_findings; i++) {
        const struct go_m_finding *f = &in->set->findings[i];
        const struct go_m_finding *next = i + 1 < in->set->n_findings ? f + 1 : NULL;
        struct go_m_why why;
        go_m_explain(in->set, f, &why);
        add(&here, f, &why);
        here.hidden += shown[i]; /* here: whether anything of the function is to be seen */
        if (shown[i]) {
            putc('\n', to);
            finding(to, f, &why);
            if (f->kind <= GO_M_STAYS)
                counted(to, in, f);
        }
        go_m_why_done(&why);
        bool last = next == NULL || next->file != f->file || next->function != f->function;
        if (last && here.hidden > 0)
            measured(to, in, f, &here);
        if (last)
            here = (struct totals){ 0 };
    }
    free(shown);
}
