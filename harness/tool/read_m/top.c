/* top.c -- the lines of a memory profile that cost most, and what -m says of each. */
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "read_m/out.h"
#include "text/grid.h"

enum { TOP = 10 };

/* Three digits, and no exponent. */
static void number(char text[static 32], double n)
{
    snprintf(text, 32, n < 1000 ? "%.3g" : "%.0f", n);
}

void read_m_amount(char text[static 32], const struct read_m_op *op, int64_t count)
{
    if (op->count > 0)
        number(text, (double)count / op->count);
    else
        snprintf(text, 32, "%lld", (long long)count);
}

char *read_m_counted(const struct read_m_profile *p, const struct read_m_line *line)
{
    const struct read_m_op *op = &p->ops[line->op];
    char *text = NULL, blocks[32], bytes[32];
    const char *unit = op->count > 0 ? "/op" : "";
    read_m_amount(blocks, op, line->blocks);
    read_m_amount(bytes, op, line->bytes);
    xappend(&text, "%s%s blocks%s, %s B%s%s%s", op->about ? "about " : "", blocks, unit, bytes,
            unit, op->name[0] != '\0' ? " in Benchmark" : " in no benchmark", op->name);
    if (line->called > 0 && line->called == line->blocks)
        xappend(&text, ", made in what it calls: %s", line->callee);
    else if (line->called > 0)
        xappend(&text, ", %.3g %% of them made in what it calls: %s",
                100.0 * (double)line->called / (double)line->blocks, line->callee);
    return text;
}

/* What -m says of the line: the verdict that may cost a block, the gravest first. */
static char *said_of(const struct go_m_set *set, const struct read_m_line *line)
{
    size_t n;
    const struct go_m_finding *here = go_m_between(set, line->file, line->line, line->line, &n);
    const struct go_m_finding *best = NULL;
    bool best_costs = false;
    for (size_t i = 0; i < n && here[i].kind <= GO_M_ZERO_COPY; i++) {
        struct go_m_why why;
        go_m_explain(set, &here[i], &why);
        bool costs = why.cost == GO_M_COST_BLOCK || why.cost == GO_M_COST_DEPENDS;
        go_m_why_done(&why);
        if (here[i].kind <= GO_M_STAYS && (best == NULL || costs > best_costs ||
                                           (costs == best_costs && here[i].kind < best->kind))) {
            best = &here[i];
            best_costs = costs;
        }
    }
    if (best == NULL)
        return xprintf("nothing");
    const char *kind = go_m_kind_name(best->kind);
    return best->kind == GO_M_MOVED ? xprintf("%s: %s", kind, best->what)
                                    : xprintf("%.40s %s", best->what, kind);
}

static const struct read_m_profile *ranked; /* for the comparison of qsort() */

static int by_weight(const void *pa, const void *pb)
{
    const struct read_m_line *a = *(const struct read_m_line *const *)pa;
    const struct read_m_line *b = *(const struct read_m_line *const *)pb;
    bool known_a = ranked->ops[a->op].count > 0, known_b = ranked->ops[b->op].count > 0;
    double x = read_m_profile_weight(ranked, a), y = read_m_profile_weight(ranked, b);
    if (known_a != known_b)
        return known_a ? -1 : 1;
    if (x != y)
        return x > y ? -1 : 1;
    return a < b ? -1 : a > b;
}

static void row(struct text_grid *grid, const struct read_m *in, const struct read_m_line *line)
{
    const struct read_m_op *op = &in->profile->ops[line->op];
    char *said = said_of(in->set, line);
    text_grid_row(grid);
    char blocks[32], bytes[32];
    read_m_amount(blocks, op, line->blocks);
    read_m_amount(bytes, op, line->bytes);
    text_grid_put(grid, 0, 'r', "%s%s%s", op->about ? "~" : "", blocks,
                  op->count > 0 ? "" : " in all");
    text_grid_put(grid, 1, 'r', "%s", bytes);
    text_grid_put(grid, 2, 'l', "%s:%u", line->file, line->line);
    text_grid_put(grid, 3, 'l', "%s", line->function);
    text_grid_put(grid, 4, '-', "%s%s%s", said, line->called * 2 > line->blocks ? "; in " : "",
                  line->called * 2 > line->blocks ? line->callee : "");
    free(said);
}

/* The tiny allocator puts blocks below 16 bytes without pointers together, and the profile sees
 * only the block that they share. */
static void unseen(FILE *to, const struct read_m *in)
{
    char *text = NULL;
    for (size_t i = 0; i < in->profile->n_ops; i++) {
        const struct read_m_op *op = &in->profile->ops[i];
        if (op->count > 0 && op->allocs > 1.02 * (double)op->blocks / op->count + 0.05)
            xappend(&text, "%s%s %.3g of %.15g", text != NULL ? ", " : "", op->name,
                    (double)op->blocks / op->count, op->allocs);
    }
    if (text == NULL)
        return;
    char *whole = xprintf("A profile sees blocks below 16 bytes without pointers only as the block "
                          "that they share: of the allocs/op it shows %s.",
                          text);
    text_wrap(to, whole, 0, 0, TEXT_COLUMNS);
    free(whole);
    free(text);
}

/* Of the benchmarks that reach a line, the one in which it costs most. Returns how many lines. */
static size_t one_for_each_place(const struct read_m_profile *p, const struct read_m_line **lines)
{
    size_t n = 0;
    ranked = p;
    for (size_t i = 0; i < p->n_lines; i++) {
        const struct read_m_line *line = &p->lines[i];
        bool again = n > 0 && lines[n - 1]->line == line->line &&
                     strcmp(lines[n - 1]->file, line->file) == 0;
        if (line->blocks <= 0)
            continue;
        if (!again)
            lines[n++] = line;
        else if (by_weight(&line, &lines[n - 1]) < 0)
            lines[n - 1] = line;
    }
    return n;
}

void read_m_top(FILE *to, const struct read_m *in)
{
    const struct read_m_profile *p = in->profile;
    if (p == NULL)
        return;
    const struct read_m_line **lines = xrealloc(NULL, p->n_lines + 1, sizeof *lines);
    size_t n = one_for_each_place(p, lines);
    qsort(lines, n, sizeof(struct read_m_line *), by_weight);
    size_t shown = in->all || n < TOP ? n : TOP;
    struct text_grid grid = { 0 };
    text_grid_row(&grid);
    text_grid_put(&grid, 0, 'r', "blocks/op");
    text_grid_put(&grid, 1, 'r', "B/op");
    text_grid_put(&grid, 2, 'l', "line");
    text_grid_put(&grid, 3, 'l', "function");
    text_grid_put(&grid, 4, '-', "-m says");
    for (size_t i = 0; i < shown; i++)
        row(&grid, in, lines[i]);
    fputs("\nLines that cost most:\n\n", to);
    text_grid_print(&grid, to);
    if (n > shown)
        fprintf(to, "    %zu more lines with blocks: --all\n", n - shown);
    unseen(to, in);
    text_grid_done(&grid);
    free(lines);
}
