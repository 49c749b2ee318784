/* window.h -- one operation cut out of the events of a run, as bars over time.
 *
 * Time is the order of events: step 0 is the entry of the operation. The window lasts until the
 * operation has returned and the blocks made in it are gone, or until it is full. */
#ifndef HM_VERDICT_WINDOW_H
#define HM_VERDICT_WINDOW_H

#include "verdict/report.h"

struct verdict_frame_bar {
    const char *function;
    unsigned row;       /* nesting, 0 outermost */
    size_t from, to;    /* steps; from 0 may be earlier, `to` the last step may be later */
    bool before, after; /* began before the window, lasts beyond it */
    bool jumped;        /* left by longjmp or an exception */
    unsigned homes;     /* blocks made further in that had their home here */
};

struct verdict_block_bar {
    uint64_t number, size;
    struct verdict_at at;
    const char *allocator;
    const char *maker; /* function that made it; NULL: none instrumented */
    const char *home;  /* function of the home frame; NULL: none or unknown */
    size_t from, to;
    size_t maker_end; /* step at which the frame that made it ended; >= to: it did not outlive it */
    bool after;       /* alive at the end of the window */
    bool other_thread; /* freed by another */
};

struct verdict_window {
    const char *op; /* the function drawn; NULL: nothing to draw, and `why` says why */
    const char *why;
    size_t steps;
    bool cut; /* the operation was longer than the window */
    unsigned rows;
    struct verdict_frame_bar *frames;
    size_t frame_count;
    struct verdict_block_bar *blocks;
    size_t block_count;
};

/* The window for report->op, else for a function that seems worth it, of at most `steps_max` steps.
 * False: no memory, and nothing to release. Else release with verdict_window_done(). */
bool verdict_window_make(struct verdict_window *w, const struct verdict_report *report,
                         size_t steps_max);
void verdict_window_done(struct verdict_window *w);

/* One sentence on what became of a block, into text. Returns text. */
char *verdict_block_bar_text(const struct verdict_block_bar *b, char *text, size_t size);

/* What was asked and where, as in "malloc(16) boxed.c:21"; and the functions of one row of frames.
 * Both into text, and return it. */
char *verdict_block_bar_label(const struct verdict_block_bar *b, char *text, size_t size);
char *verdict_row_label(const struct verdict_window *w, unsigned row, char *text, size_t size);

/* Cut text to at most so many columns, a + in place of the last character if it was longer, and
 * make what is not UTF-8 or a control character a question mark. Returns text. */
char *verdict_clip(char *text, size_t columns);

#endif
