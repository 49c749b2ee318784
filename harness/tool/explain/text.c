/* text.c -- `heapmark explain` as text and as a Markdown table. */
#include <stdlib.h>
#include <string.h>

#include "explain/explain.h"
#include "text/grid.h"
#include "cli/xalloc.h"

enum { WIDTH = 80, INDENT = 12 };

static char *count(const struct gobench_counts *m, const char *missing)
{
    if (!m->has_allocs)
        return xprintf("not measured%s%s", missing != NULL ? ": " : ": no such benchmark",
                       missing != NULL ? missing : "");
    return xprintf("%.15g allocs/op, %.15g B/op%s", m->allocs, m->bytes,
                   m->varies ? " (varies)" : "");
}

static char *heading(const struct explain *e)
{
    const struct gobench_set *b = &e->go_bench;
    const char *source =
        b->n_results > 0 ? gobench_result_config(b, &b->results[0], "source") : NULL;
    const char *go = b->n_results > 0 ? gobench_result_config(b, &b->results[0], "go") : NULL;
    const char *llvm = json_string_value(json_object_get(e->escape, "llvm"));
    return xprintf("Go says (may): %s. Go counts: %s, %s. LLVM says (proven): %s. gcc: %s.",
                   e->missing[EXPLAIN_GO_M] != NULL ? "not measured"
                   : e->m.version != NULL           ? e->m.version
                                                    : "version not said",
                   go != NULL ? go : "version not said",
                   source != NULL ? source : "source not said",
                   llvm != NULL ? llvm : "not measured",
                   e->gcc_version != NULL ? e->gcc_version : "version not said");
}

/* The text behind a label, wrapped at blanks; frees the text. */
static void say(FILE *to, const char *label, char *text)
{
    int at = fprintf(to, "    %-5s ", label);
    text_wrap(to, text, at > 0 ? (size_t)at : 0, INDENT, WIDTH);
    free(text);
}

static void say_site(FILE *to, const char *label, const char *text, const char *file, unsigned line)
{
    say(to, label,
        line > 0 ? xprintf("%s (%s:%u)", text, file, line) : xprintf("%s (%s)", text, file));
}

static void site_lines(FILE *to, const char *label, const struct explain_sites *s,
                       const char *missing, const char *none)
{
    if (missing != NULL)
        say(to, label, xprintf("not measured: %s", missing));
    else if (s->n == 0)
        say(to, label, xprintf("%s", none));
    for (size_t i = 0; i < s->n; i++)
        say_site(to, i == 0 ? label : "", s->at[i].text, s->at[i].file, s->at[i].line);
}

/* LLVM's lines, each with the quadrant it falls in. */
static void llvm_lines(FILE *to, const struct explain *e, const struct explain_case *c)
{
    size_t n = explain_llvm_quadrants(e, c);
    if (e->missing[EXPLAIN_ESCAPE] != NULL || c->llvm.n == 0)
        site_lines(to, "LLVM", &c->llvm, e->missing[EXPLAIN_ESCAPE],
                   "no line for the function of this name, nor for a block made below it");
    for (size_t i = 0; i < n; i++) {
        if (i < c->llvm.n)
            say_site(to, i == 0 ? "LLVM" : "", c->llvm.at[i].text, c->llvm.at[i].file,
                     c->llvm.at[i].line);
        if (c->c.has_allocs)
            say(to, "", xprintf("%s", explain_llvm_quadrant(c, i)));
    }
}

static void gcc_lines(FILE *to, const struct explain *e, const struct explain_case *c)
{
    static const char *const kinds[] = { "stack", "warnings" };
    for (int k = 0; k < EXPLAIN_GCC_KINDS; k++) {
        char *label = xprintf("gcc%s%s, %s:", e->gcc_version != NULL ? " " : "",
                              e->gcc_version != NULL ? e->gcc_version : "", kinds[k]);
        site_lines(to, label, &c->gcc[k], e->missing[EXPLAIN_GCC + k],
                   c->gcc[0].n > 0 && k == EXPLAIN_GCC_WARNINGS - EXPLAIN_GCC
                       ? "none"
                       : "nothing about a function of this name");
        free(label);
    }
}

static void one(FILE *to, const struct explain *e, const struct explain_case *c)
{
    char *go = count(&c->go, e->missing[EXPLAIN_GO_BENCH]),
         *own = count(&c->c, c->no_twin != NULL ? c->no_twin : e->missing[EXPLAIN_C_BENCH]);
    fprintf(to, "%s\n  Go      %s\n", c->name, go);
    if (c->n_lines == 0)
        say(to, "-m",
            xprintf("not measured: %s", e->missing[EXPLAIN_GO_M] != NULL
                                            ? e->missing[EXPLAIN_GO_M]
                                            : "no Go function has the name of the case"));
    for (size_t i = 0; i < c->n_lines; i++) {
        const struct explain_line *line = &c->lines[i];
        say(to, "-m", explain_message(line));
        say(to, "",
            xprintf("%s: %s", explain_quadrant(line->says, line->blocks),
                    explain_quadrant_why(line)));
    }
    fprintf(to, "  C       %s\n", own);
    if (c->c.has_allocs || c->llvm.n > 0 || c->seen.n > 0) {
        llvm_lines(to, e, c);
        site_lines(to, "run", &c->seen, c->not_run, "no block made while it ran");
        gcc_lines(to, e, c);
    }
    putc('\n', to);
    free(go);
    free(own);
}

