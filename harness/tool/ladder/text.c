/* ladder_text.c -- the ladder for a terminal of 80 columns: two lines for each rung. */
#include <stdlib.h>
#include <string.h>

#include "text/grid.h"
#include "ladder/ladder.h"
#include "cli/xalloc.h"

enum { WIDTH = 80, TEXT = 64, INDENT = 4 };

/* Columns of a table of rungs; the last two only in memory. */
enum { NAME, ALLOCS, BYTES, GO_BYTES, NS, SPREAD, RATIO, NOISE, OPTIMISED, GO };

static void put_rung(struct hm__grid *grid, const struct hm__rung *rung)
{
    char text[TEXT];
    hm__grid_row(grid);
    hm__grid_put(grid, NAME, 'l', "%s", rung->impl[0] != '\0' ? rung->impl : rung->group);
    hm__figure_count(text, sizeof text, &rung->c.allocs);
    hm__grid_put(grid, ALLOCS, 'r', "%s", text);
    hm__figure_count(text, sizeof text, &rung->c.bytes);
    hm__grid_put(grid, BYTES, 'r', "%s", text);
    if (rung->part == HM__IN_MEMORY) {
        hm__figure_count(text, sizeof text, &rung->c.go_bytes);
        hm__grid_put(grid, GO_BYTES, 'r', "%s", text);
    }
    hm__figure_ns(text, sizeof text, &rung->c.time);
    hm__grid_put(grid, NS, 'r', "%s", text);
    hm__figure_spread(text, sizeof text, &rung->c.time);
    hm__grid_put(grid, SPREAD, 'r', "%s", text);
    hm__rung_ratio(text, sizeof text, rung);
    hm__grid_put(grid, RATIO, 'r', "%s", text);
    hm__grid_put(grid, NOISE, 'l', "%s", hm__rung_is_noise(rung) ? "~" : "");
    if (rung->part != HM__IN_MEMORY)
        return;
    hm__costs_pair(text, sizeof text, &rung->optimised);
    hm__grid_put(grid, OPTIMISED, 'r', "%s", text);
    hm__costs_pair(text, sizeof text, &rung->go);
    hm__grid_put(grid, GO, 'r', "%s", text);
}

static void put_head(struct hm__grid *grid, const struct hm__ladder *ladder, enum hm__part part)
{
    bool memory = part == HM__IN_MEMORY;
    hm__grid_row(grid);
    hm__grid_put(grid, NAME, 'l', "rung");
    hm__grid_put(grid, ALLOCS, 'r', "allocs/op");
    hm__grid_put(grid, BYTES, 'r', "B/op");
    if (memory)
        hm__grid_put(grid, GO_BYTES, 'r', "go-B/op");
    hm__grid_put(grid, NS, 'r', "ns/op");
    hm__grid_put(grid, RATIO, 'r', "x %s", ladder->base);
    if (memory) {
        hm__grid_put(grid, OPTIMISED, 'r', "-O2");
        hm__grid_put(grid, GO, 'r', "Go");
    }
}

/* Below each rung of the ladder stands the reason, so its lines are printed one at a time. */
static void memory_table(FILE *to, const struct hm__ladder *ladder)
{
    struct hm__grid grid = { .tight = 1u << SPREAD | 1u << NOISE };
    char *remarks = NULL;
    size_t row = 0;
    put_head(&grid, ladder, HM__IN_MEMORY);
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder->rungs[i].part == HM__IN_MEMORY)
            put_rung(&grid, &ladder->rungs[i]);
    struct hm__text text;
    FILE *lines = hm__xtext_open(&text);
    hm__grid_print(&grid, lines);
    fputc('\0', lines);
    fclose(lines);
    const char *line = text.bytes;
    for (size_t i = 0; *line != '\0'; row++) {
        size_t len = strcspn(line, "\n");
        fprintf(to, "%.*s\n", (int)len, line);
        line += len + 1;
        if (row == 0)
            continue;
        while (ladder->rungs[i].part != HM__IN_MEMORY)
            i++;
        remarks = hm__rung_remark(ladder, &ladder->rungs[i++]);
        fprintf(to, "%*s", INDENT, "");
        hm__text_wrap(to, remarks, INDENT, INDENT, WIDTH);
        free(remarks);
    }
    free(text.bytes);
    hm__grid_done(&grid);
}

/* "LABEL: TEXT", wrapped. */
static void note(FILE *to, const char *label, const char *text)
{
    fprintf(to, "%s: ", label);
    hm__text_wrap(to, text, strlen(label) + 2, INDENT, WIDTH);
}

static void source_note(FILE *to, const struct hm__ladder *ladder, enum hm__source source,
                        const char *label)
{
    const struct hm__input *input = &ladder->inputs[source];
    if (input->missing == NULL)
        return;
    char *text =
        hm__xprintf("%s: %s", input->read ? "measured in part" : "not measured", input->missing);
    note(to, label, text);
    free(text);
}

static void memory_notes(FILE *to, const struct hm__ladder *ladder)
{
    char *go = hm__ladder_go(ladder);
    char *ratio = hm__xprintf("x %s", ladder->base);
    note(to, ratio, "the time as a multiple; ~ when the difference may be noise (p > 0.05)");
    if (ladder->inputs[HM__OPTIMISED].read)
        note(to, "-O2", "allocs/B of the same code when the compiler may delete calls of malloc");
    source_note(to, ladder, HM__OPTIMISED, "-O2");
    if (ladder->inputs[HM__GO].read) {
        char *text = hm__xprintf("allocs/B of Go's twin: %s; -: there is no twin", go);
        note(to, "Go", text);
        free(text);
    }
    source_note(to, ladder, HM__GO, "Go");
    source_note(to, ladder, HM__WRITTEN, "as written");
    if (ladder->no_why != NULL)
        note(to, "reasons", ladder->no_why);
    free(ratio);
    free(go);
}

