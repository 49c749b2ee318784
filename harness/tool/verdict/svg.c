/* svg.c -- one operation as a drawing that needs neither colour nor script to be read. */
#include <string.h>

#include "text/write.h"
#include "verdict/window.h"

enum {
    STEPS_MAX = 120,
    WIDTH = 960,
    LEFT = 250, /* room for labels */
    RIGHT = 20,
    MARGIN = 12,
    LETTER = 8, /* a character is at most about so wide */
    LABEL = (LEFT - MARGIN) / LETTER - 1,
    TITLE = 54,
    FRAMES_TOP = 128,
    ROW = 30,
    BLOCK_ROW = 48,
    BAR = 22,
    BLOCKS_SHOWN = 60,
    NAME_ROOM = 512,
};

static const char style[] =
    "<defs><pattern id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><rect width=\"8\" height=\"8\" fill=\"#ffedd5\"/>"
    "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\" stroke=\"#9a3412\" stroke-width=\"3\"/></pattern>"
    "</defs>\n<style>text{font:13px sans-serif;fill:#111}.t{font-size:18px;font-weight:bold}"
    ".g{font-weight:bold}.s{fill:#374151}.f{fill:#dbeafe;stroke:#1e3a8a}"
    ".h{fill:#dbeafe;stroke:#1e3a8a;stroke-width:4}.o{fill:#f3f4f6;stroke:#4b5563;"
    "stroke-dasharray:6 3}.b{fill:#fff;stroke:#9a3412}.e{fill:url(#hatch);stroke:#9a3412}"
    ".l{stroke:#9a3412;stroke-dasharray:2 3}.a{stroke:#6b7280}</style>\n";

static int x_of(const struct verdict_window *w, size_t step)
{
    return LEFT + (int)((WIDTH - LEFT - RIGHT) * step / (w->steps != 0 ? w->steps : 1));
}

static void text_at(FILE *out, int x, int y, const char *class, const char *text)
{
    fprintf(out, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, class);
    text_markup(out, text);
    fputs("</text>\n", out);
}

static void rect(FILE *out, int x, int y, int width, const char *class)
{
    fprintf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"%s\"/>\n", x, y,
            width > 2 ? width : 2, BAR, class);
}

static void head(FILE *out, const struct verdict_window *w, int height, unsigned escapes)
{
    char op[NAME_ROOM], line[256];
    snprintf(op, sizeof op, "%s", w->op);
    verdict_clip(op, TITLE);
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
            "height=\"%d\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">One "
            "call of ",
            WIDTH, height, WIDTH, height);
    text_markup(out, op);
    fprintf(out,
            ": which blocks outlive the frame that made them</title>\n<desc id=\"desc\">%zu frames "
            "over %zu steps of time, and below them %zu heap blocks, %u of which outlive the frame "
            "that made them.</desc>\n%s<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
            w->frame_count, w->steps, w->block_count, escapes, style, WIDTH, height);
    fprintf(out, "<text x=\"%d\" y=\"28\" class=\"t\">One call of ", MARGIN);
    text_markup(out, op);
    fputs("</text>\n", out);
    snprintf(line, sizeof line, "%zu block%s, %u outlive%s the frame that made %s%s",
             w->block_count, w->block_count == 1 ? "" : "s", escapes, escapes == 1 ? "s" : "",
             escapes == 1 ? "it" : "them",
             w->cut ? "; the call takes more steps than are drawn" : "");
    text_at(out, MARGIN, 50, "s", line);
}

/* What the four kinds of bars mean, in words. */
static void legend(FILE *out)
{
    static const struct {
        const char *class, *means;
    } kinds[] = { { "f", "a function runs" },
                  { "h", "home: a block made further in ends here" },
                  { "b", "a block is alive" },
                  { "e", "alive after its maker returned: an escape" } };
    int x = MARGIN;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        fprintf(out, "<rect x=\"%d\" y=\"66\" width=\"26\" height=\"14\" class=\"%s\"/>\n", x,
                kinds[i].class);
        text_at(out, x + 33, 78, "s", kinds[i].means);
        x += 50 + 7 * (int)strlen(kinds[i].means);
    }
}

static void time_axis(FILE *out, const struct verdict_window *w)
{
    char line[64];
    int y = FRAMES_TOP - 16, end = WIDTH - RIGHT;
    text_at(out, MARGIN, FRAMES_TOP - 12, "g", "Frames, callers above");
    fprintf(out, "<path d=\"M%d %dH%dM%d %dl7 4l-7 4\" class=\"a\" fill=\"none\"/>\n", LEFT, y, end,
            end - 7, y - 4);
    snprintf(line, sizeof line, "time: %zu calls, returns, allocations and frees", w->steps);
    text_at(out, LEFT, y - 5, "s", line);
}

