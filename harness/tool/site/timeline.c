/* timeline.c -- the frames and the blocks of one run over its steps, as SVG. */
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "site/steps.h"
#include "text/write.h"

enum { WIDTH = 560, LEFT = 4, ROW = 24, BLOCKS_SHOWN = 16, DEPTH_SHOWN = 16, READABLE = 14 };

struct drawing {
    FILE *to;
    const struct site_side *side;
    size_t steps;
    unsigned threads, depth; /* deepest frame that is drawn */
    size_t blocks;
};

static double x_of(const struct drawing *d, size_t step)
{
    return LEFT + (double)(WIDTH - 2 * LEFT) * (double)step / (double)(d->steps + 1);
}

/* The step of the first event of that kind about the activation or block, or the end of time. */
static size_t step_of(const struct drawing *d, enum site_event_kind kind, unsigned id, size_t from)
{
    for (size_t i = from; i < d->side->n; i++) {
        const struct site_event *e = &d->side->events[i];
        if (e->kind == kind && (kind == SITE_LEAVE ? e->activation : e->block) == id)
            return e->step;
    }
    return d->steps + 1;
}

/* class: also says the fill where a style sheet cannot: it would look for the pattern in itself. */
static void bar(const struct drawing *d, const char *class, size_t from, size_t until, double y,
                const char *label)
{
    double x = x_of(d, from), wide = x_of(d, until) - x;
    if (wide < 2)
        wide = 2;
    fprintf(d->to, "<rect class=%s x=\"%.1f\" y=\"%.0f\" width=\"%.1f\" height=\"%d\"/>", class, x,
            y, wide, ROW - 4);
    if (label != NULL && wide >= READABLE) { /* an inner svg cuts off what does not fit */
        fprintf(d->to,
                "<svg x=\"%.1f\" y=\"%.0f\" width=\"%.1f\" height=\"%d\"><text x=\"4\" y=\"14\">",
                x, y, wide, ROW - 4);
        text_markup(d->to, label);
        fputs("</text></svg>", d->to);
    }
    fputc('\n', d->to);
}

static double y_of_frame(const struct drawing *d, const struct site_event *e)
{
    unsigned thread = e->thread > 0 ? e->thread - 1 : 0;
    return 2 + ROW * (double)(thread * (d->depth + 1) + e->depth);
}

static void measure(struct drawing *d)
{
    for (size_t i = 0; i < d->side->n; i++) {
        const struct site_event *e = &d->side->events[i];
        if (e->thread > d->threads)
            d->threads = e->thread;
        if (e->depth > d->depth && e->depth < DEPTH_SHOWN)
            d->depth = e->depth;
        d->blocks += e->kind == SITE_ALLOC;
    }
}

static void frames(const struct drawing *d)
{
    for (size_t i = 0; i < d->side->n; i++) {
        const struct site_event *e = &d->side->events[i];
        if (e->kind == SITE_ENTER && e->depth <= d->depth)
            bar(d, "\"frame\"", e->step, step_of(d, SITE_LEAVE, e->activation, i), y_of_frame(d, e),
                e->function);
    }
}

/* Solid as long as the frame that made the block exists, hatched after that. */
static void block(const struct drawing *d, const struct site_event *e, size_t i, double y)
{
    size_t end = step_of(d, SITE_FREE, e->block, i);
    size_t maker = step_of(d, SITE_LEAVE, e->activation, i);
    char *label = xprintf("%lld B", (long long)e->size);
    bar(d, "\"block\"", e->step, maker < end ? maker : end, y, label);
    if (maker < end)
        bar(d, "\"escaped\" fill=\"url(#hatch)\"", maker, end, y, NULL);
    free(label);
}

static void blocks(const struct drawing *d, double y)
{
    size_t shown = 0;
    for (size_t i = 0; i < d->side->n && shown < BLOCKS_SHOWN; i++)
        if (d->side->events[i].kind == SITE_ALLOC)
            block(d, &d->side->events[i], i, y + ROW * (double)shown++);
    if (d->blocks > shown)
        fprintf(d->to, "<text x=\"%d\" y=\"%.0f\">and %zu more blocks</text>\n", LEFT,
                y + ROW * (double)shown + 14, d->blocks - shown);
}

void site_steps_timeline(FILE *to, const struct site_steps *steps, size_t side)
{
    struct drawing d = { .to = to, .side = &steps->sides[side], .steps = steps->n, .threads = 1 };
    measure(&d);
    double frames_end = 2 + ROW * (double)(d.threads * (d.depth + 1)) + 10;
    size_t rows = d.blocks > BLOCKS_SHOWN ? BLOCKS_SHOWN + 1 : d.blocks;
    double height = frames_end + ROW * (double)rows + 4;

    fprintf(to,
            "<svg class=\"timeline\" viewBox=\"0 0 %d %.0f\" role=\"img\" data-left=\"%d\" "
            "data-width=\"%d\"><title>%s: frames above, %zu heap block%s below, over %zu steps"
            "</title>\n",
            WIDTH, height, LEFT, WIDTH - 2 * LEFT, d.side->name, d.blocks, d.blocks == 1 ? "" : "s",
            steps->n);
    frames(&d);
    blocks(&d, frames_end);
    fprintf(to, "<line class=\"now\" x1=\"%d\" x2=\"%d\" y1=\"0\" y2=\"%.0f\"/></svg>\n", LEFT,
            LEFT, height);
}
