/* ladder_text.c -- the ladder for a terminal of 80 columns: two lines for each rung. */
#include <stdlib.h>
#include <string.h>

#include "text/grid.h"
#include "ladder/ladder.h"
#include "cli/xalloc.h"

enum { WIDTH = 80, TEXT = 64, INDENT = 4 };

/* Columns of a table of rungs; the last two only in memory. */
enum { NAME, ALLOCS, BYTES, GO_BYTES, NS, SPREAD, RATIO, NOISE, OPTIMISED, GO };

static void put_rung(struct text_grid *grid, const struct ladder_rung *rung)
{
    char text[TEXT];
    text_grid_row(grid);
    text_grid_put(grid, NAME, 'l', "%s", rung->impl[0] != '\0' ? rung->impl : rung->group);
    ladder_figure_count(text, sizeof text, &rung->c.allocs);
    text_grid_put(grid, ALLOCS, 'r', "%s", text);
    ladder_figure_count(text, sizeof text, &rung->c.bytes);
    text_grid_put(grid, BYTES, 'r', "%s", text);
    if (rung->part == LADDER_IN_MEMORY) {
        ladder_figure_count(text, sizeof text, &rung->c.go_bytes);
        text_grid_put(grid, GO_BYTES, 'r', "%s", text);
    }
    ladder_figure_ns(text, sizeof text, &rung->c.time);
    text_grid_put(grid, NS, 'r', "%s", text);
    ladder_figure_spread(text, sizeof text, &rung->c.time);
    text_grid_put(grid, SPREAD, 'r', "%s", text);
    ladder_rung_ratio(text, sizeof text, rung);
    text_grid_put(grid, RATIO, 'r', "%s", text);
    text_grid_put(grid, NOISE, 'l', "%s", ladder_rung_is_noise(rung) ? "~" : "");
    if (rung->part != LADDER_IN_MEMORY)
        return;
    ladder_costs_pair(text, sizeof text, &rung->optimised);
    text_grid_put(grid, OPTIMISED, 'r', "%s", text);
    ladder_costs_pair(text, sizeof text, &rung->go);
    text_grid_put(grid, GO, 'r', "%s", text);
}

static void put_head(struct text_grid *grid, const struct ladder *ladder, enum ladder_part part)
{
    bool memory = part == LADDER_IN_MEMORY;
    text_grid_row(grid);
    text_grid_put(grid, NAME, 'l', "rung");
    text_grid_put(grid, ALLOCS, 'r', "allocs/op");
    text_grid_put(grid, BYTES, 'r', "B/op");
    if (memory)
        text_grid_put(grid, GO_BYTES, 'r', "go-B/op");
    text_grid_put(grid, NS, 'r', "ns/op");
    text_grid_put(grid, RATIO, 'r', "x %s", ladder->base);
    if (memory) {
        text_grid_put(grid, OPTIMISED, 'r', "-O2");
        text_grid_put(grid, GO, 'r', "Go");
    }
}

/* Below each rung of the ladder stands the reason, so its lines are printed one at a time. */
static void memory_table(FILE *to, const struct ladder *ladder)
{
    struct text_grid grid = { .tight = 1u << SPREAD | 1u << NOISE };
    char *remarks = NULL;
    size_t row = 0;
    put_head(&grid, ladder, LADDER_IN_MEMORY);
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder->rungs[i].part == LADDER_IN_MEMORY)
            put_rung(&grid, &ladder->rungs[i]);
    struct cli_text text;
    FILE *lines = xtext_open(&text);
    text_grid_print(&grid, lines);
    fputc('\0', lines);
    fclose(lines);
    const char *line = text.bytes;
    for (size_t i = 0; *line != '\0'; row++) {
        size_t len = strcspn(line, "\n");
        fprintf(to, "%.*s\n", (int)len, line);
        line += len + 1;
        if (row == 0)
            continue;
        while (ladder->rungs[i].part != LADDER_IN_MEMORY)
            i++;
        remarks = ladder_rung_remark(ladder, &ladder->rungs[i++]);
        fprintf(to, "%*s", INDENT, "");
        text_wrap(to, remarks, INDENT, INDENT, WIDTH);
        free(remarks);
    }
    free(text.bytes);
    text_grid_done(&grid);
}

/* "LABEL: TEXT", wrapped. */
static void note(FILE *to, const char *label, const char *text)
{
    fprintf(to, "%s: ", label);
    text_wrap(to, text, strlen(label) + 2, INDENT, WIDTH);
}

static void source_note(FILE *to, const struct ladder *ladder, enum ladder_source source,
                        const char *label)
{
    const struct ladder_input *input = &ladder->inputs[source];
    if (input->missing == NULL)
        return;
    char *text =
        xprintf("%s: %s", input->read ? "measured in part" : "not measured", input->missing);
    note(to, label, text);
    free(text);
}

static void memory_notes(FILE *to, const struct ladder *ladder)
{
    char *go = ladder_go(ladder);
    char *ratio = xprintf("x %s", ladder->base);
    note(to, ratio, "the time as a multiple; ~ when the difference may be noise (p > 0.05)");
    if (ladder->inputs[LADDER_OPTIMISED].read)
        note(to, "-O2", "allocs/B of the same code when the compiler may delete calls of malloc");
    source_note(to, ladder, LADDER_OPTIMISED, "-O2");
    if (ladder->inputs[LADDER_GO].read) {
        char *text = xprintf("allocs/B of Go's twin: %s; -: there is no twin", go);
        note(to, "Go", text);
        free(text);
    }
    source_note(to, ladder, LADDER_GO, "Go");
    source_note(to, ladder, LADDER_WRITTEN, "as written");
    if (ladder->no_why != NULL)
        note(to, "reasons", ladder->no_why);
    free(ratio);
    free(go);
}

