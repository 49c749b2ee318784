/* newer.h -- which sources have changed since the file was built in which they are named. */
#ifndef HM_SYMBOLS_NEWER_H
#define HM_SYMBOLS_NEWER_H

#include <stddef.h>
#include <stdio.h>

struct symbols_newer {
    void *sources;              /* a search tree */
    const char *first, *binary; /* the first of those shown, and what it is newer than */
    size_t count;
};

/* The debug information of `binary` names that source. Both are borrowed. */
void symbols_newer_learn(struct symbols_newer *n, const char *name, const char *binary);

/* A report names that source; NULL is allowed. */
void symbols_newer_show(struct symbols_newer *n, const char *name);

/* One line for `who`, if a source that a report names is newer than what was built from it. */
void symbols_newer_say(const struct symbols_newer *n, FILE *to, const char *who);

void symbols_newer_done(struct symbols_newer *n);

#endif
