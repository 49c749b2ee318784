/* picture.c -- one operation as text: frames over time above, blocks below. */
#include <string.h>

#include "text/write.h"
#include "verdict/window.h"

enum {
    STEPS_MAX = 50,
    NAME = 34,
    LABEL = 26,
    SENTENCE = 53, /* with the label, 80 columns */
    BLOCKS_SHOWN = 40,
    NAME_ROOM = 512,
};

/* Characters a step takes, so that short operations are not cramped. */
static size_t width_of(const struct verdict_window *w)
{
    return w->steps == 0 ? 1 : STEPS_MAX / w->steps > 4 ? 4 : STEPS_MAX / w->steps;
}

static void draw(char *line, size_t from, size_t to, char open, char fill, char close)
{
    for (size_t i = from; i <= to; i++)
        line[i] = fill;
    line[from] = open;
    line[to] = close;
}

/* A label cut to its column; the drawing without the blanks at
 * its end. */
static void labelled(FILE *out, char *label, char *line, const char *after)
{
    size_t end = strlen(line);
    size_t columns = text_width(verdict_clip(label, LABEL));
    while (end > 0 && line[end - 1] == ' ')
        line[--end] = '\0';
    fprintf(out, "%s%*s%s%s\n", label, (int)(LABEL + 1 - columns), "", line, after);
}

/* All activations of one nesting level on one line; the label names the functions. */
static void frame_row(FILE *out, const struct verdict_window *w, unsigned row, size_t width)
{
    char line[STEPS_MAX + 2], name[NAME_ROOM], label[NAME_ROOM + 16];
    bool home = false;

    memset(line, ' ', sizeof line);
    for (size_t i = 0; i < w->frame_count; i++) {
        const struct verdict_frame_bar *f = &w->frames[i];
        if (f->row != row)
            continue;
        size_t to = (f->to < w->steps ? f->to : w->steps) * width;
        draw(line, f->from * width, to, f->before ? '<' : '[', '-',
             f->after    ? '>'
             : f->jumped ? '!'
                         : ']');
        home = home || f->homes > 0;
    }
    line[w->steps * width + 1] = '\0';
    snprintf(label, sizeof label, "%*s%s", (int)(row < 6 ? row : 6) * 2, "",
             verdict_row_label(w, row, name, sizeof name));
    labelled(out, label, line, home ? "  home" : "");
}

static void block_row(FILE *out, const struct verdict_window *w, const struct verdict_block_bar *b,
                      size_t width)
{
    char line[STEPS_MAX + 2], label[NAME_ROOM], what[2 * NAME_ROOM];
    size_t from = b->from * width, to = b->to * width;

    memset(line, ' ', sizeof line);
    draw(line, from, to, '#', '=', b->after ? '>' : '#');
    for (size_t i = b->maker_end * width + 1; b->maker_end < b->to && i < to; i++)
        line[i] = '~';
    line[w->steps * width + 1] = '\0';
    labelled(out, verdict_block_bar_label(b, label, sizeof label), line, "");
    fprintf(out, "%*s%s\n", LABEL + 1, "",
            verdict_clip(verdict_block_bar_text(b, what, sizeof what), SENTENCE));
}

bool verdict_picture(FILE *out, const struct verdict_report *report)
{
    struct verdict_window w;

    if (!verdict_window_make(&w, report, STEPS_MAX))
        return false;
    if (w.op == NULL) {
        fprintf(out, "nothing to draw: %s\n", w.why);
    } else {
        size_t width = width_of(&w);
        char name[NAME_ROOM];
        snprintf(name, sizeof name, "%s", w.op);
        fprintf(out, "One call of %s, %zu steps%s.\nTime goes right; callers stand above.\n\n",
                verdict_clip(name, NAME), w.steps, w.cut ? " (cut: it takes more)" : "");
        fputs("Frames:  [---] one activation;  < began before, > goes on after, ! jumped out of\n",
              out);
        for (unsigned row = 0; row < w.rows; row++)
            frame_row(out, &w, row, width);
        fputs("\nBlocks:  #==# alive;  ~ alive after the frame that made it was gone: an escape\n",
              out);
        for (size_t i = 0; i < w.block_count && i < BLOCKS_SHOWN; i++)
            block_row(out, &w, &w.blocks[i], width);
        if (w.block_count == 0)
            fputs("none\n", out);
        if (w.block_count > BLOCKS_SHOWN)
            fprintf(out, "and %zu more\n", w.block_count - BLOCKS_SHOWN);
    }
    verdict_window_done(&w);
    return fflush(out) == 0 && !ferror(out);
}
