/* svg.c -- the rungs of a ladder as a drawing: a square for each block, C above Go, with the bytes
 * and the time beside it. It stands alone, in a page or in a README, light or dark. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "cli/xalloc.h"
#include "ladder/ladder.h"
#include "text/write.h"

enum {
    WIDTH = 760,
    TOP = 84,
    ROW = 46,
    NAME_AT = 14,
    BLOCKS_AT = 190,
    FIGURES_AT = 470,
    SQUARE = 13,
    SQUARES_MOST = 18, /* for more blocks than that there is a number */
};

static const char style[] =
    "<style>.ladder text{font:13px system-ui,sans-serif;fill:#1f2328}.ladder .big{font:600 17px "
    "system-ui,sans-serif}.ladder .soft{fill:#57606a}.ladder .c{fill:#8f3b00}.ladder .go{fill:none;"
    "stroke:#0b5394;stroke-width:1.5}.ladder .ground{fill:#fdfcf9}.ladder .rule{stroke:#d8d4ca}"
    "@media (prefers-color-scheme:dark){.ladder text{fill:#e4e2dc}.ladder .soft{fill:#a5abb2}"
    ".ladder .c{fill:#ffb37a}.ladder .go{stroke:#8fc1ff}.ladder .ground{fill:#16181b}.ladder "
    ".rule{stroke:#3a3f45}}</style>\n";

static void put(FILE *to, const char *text)
{
    char *copy = xprintf("%s", text);
    hm_base_make_plain(copy);
    text_markup(to, copy);
    free(copy);
}

static void text_at(FILE *to, int x, int y, const char *kind, const char *text)
{
    fprintf(to, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, kind);
    put(to, text);
    fputs("</text>\n", to);
}

/* "32 B, 111.0 ns"; owned. */
static char *figures(const struct ladder_costs *c)
{
    char *text = NULL, *ns = ladder_figure_ns(&c->time);
    if (c->bytes.n > 0)
        xappend(&text, "%s B", ladder_number(c->bytes.summary.center).text);
    if (c->time.n > 0)
        xappend(&text, "%s%s ns", text != NULL ? ", " : "", ns);
    free(ns);
    return text != NULL ? text : xprintf("not measured");
}

static void blocks(FILE *to, int y, const char *language, const struct ladder_costs *c)
{
    double n = c->allocs.n > 0 ? c->allocs.summary.center : 0;
    int squares = n <= SQUARES_MOST ? (int)ceil(n) : 0, x = BLOCKS_AT + 28;
    text_at(to, BLOCKS_AT, y + 11, "soft", language[0] == 'c' ? "C" : "Go");
    for (int i = 0; i < squares; i++, x += SQUARE + 2)
        fprintf(to, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"%s\"/>\n", x, y,
                SQUARE - 2, SQUARE - 2, language);
    char *count = c->allocs.n == 0
                      ? xprintf("not measured")
                      : xprintf("%s block%s", ladder_number(n).text, n == 1 ? "" : "s");
    text_at(to, squares > 0 ? x + 4 : BLOCKS_AT + 28, y + 11, squares > 0 ? "soft" : "", count);
    free(count);
    if (c->allocs.n > 0) {
        char *more = figures(c);
        text_at(to, FIGURES_AT, y + 11, "soft", more);
        free(more);
    }
}

static void rung(FILE *to, int y, const struct ladder_rung *r, bool go)
{
    text_at(to, NAME_AT, y + 12, "", r->impl[0] != '\0' ? r->impl : r->group);
    if (r->in_go != NULL)
        text_at(to, NAME_AT, y + 29, "soft", r->in_go);
    blocks(to, y, "c", &r->c);
    if (go)
        blocks(to, y + 18, "go", &r->go);
    fprintf(to, "<path d=\"M%d %dH%d\" class=\"rule\"/>\n", NAME_AT, y + ROW - 8, WIDTH - NAME_AT);
}

void ladder_svg(FILE *to, const struct ladder *ladder)
{
    const char *title = ladder_plan_field(&ladder->plan, LADDER_TITLE, 0);
    size_t own = 0;
    bool go = ladder_run_of(ladder, LADDER_GO)->name != NULL;
    for (size_t i = 0; i < ladder->n; i++)
        own += ladder->rungs[i].own;
    int height = TOP + ROW * (int)own + 8;
    fprintf(to,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
            "height=\"%d\" class=\"ladder\" role=\"img\" aria-labelledby=\"ladder-title\">\n<title "
            "id=\"ladder-title\">",
            WIDTH, height, WIDTH, height);
    put(to, title);
    fprintf(to,
            ": blocks of one operation</title>\n%s<rect width=\"%d\" height=\"%d\" "
            "class=\"ground\"/>\n",
            style, WIDTH, height);
    text_at(to, NAME_AT, 30, "big", title);
    text_at(to, NAME_AT, 54, "soft",
            "One operation: a square is a block that it asks of the heap; bytes and median time.");
    for (size_t i = 0, row = 0; i < ladder->n; i++)
        if (ladder->rungs[i].own)
            rung(to, TOP + ROW * (int)row++, &ladder->rungs[i], go);
    fputs("</svg>\n", to);
}