/* How many lines of Go, or of LLVM, fell into the quadrant; *example: the first case. */
static size_t tally(const struct explain *e, bool llvm, const char *name, const char **example)
{
    size_t n = 0;
    for (size_t i = 0; i < e->n_cases; i++) {
        const struct explain_case *c = &e->cases[i];
        size_t lines = !llvm ? c->n_lines : c->c.has_allocs ? explain_llvm_quadrants(e, c) : 0;
        for (size_t l = 0; l < lines; l++) {
            const char *quadrant = llvm ? explain_llvm_quadrant(c, l)
                                        : explain_quadrant(c->lines[l].says, c->lines[l].blocks);
            if (strcmp(quadrant, name) == 0 && n++ == 0)
                *example = c->name;
        }
    }
    return n;
}

static void quadrants(FILE *to, const struct explain *e, bool llvm, const char *bar,
                      const char *end)
{
    for (int says = EXPLAIN_SAYS_HEAP; says >= EXPLAIN_SAYS_NOTHING; says--)
        for (int block = 1; block >= 0; block--) {
            const char *name = explain_quadrant((enum explain_says)says, block),
                       *example = "no case";
            size_t n = tally(e, llvm, name, &example);
            fprintf(to, "%s%-24s%s%4zu%s%s%s\n", bar, name, bar, n, bar, example, end);
        }
}

void explain_text(FILE *to, const struct explain *e)
{
    char *about = heading(e);
    text_wrap(to, about, 0, 0, WIDTH);
    putc('\n', to);
    free(about);
    for (size_t i = 0; i < e->n_cases; i++)
        one(to, e, &e->cases[i]);
    fputs("Go's lines by what they say and what was counted, each with one case:\n", to);
    quadrants(to, e, false, "  ", "");
    fputs("LLVM's lines by what they say and what was counted in C:\n", to);
    quadrants(to, e, true, "  ", "");
}

static void cells(FILE *to, const struct explain_sites *s, const char *missing)
{
    text_markdown_cell(to, s->n > 0 ? s->at[0].text : missing != NULL ? "not measured" : "-");
}

/* Both kinds of gcc in one cell. */
static void gcc_cell(FILE *to, const struct explain *e, const struct explain_case *c)
{
    char *all = xprintf("%s", "");
    for (int k = 0; k < EXPLAIN_GCC_KINDS; k++)
        for (size_t i = 0; i < c->gcc[k].n; i++) {
            char *more = xprintf("%s%s%s", all, *all != '\0' ? "; " : "", c->gcc[k].at[i].text);
            free(all);
            all = more;
        }
    text_markdown_cell(to, *all != '\0'                      ? all
                           : e->missing[EXPLAIN_GCC] != NULL ? "not measured"
                                                             : "-");
    free(all);
}

void explain_markdown(FILE *to, const struct explain *e)
{
    char *about = heading(e);
    fprintf(to, "%s\n\n", about);
    free(about);
    fprintf(to,
            "| case | Go's line | LLVM's line | the run's line | gcc %s | Go | C | quadrant | "
            "why | quadrant in C |\n"
            "|---|---|---|---|---|---|---|---|---|---|\n",
            e->gcc_version != NULL ? e->gcc_version : "(version not said)");
    for (size_t i = 0; i < e->n_cases; i++) {
        const struct explain_case *c = &e->cases[i];
        for (size_t l = 0; l < c->n_lines || l == 0; l++) {
            const struct explain_line *line = l < c->n_lines ? &c->lines[l] : NULL;
            char *go = count(&c->go, NULL), *own = count(&c->c, NULL);
            char *message = line != NULL ? explain_message(line) : xprintf("not measured");
            fputc('|', to);
            text_markdown_cell(to, c->name);
            text_markdown_cell(to, message);
            cells(to, &c->llvm, e->missing[EXPLAIN_ESCAPE]);
            cells(to, &c->seen, c->not_run);
            gcc_cell(to, e, c);
            text_markdown_cell(to, go);
            text_markdown_cell(to, own);
            text_markdown_cell(to, line != NULL ? explain_quadrant(line->says, line->blocks) : "-");
            text_markdown_cell(to, line != NULL ? explain_quadrant_why(line) : "-");
            text_markdown_cell(to, c->c.has_allocs && explain_llvm_quadrants(e, c) > 0
                                       ? explain_llvm_quadrant(c, 0)
                                       : "-");
            fputc('\n', to);
            free(go);
            free(own);
            free(message);
        }
    }
    for (int llvm = 0; llvm < 2; llvm++) {
        fprintf(to, "\n| quadrant | lines of %s | a case |\n|---|---|---|\n", llvm ? "LLVM" : "Go");
        quadrants(to, e, llvm, "|", "|");
    }
    for (int w = 0; w < EXPLAIN_WITNESSES; w++)
        if (e->missing[w] != NULL)
            fprintf(to, "\nNot measured: %s.\n", e->missing[w]);
}
