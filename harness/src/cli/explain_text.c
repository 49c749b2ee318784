/* explain_text.c -- `heapmark explain` as text and as a Markdown table. */
#include <stdlib.h>
#include <string.h>

#include "cli/explain.h"
#include "cli/xalloc.h"

static char *count(const struct hm__measured *m, const char *missing)
{
    if (!m->has_allocs)
        return hm__xprintf("not measured%s%s", missing != NULL ? ": " : ": no such benchmark",
                           missing != NULL ? missing : "");
    return hm__xprintf("%.15g allocs/op, %.15g B/op%s", m->allocs, m->bytes,
                       m->varies ? " (varies)" : "");
}

static void heading(FILE *to, const struct hm__explain *e)
{
    const struct hm__benchset *b = &e->go_bench;
    const char *source = b->n_results > 0 ? hm__result_config(b, &b->results[0], "source") : NULL;
    const char *go = b->n_results > 0 ? hm__result_config(b, &b->results[0], "go") : NULL;
    const char *llvm = json_string_value(json_object_get(e->escape, "llvm"));
    fprintf(to, "Go says (may): %s. Go counts: %s, %s. LLVM says (proven): %s.\n\n",
            e->missing[HM__GO_M] != NULL ? "not measured"
            : e->m.version != NULL       ? e->m.version
                                         : "version not said",
            go != NULL ? go : "version not said", source != NULL ? source : "source not said",
            llvm != NULL ? llvm : "not measured");
}

static void site_lines(FILE *to, const char *label, const struct hm__site *s, size_t n,
                       const char *missing, const char *none)
{
    if (missing != NULL)
        fprintf(to, "    %-5s not measured: %s\n", label, missing);
    else if (n == 0)
        fprintf(to, "    %-5s %s\n", label, none);
    for (size_t i = 0; i < n; i++)
        fprintf(to, "    %-5s %s (%s:%u)\n", i == 0 ? label : "", s[i].text, s[i].file, s[i].line);
}

static void one(FILE *to, const struct hm__explain *e, const struct hm__case *c)
{
    char *go = count(&c->go, e->missing[HM__GO_BENCH]),
         *own = count(&c->c, e->missing[HM__C_BENCH]);
    fprintf(to, "%s\n  Go      %s\n", c->name, go);
    if (c->n_lines == 0)
        fprintf(to, "    -m    not measured: %s\n",
                e->missing[HM__GO_M] != NULL ? e->missing[HM__GO_M]
                                             : "no Go function bears the name of the case");
    for (size_t i = 0; i < c->n_lines; i++) {
        char *message = hm__explain_message(&c->lines[i]);
        fprintf(to, "    -m    %s\n          %s: %s\n", message, hm__quadrant(&c->lines[i]),
                hm__quadrant_why(&c->lines[i]));
        free(message);
    }
    fprintf(to, "  C       %s\n", own);
    if (c->c.has_allocs || c->n_llvm > 0 || c->n_seen > 0) {
        site_lines(to, "LLVM", c->llvm, c->n_llvm, e->missing[HM__ESCAPE],
                   "no allocation site in the function of this name");
        site_lines(to, "run", c->seen, c->n_seen, e->missing[HM__TRACE],
                   "no block made in the function of this name");
        site_lines(to, "gcc", c->gcc, c->n_gcc, e->missing[HM__GCC], "no function of this name");
    }
    putc('\n', to);
    free(go);
    free(own);
}

/* How many lines fell into each quadrant, with the first case as an example. */
static void quadrants(FILE *to, const struct hm__explain *e, const char *bar, const char *end)
{
    for (int says = HM__SAYS_HEAP; says >= HM__SAYS_NOTHING; says--)
        for (int block = 1; block >= 0; block--) {
            const struct hm__explain_line like = { .says = (enum hm__says)says, .blocks = block };
            const char *name = hm__quadrant(&like), *example = NULL;
            size_t n = 0;
            for (size_t i = 0; i < e->n_cases; i++)
                for (size_t l = 0; l < e->cases[i].n_lines; l++)
                    if (strcmp(hm__quadrant(&e->cases[i].lines[l]), name) == 0 && n++ == 0)
                        example = e->cases[i].name;
            fprintf(to, "%s%-24s%s%4zu%s%s%s\n", bar, name, bar, n, bar,
                    example != NULL ? example : "no case", end);
        }
}

void hm__explain_text(FILE *to, const struct hm__explain *e)
{
    heading(to, e);
    for (size_t i = 0; i < e->n_cases; i++)
        one(to, e, &e->cases[i]);
    fputs("Go's lines by what they say and what was counted, each with one case:\n", to);
    quadrants(to, e, "  ", "");
}

/* A cell: a bar would end it. */
static void cell(FILE *to, const char *text)
{
    fputs("| ", to);
    for (; *text != '\0'; text++) {
        if (*text == '|')
            putc('\\', to);
        putc(*text, to);
    }
    putc(' ', to);
}

static void cells(FILE *to, const struct hm__site *s, size_t n, const char *missing)
{
    cell(to, n > 0 ? s[0].text : missing != NULL ? "not measured" : "-");
}

void hm__explain_markdown(FILE *to, const struct hm__explain *e)
{
    heading(to, e);
    fputs("| case | Go's line | LLVM's line | the run's line | gcc: stack | Go | C | quadrant | "
          "why |\n"
          "|---|---|---|---|---|---|---|---|---|\n",
          to);
    for (size_t i = 0; i < e->n_cases; i++) {
        const struct hm__case *c = &e->cases[i];
        for (size_t l = 0; l < c->n_lines || l == 0; l++) {
            const struct hm__explain_line *line = l < c->n_lines ? &c->lines[l] : NULL;
            char *go = count(&c->go, NULL), *own = count(&c->c, NULL);
            char *message = line != NULL ? hm__explain_message(line) : hm__xprintf("not measured");
            cell(to, c->name);
            cell(to, message);
            cells(to, c->llvm, c->n_llvm, e->missing[HM__ESCAPE]);
            cells(to, c->seen, c->n_seen, e->missing[HM__TRACE]);
            cells(to, c->gcc, c->n_gcc, e->missing[HM__GCC]);
            cell(to, go);
            cell(to, own);
            cell(to, line != NULL ? hm__quadrant(line) : "-");
            cell(to, line != NULL ? hm__quadrant_why(line) : "-");
            fputs("|\n", to);
            free(go);
            free(own);
            free(message);
        }
    }
    fputs("\n| quadrant | lines | a case |\n|---|---|---|\n", to);
    quadrants(to, e, "|", "|");
    for (int w = 0; w < HM__WITNESSES; w++)
        if (e->missing[w] != NULL)
            fprintf(to, "\nNot measured: %s.\n", e->missing[w]);
}
