/* trace_svg.c -- one operation as a drawing that needs neither colour nor script to be read. */
#include <inttypes.h>
#include <string.h>

#include "report/trace_window.h"

enum {
    STEPS_MAX = 120,
    LEFT = 230, /* room for labels */
    RIGHT = 20,
    WIDTH = 960,
    TOP = 64,
    ROW = 30,
    BAR = 22,
    BLOCKS_SHOWN = 60,
};

static void escaped(FILE *out, const char *text)
{
    for (; text != NULL && *text != '\0'; text++)
        switch (*text) {
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '&':
            fputs("&amp;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*text, out);
        }
}

static const char *base(const char *file)
{
    const char *slash = file != NULL ? strrchr(file, '/') : NULL;
    return slash != NULL ? slash + 1 : file;
}

static int x_of(const struct hm__window *w, size_t step)
{
    return LEFT + (int)((WIDTH - LEFT - RIGHT) * step / (w->steps != 0 ? w->steps : 1));
}

static void text_at(FILE *out, int x, int y, const char *class, const char *text)
{
    fprintf(out, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, class);
    escaped(out, text);
    fputs("</text>\n", out);
}

static void rect(FILE *out, int x, int y, int width, const char *class)
{
    fprintf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"%s\"/>\n", x, y,
            width > 2 ? width : 2, BAR, class);
}

static void head(FILE *out, const struct hm__window *w, int height, unsigned escapes)
{
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
            "height=\"%d\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">One "
            "call of ",
            WIDTH, height, WIDTH, height);
    escaped(out, w->op);
    fprintf(out,
            ": which blocks outlive the frame that made them</title>\n<desc id=\"desc\">%zu frames "
            "over %zu steps of time, and below them %zu heap blocks, %u of which outlive the frame "
            "that made them.</desc>\n",
            w->frame_count, w->steps, w->block_count, escapes);
    fputs("<defs><pattern id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
          "patternTransform=\"rotate(45)\"><rect width=\"8\" height=\"8\" fill=\"#ffe9d6\"/>"
          "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\" stroke=\"#9a3412\" stroke-width=\"3\"/>"
          "</pattern></defs>\n<style>text{font:13px sans-serif;fill:#111}.t{font-size:17px;"
          "font-weight:bold}.s{fill:#333}.f{fill:#dbeafe;stroke:#1e3a8a}"
          ".h{fill:#dbeafe;stroke:#1e3a8a;stroke-width:4}.o{fill:#f3f4f6;stroke:#4b5563;"
          "stroke-dasharray:6 3}.b{fill:#fff;stroke:#9a3412}.e{fill:url(#hatch);stroke:#9a3412}"
          ".l{stroke:#6b7280;stroke-dasharray:2 3}</style>\n",
          out);
    fprintf(out, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDTH, height);
}

static void frames(FILE *out, const struct hm__window *w)
{
    for (size_t i = 0; i < w->frame_count; i++) {
        const struct hm__frame_bar *f = &w->frames[i];
        char label[256];
        int y = TOP + ROW * (int)f->row, x = x_of(w, f->from);
        rect(out, x, y, x_of(w, f->to) - x, f->homes > 0 ? "h" : f->before ? "o" : "f");
        if (f->homes > 0)
            snprintf(label, sizeof label, "%s: home of %u block%s", f->function, f->homes,
                     f->homes == 1 ? "" : "s");
        else
            snprintf(label, sizeof label, "%s%s", f->function != NULL ? f->function : "?",
                     f->jumped ? " (jumped out of)" : "");
        fputs("<g>", out); /* a bar too short for its name still has it as a tooltip */
        fputs("<title>", out);
        escaped(out, label);
        fputs("</title>", out);
        if (x_of(w, f->to) - x > 8 * (int)strlen(label) || f->homes > 0)
            text_at(out, x + 5, y + 15, "", label);
        fputs("</g>\n", out);
    }
    const char *named = NULL;
    for (unsigned row = 0; row < w->rows; row++, named = NULL) {
        for (size_t i = 0; i < w->frame_count && named == NULL; i++)
            if (w->frames[i].row == row)
                named = w->frames[i].function;
        text_at(out, 8, TOP + ROW * (int)row + 15, "s", named != NULL ? named : "?");
    }
}

static void block(FILE *out, const struct hm__window *w, const struct hm__block_bar *b, int y)
{
    char label[256], what[512];
    int x = x_of(w, b->from), end = x_of(w, b->to);
    bool escapes = b->maker_end < b->to;
    int kept = escapes ? x_of(w, b->maker_end) : end;

    snprintf(label, sizeof label, "%s(%" PRIu64 ") %s:%d",
             b->allocator != NULL ? b->allocator : "malloc", b->size,
             b->at.file != NULL ? base(b->at.file) : "?", b->at.line);
    text_at(out, 8, y + 15, "s", label);
    rect(out, x, y, kept - x, "b");
    if (escapes) {
        rect(out, kept, y, end - kept, "e");
        fprintf(out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" class=\"l\"/>\n", kept, TOP - 6,
                kept, y + BAR);
    }
    text_at(out, LEFT, y + BAR + 14, "", hm__block_bar_text(b, what, sizeof what));
}

static void draw(FILE *out, const struct hm__window *w)
{
    size_t shown = w->block_count < BLOCKS_SHOWN ? w->block_count : BLOCKS_SHOWN;
    int blocks_top = TOP + ROW * (int)w->rows + 44;
    unsigned escapes = 0;
    char line[256];

    for (size_t i = 0; i < w->block_count; i++)
        escapes += w->blocks[i].maker_end < w->blocks[i].to;
    head(out, w, blocks_top + (ROW + 16) * (int)shown + 40, escapes);
    snprintf(line, sizeof line, "One call of %s", w->op);
    text_at(out, 8, 26, "t", line);
    snprintf(line, sizeof line,
             "Time goes right, %zu steps%s. Frames above, blocks below; "
             "a thick frame is the home of a block made further in.",
             w->steps, w->cut ? ", cut" : "");
    text_at(out, 8, 48, "s", line);
    frames(out, w);
    text_at(out, 8, blocks_top - 14, "",
            "Blocks; hatched: alive after the frame that made it was gone, an escape");
    for (size_t i = 0; i < shown; i++)
        block(out, w, &w->blocks[i], blocks_top + (ROW + 16) * (int)i);
    if (w->block_count == 0)
        text_at(out, LEFT, blocks_top + 10, "", "none: this call made no heap block");
    if (w->block_count > shown) {
        snprintf(line, sizeof line, "and %zu more blocks", w->block_count - shown);
        text_at(out, 8, blocks_top + (ROW + 16) * (int)shown + 16, "", line);
    }
    fputs("</svg>\n", out);
}

bool hm__trace_svg(FILE *out, const struct hm__trace_report *report)
{
    struct hm__window w;

    if (!hm__window_make(&w, report, STEPS_MAX))
        return false;
    if (w.op == NULL) {
        fprintf(stderr, "heapmark trace: nothing to draw: %s\n", w.why);
        w.op = report->op != NULL ? report->op : "nothing";
    }
    draw(out, &w);
    hm__window_done(&w);
    return fflush(out) == 0 && !ferror(out);
}