static bool has_part(const struct ladder *ladder, enum ladder_part part)
{
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder->rungs[i].part == part)
            return true;
    return false;
}

static void put_costs(struct text_grid *grid, size_t at, const struct ladder_costs *costs)
{
    char text[TEXT];
    ladder_costs_pair(text, sizeof text, costs);
    text_grid_put(grid, at, 'r', "%s", text);
    ladder_figure_ns(text, sizeof text, &costs->time);
    text_grid_put(grid, at + 1, 'r', "%s", text);
}

/* A reply is one row: its variants, then Go's twin of the boxed one. */
static void replies(FILE *to, const struct ladder *ladder)
{
    static const struct ladder_costs nothing;
    struct text_grid grid = { 0 };
    if (!has_part(ladder, LADDER_REPLIES))
        return;
    fputs("\nReplies, read into blocks (boxed) or as a view (stack): allocs/B, ns/op\n", to);
    text_grid_row(&grid);
    static const char *const heads[] = {
        "reply", "boxed", "ns/op", "stack", "ns/op", "Go", "ns/op"
    };
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        text_grid_put(&grid, i, i == 0 ? 'l' : 'r', "%s", heads[i]);
    for (size_t i = 0; i < ladder->n; i++) {
        const char *group = ladder->rungs[i].group;
        const struct ladder_rung *boxed = ladder_find(ladder, group, "boxed");
        const struct ladder_rung *stack = ladder_find(ladder, group, "stack");
        /* One row for each group: at its first rung. */
        bool first = true;
        for (size_t k = 0; k < i; k++)
            first = first && strcmp(ladder->rungs[k].group, group) != 0;
        if (ladder->rungs[i].part != LADDER_REPLIES || !first)
            continue;
        const char *type = strstr(group, "/type=");
        text_grid_row(&grid);
        text_grid_put(&grid, 0, 'l', "%s", type != NULL ? type + strlen("/type=") : group);
        put_costs(&grid, 1, boxed != NULL ? &boxed->c : &nothing);
        put_costs(&grid, 3, stack != NULL ? &stack->c : &nothing);
        put_costs(&grid, 5, boxed != NULL ? &boxed->go : &nothing);
    }
    text_grid_print(&grid, to);
    text_grid_done(&grid);
}

static void group_table(FILE *to, const struct ladder *ladder, size_t first)
{
    struct text_grid grid = { .tight = 1u << SPREAD | 1u << NOISE };
    put_head(&grid, ladder, ladder->rungs[first].part);
    for (size_t i = first; i < ladder->n; i++)
        if (strcmp(ladder->rungs[i].group, ladder->rungs[first].group) == 0)
            put_rung(&grid, &ladder->rungs[i]);
    text_grid_print(&grid, to);
    text_grid_done(&grid);
}

static void wire(FILE *to, const struct ladder *ladder)
{
    const char *version = NULL;
    for (int s = LADDER_TCP; s <= LADDER_UNIX && version == NULL; s++)
        version = ladder_config(ladder, (enum ladder_source)s, "redis");
    fprintf(to, "\nReal Redis%s%s%s\n", version != NULL ? " " : "", version != NULL ? version : "",
            has_part(ladder, LADDER_WIRE) ? ": every reply was OK" : "");
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        bool first = rung->part == LADDER_WIRE;
        for (size_t k = 0; k < i; k++)
            first = first && strcmp(ladder->rungs[k].group, rung->group) != 0;
        if (!first)
            continue;
        char *title = ladder_group_title(rung->group);
        fprintf(to, "%s\n", title);
        group_table(to, ladder, i);
        free(title);
    }
    source_note(to, ladder, LADDER_TCP, "net=tcp");
    source_note(to, ladder, LADDER_UNIX, "net=unix");
}

static void other(FILE *to, const struct ladder *ladder)
{
    struct text_grid grid = { .tight = 1u << SPREAD | 1u << NOISE };
    if (!has_part(ladder, LADDER_OTHER))
        return;
    fputs("\nOther benchmarks\n", to);
    put_head(&grid, ladder, LADDER_OTHER);
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder->rungs[i].part == LADDER_OTHER)
            put_rung(&grid, &ladder->rungs[i]);
    text_grid_print(&grid, to);
    text_grid_done(&grid);
}

void ladder_text(FILE *to, const struct ladder *ladder)
{
    char *findings[LADDER_FINDINGS];
    const char *cpu = ladder_config(ladder, LADDER_WRITTEN, "cpu");
    fprintf(to, "SET C 1 in memory, as written%s%s\n", cpu != NULL ? ", on " : "",
            cpu != NULL ? cpu : "");
    memory_table(to, ladder);
    memory_notes(to, ladder);
    replies(to, ladder);
    wire(to, ladder);
    other(to, ladder);
    fputc('\n', to);
    ladder_findings(ladder, findings);
    for (int i = 0; i < LADDER_FINDINGS; i++) {
        text_wrap(to, findings[i], 0, 0, WIDTH);
        free(findings[i]);
    }
}
