/* notes.h -- what is known of the lines of a source: blocks of a run, messages of Go. */
#ifndef HM_SITE_NOTES_H
#define HM_SITE_NOTES_H

#include <stdbool.h>
#include <stddef.h>

struct site_note {
    char *file;    /* owned; a path below the top of the project */
    unsigned line; /* from 1 */
    char *badge;   /* owned; a few characters for the margin; NULL: none */
    char *text;    /* owned; a sentence */
    bool heap;     /* a block is made here, or may be */
};

struct site_notes {
    struct site_note *notes;
    size_t n, cap;
};

void site_notes_done(struct site_notes *notes);

/* The sites of a trace (heapmark-trace/1) of a benchmark program that ran each case for `ops`
 * operations. False after one line on stderr: the file is damaged, or of another schema. A file
 * that is not there adds nothing and is no fault. */
bool site_notes_trace(struct site_notes *notes, const char *path, unsigned ops);

/* The messages of Go's -m at `path` about the files in `folder`. As above. */
bool site_notes_go(struct site_notes *notes, const char *path, const char *folder);

/* The first note of the line at or behind `from`; NULL: there is no other. */
const struct site_note *site_notes_of(const struct site_notes *notes, const char *file,
                                      unsigned line, const struct site_note *from);

#endif
