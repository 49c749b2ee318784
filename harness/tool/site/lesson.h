/* lesson.h -- what a lesson's page shows beside its text: counts, pairs with notes, Go's twin, the
 * steps of one operation. */
#ifndef HM_SITE_LESSON_H
#define HM_SITE_LESSON_H

#include <stdbool.h>
#include <stdio.h>

#include "site/notes.h"

enum { SITE_OPS = 100 }; /* operations of each case in trace.json; scripts/site asks for as many */

struct site_lesson {
    const char *root; /* borrowed */
    char *folder;     /* owned: "demos/01_frames", below root; NULL: the page is no lesson */
    char *data;       /* owned: the folder of what was measured */
    struct site_notes notes;
    char **shown; /* owned: left files of the pairs that the text showed */
    size_t n_shown, shown_cap;
    bool damaged; /* a stage file could not be read; it was said */
};

/* The lesson of the page at `source`; all that was measured for it lies below `data`. */
void site_lesson_open(struct site_lesson *lesson, const char *root, const char *data,
                      const char *source);
void site_lesson_done(struct site_lesson *lesson);

/* Two files side by side, with what is known of their lines. False if they cannot be read. */
bool site_lesson_pair(struct site_lesson *lesson, FILE *to, const char *left, const char *right);

/* The page's text with all that was measured, put in front of the headings where it belongs. */
void site_lesson_write(struct site_lesson *lesson, FILE *to, const char *html);

/* Counts of C beside those of Go, from Go benchmark text. */
void site_lesson_counts(struct site_lesson *lesson, FILE *to);

#endif