static bool has_part(const struct hm__ladder *ladder, enum hm__part part)
{
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder->rungs[i].part == part)
            return true;
    return false;
}

static void put_costs(struct hm__grid *grid, size_t at, const struct hm__costs *costs)
{
    char text[TEXT];
    hm__costs_pair(text, sizeof text, costs);
    hm__grid_put(grid, at, 'r', "%s", text);
    hm__figure_ns(text, sizeof text, &costs->time);
    hm__grid_put(grid, at + 1, 'r', "%s", text);
}

/* A reply is one row: its variants, then Go's twin of the boxed one. */
static void replies(FILE *to, const struct hm__ladder *ladder)
{
    static const struct hm__costs nothing;
    struct hm__grid grid = { 0 };
    if (!has_part(ladder, HM__REPLIES))
        return;
    fputs("\nReplies, read into blocks (boxed) or as a view (stack): allocs/B, ns/op\n", to);
    hm__grid_row(&grid);
    static const char *const heads[] = {
        "reply", "boxed", "ns/op", "stack", "ns/op", "Go", "ns/op"
    };
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        hm__grid_put(&grid, i, i == 0 ? 'l' : 'r', "%s", heads[i]);
    for (size_t i = 0; i < ladder->n; i++) {
        const char *group = ladder->rungs[i].group;
        const struct hm__rung *boxed = hm__ladder_find(ladder, group, "boxed");
        const struct hm__rung *stack = hm__ladder_find(ladder, group, "stack");
        /* One row for each group: at its first rung. */
        bool first = true;
        for (size_t k = 0; k < i; k++)
            first = first && strcmp(ladder->rungs[k].group, group) != 0;
        if (ladder->rungs[i].part != HM__REPLIES || !first)
            continue;
        const char *type = strstr(group, "/type=");
        hm__grid_row(&grid);
        hm__grid_put(&grid, 0, 'l', "%s", type != NULL ? type + strlen("/type=") : group);
        put_costs(&grid, 1, boxed != NULL ? &boxed->c : &nothing);
        put_costs(&grid, 3, stack != NULL ? &stack->c : &nothing);
        put_costs(&grid, 5, boxed != NULL ? &boxed->go : &nothing);
    }
    hm__grid_print(&grid, to);
    hm__grid_done(&grid);
}

static void group_table(FILE *to, const struct hm__ladder *ladder, size_t first)
{
    struct hm__grid grid = { .tight = 1u << SPREAD | 1u << NOISE };
    put_head(&grid, ladder, ladder->rungs[first].part);
    for (size_t i = first; i < ladder->n; i++)
        if (strcmp(ladder->rungs[i].group, ladder->rungs[first].group) == 0)
            put_rung(&grid, &ladder->rungs[i]);
    hm__grid_print(&grid, to);
    hm__grid_done(&grid);
}

static void wire(FILE *to, const struct hm__ladder *ladder)
{
    const char *version = NULL;
    for (int s = HM__TCP; s <= HM__UNIX && version == NULL; s++)
        version = hm__ladder_config(ladder, (enum hm__source)s, "redis");
    fprintf(to, "\nReal Redis%s%s%s\n", version != NULL ? " " : "", version != NULL ? version : "",
            has_part(ladder, HM__WIRE) ? ": every reply was OK" : "");
    for (size_t i = 0; i < ladder->n; i++) {
        const struct hm__rung *rung = &ladder->rungs[i];
        bool first = rung->part == HM__WIRE;
        for (size_t k = 0; k < i; k++)
            first = first && strcmp(ladder->rungs[k].group, rung->group) != 0;
        if (!first)
            continue;
        char *title = hm__group_title(rung->group);
        fprintf(to, "%s\n", title);
        group_table(to, ladder, i);
        free(title);
    }
    source_note(to, ladder, HM__TCP, "net=tcp");
    source_note(to, ladder, HM__UNIX, "net=unix");
}

static void other(FILE *to, const struct hm__ladder *ladder)
{
    struct hm__grid grid = { .tight = 1u << SPREAD | 1u << NOISE };
    if (!has_part(ladder, HM__OTHER))
        return;
    fputs("\nOther benchmarks\n", to);
    put_head(&grid, ladder, HM__OTHER);
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder->rungs[i].part == HM__OTHER)
            put_rung(&grid, &ladder->rungs[i]);
    hm__grid_print(&grid, to);
    hm__grid_done(&grid);
}

void hm__ladder_text(FILE *to, const struct hm__ladder *ladder)
{
    char *findings[HM__FINDINGS];
    const char *cpu = hm__ladder_config(ladder, HM__WRITTEN, "cpu");
    fprintf(to, "SET C 1 in memory, as written%s%s\n", cpu != NULL ? ", on " : "",
            cpu != NULL ? cpu : "");
    memory_table(to, ladder);
    memory_notes(to, ladder);
    replies(to, ladder);
    wire(to, ladder);
    other(to, ladder);
    fputc('\n', to);
    hm__ladder_findings(ladder, findings);
    for (int i = 0; i < HM__FINDINGS; i++) {
        hm__text_wrap(to, findings[i], 0, 0, WIDTH);
        free(findings[i]);
    }
}