static void frame(FILE *out, const struct verdict_window *w, const struct verdict_frame_bar *f)
{
    char label[NAME_ROOM], name[NAME_ROOM / 2];
    int y = FRAMES_TOP + ROW * (int)f->row, x = x_of(w, f->from), width = x_of(w, f->to) - x;
    snprintf(name, sizeof name, "%s", f->function != NULL ? f->function : "?");
    snprintf(label, sizeof label, "%s%s", verdict_clip(name, TITLE),
             f->jumped ? " (jumped out of)" : "");
    if (f->homes > 0)
        snprintf(label, sizeof label, "%s%s: home of %u block%s", name,
                 f->jumped ? " (jumped out of)" : "", f->homes, f->homes == 1 ? "" : "s");
    fputs("<g><title>", out); /* a bar too short for its name still has it as a tooltip */
    text_markup(out, label);
    fputs("</title>\n", out);
    rect(out, x, y, width, f->homes > 0 ? "h" : f->before ? "o" : "f");
    int room = (width - 8) / LETTER;
    if (room >= 4)
        text_at(out, x + 6, y + 15, "", verdict_clip(label, (size_t)room));
    fputs("</g>\n", out);
}

static void frames(FILE *out, const struct verdict_window *w)
{
    char label[NAME_ROOM];
    for (unsigned row = 0; row < w->rows; row++)
        text_at(out, MARGIN, FRAMES_TOP + ROW * (int)row + 15, "s",
                verdict_clip(verdict_row_label(w, row, label, sizeof label), LABEL));
    for (size_t i = 0; i < w->frame_count; i++)
        frame(out, w, &w->frames[i]);
}

static void block(FILE *out, const struct verdict_window *w, const struct verdict_block_bar *b,
                  int y)
{
    char label[NAME_ROOM], what[2 * NAME_ROOM];
    int x = x_of(w, b->from), end = x_of(w, b->to);
    bool escapes = b->maker_end < b->to;
    int kept = escapes ? x_of(w, b->maker_end) : end;

    text_at(out, MARGIN, y + 15, "s",
            verdict_clip(verdict_block_bar_label(b, label, sizeof label), LABEL));
    rect(out, x, y, kept - x, "b");
    if (escapes) {
        rect(out, kept, y, end - kept, "e");
        fprintf(out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" class=\"l\"/>\n", kept, y - 5,
                kept, y + BAR);
    }
    verdict_clip(verdict_block_bar_text(b, what, sizeof what), (WIDTH - LEFT - RIGHT) / LETTER);
    int widest = WIDTH - RIGHT - LETTER * (int)strlen(what);
    text_at(out, x < widest ? x : widest > LEFT ? widest : LEFT, y + BAR + 15, "s", what);
}

static void blocks(FILE *out, const struct verdict_window *w, int top, size_t shown)
{
    text_at(out, MARGIN, top - 12, "g", "Blocks, oldest first");
    for (size_t i = 0; i < shown; i++)
        block(out, w, &w->blocks[i], top + BLOCK_ROW * (int)i);
    if (w->block_count == 0)
        text_at(out, LEFT, top + 10, "s", "none: this call made no heap block");
    if (w->block_count > shown) {
        char line[64];
        snprintf(line, sizeof line, "and %zu more blocks", w->block_count - shown);
        text_at(out, MARGIN, top + BLOCK_ROW * (int)shown + 10, "s", line);
    }
}

static void draw(FILE *out, const struct verdict_window *w)
{
    size_t shown = w->block_count < BLOCKS_SHOWN ? w->block_count : BLOCKS_SHOWN;
    int blocks_top = FRAMES_TOP + ROW * (int)w->rows + 36;
    unsigned escapes = 0;

    for (size_t i = 0; i < w->block_count; i++)
        escapes += w->blocks[i].maker_end < w->blocks[i].to;
    bool more = w->block_count != shown || shown == 0;
    head(out, w, blocks_top + BLOCK_ROW * (int)shown + (more ? 30 : 6), escapes);
    legend(out);
    time_axis(out, w);
    frames(out, w);
    blocks(out, w, blocks_top, shown);
    fputs("</svg>\n", out);
}

bool verdict_svg(FILE *out, const struct verdict_report *report)
{
    struct verdict_window w;

    if (!verdict_window_make(&w, report, STEPS_MAX))
        return false;
    if (w.op == NULL) {
        fprintf(stderr, "heapmark trace: nothing to draw: %s\n", w.why);
        w.op = report->op != NULL ? report->op : "nothing";
    }
    draw(out, &w);
    verdict_window_done(&w);
    return fflush(out) == 0 && !ferror(out);
}
