/* ladder_markdown.c -- the ladder as Markdown: one table for each group of rungs. */
#include <stdlib.h>
#include <string.h>

#include "ladder/ladder.h"
#include "text/write.h"
#include "cli/xalloc.h"

enum { TEXT = 64 };

static void figures(FILE *to, const struct ladder_rung *rung)
{
    char text[TEXT], spread[TEXT];
    bool memory = rung->part == LADDER_IN_MEMORY;
    fputc('|', to);
    text_markdown_cell(to, rung->impl[0] != '\0' ? rung->impl : rung->group);
    ladder_figure_count(text, sizeof text, &rung->c.allocs);
    text_markdown_cell(to, text);
    ladder_figure_count(text, sizeof text, &rung->c.bytes);
    text_markdown_cell(to, text);
    if (memory) {
        ladder_figure_count(text, sizeof text, &rung->c.go_bytes);
        text_markdown_cell(to, text);
    }
    ladder_figure_ns(text, sizeof text, &rung->c.time);
    ladder_figure_spread(spread, sizeof spread, &rung->c.time);
    fprintf(to, " %s%s%s |", text, spread[0] != '\0' ? " " : "", spread);
    ladder_rung_ratio(text, sizeof text, rung);
    fprintf(to, " %s%s |", text, ladder_rung_is_noise(rung) ? " ~" : "");
}

static void group(FILE *to, const struct ladder *ladder, const char *name, enum ladder_part part)
{
    char text[TEXT];
    bool memory = part == LADDER_IN_MEMORY;
    fprintf(to, "\n| rung | allocs/op | B/op |%s ns/op | x %s |%s\n", memory ? " go-B/op |" : "",
            ladder->base, memory ? " -O2 allocs/B | Go allocs/B | why |" : "");
    fprintf(to, "|---|---:|---:|%s---:|---:|%s\n", memory ? "---:|" : "",
            memory ? "---:|---:|---|" : "");
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part != part || (name != NULL && strcmp(rung->group, name) != 0))
            continue;
        figures(to, rung);
        if (memory) {
            ladder_costs_pair(text, sizeof text, &rung->optimised);
            text_markdown_cell(to, text);
            ladder_costs_pair(text, sizeof text, &rung->go);
            text_markdown_cell(to, text);
            char *remark = ladder_rung_remark(ladder, rung);
            text_markdown_cell(to, remark);
            free(remark);
        }
        fputc('\n', to);
    }
}

static void groups(FILE *to, const struct ladder *ladder, enum ladder_part part,
                   const char *heading)
{
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        bool first = rung->part == part;
        for (size_t k = 0; k < i; k++)
            first = first && strcmp(ladder->rungs[k].group, rung->group) != 0;
        if (!first)
            continue;
        if (!any)
            fprintf(to, "\n## %s\n", heading);
        any = true;
        char *title = ladder_group_title(rung->group);
        fprintf(to, "\n### %s\n", title);
        free(title);
        group(to, ladder, rung->group, part);
    }
}

static void replies(FILE *to, const struct ladder *ladder)
{
    char pair[TEXT], ns[TEXT];
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part != LADDER_REPLIES)
            continue;
        if (!any)
            fputs(
                "\n## Replies\n\n| reply | variant | allocs/B | ns/op | Go allocs/B | Go ns/op |\n"
                "|---|---|---:|---:|---:|---:|\n",
                to);
        any = true;
        fputc('|', to);
        text_markdown_cell(to, rung->group);
        text_markdown_cell(to, rung->impl);
        ladder_costs_pair(pair, sizeof pair, &rung->c);
        ladder_figure_ns(ns, sizeof ns, &rung->c.time);
        fprintf(to, " %s | %s |", pair, ns);
        ladder_costs_pair(pair, sizeof pair, &rung->go);
        ladder_figure_ns(ns, sizeof ns, &rung->go.time);
        fprintf(to, " %s | %s |\n", pair, ns);
    }
}

static void sources(FILE *to, const struct ladder *ladder)
{
    char *go = ladder_go(ladder);
    fprintf(to,
            "\n- `-` is what was not measured; `~` is a difference that may be noise (p > 0.05)\n");
    fprintf(to, "- Go: %s\n", go);
    for (int s = 0; s < LADDER_N_SOURCES; s++)
        if (ladder->inputs[s].missing != NULL && (s != LADDER_GO || ladder->inputs[s].read))
            fprintf(to, "- %s: %s: %s\n", ladder->inputs[s].name,
                    ladder->inputs[s].read ? "measured in part" : "not measured",
                    ladder->inputs[s].missing);
    if (ladder->no_why != NULL)
        fprintf(to, "- reasons: %s\n", ladder->no_why);
    free(go);
}

void ladder_markdown(FILE *to, const struct ladder *ladder)
{
    char *findings[LADDER_FINDINGS];
    fputs("# SET C 1\n\n", to);
    ladder_findings(ladder, findings);
    for (int i = 0; i < LADDER_FINDINGS; i++) {
        fprintf(to, "%s\n", findings[i]);
        free(findings[i]);
    }
    fputs("\n## In memory, as written\n", to);
    group(to, ladder, NULL, LADDER_IN_MEMORY);
    sources(to, ladder);
    replies(to, ladder);
    groups(to, ladder, LADDER_WIRE, "Real Redis");
    groups(to, ladder, LADDER_OTHER, "Other benchmarks");
}
