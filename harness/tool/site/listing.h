/* listing.h -- sources in HTML: two side by side, or one alone, with notes at their lines. */
#ifndef HM_SITE_LISTING_H
#define HM_SITE_LISTING_H

#include <stdbool.h>
#include <stdio.h>

#include "site/notes.h"

/* The files `left` and `right`, which are paths below `root`, side by side: lines that differ are
 * marked, and each note stands at its line. False with errno if one of them cannot be read. */
bool site_listing_pair(FILE *to, const char *root, const char *left, const char *right,
                       const struct site_notes *notes);

/* One file, with its line numbers, which are anchors "L1", "L2" ... */
bool site_listing_one(FILE *to, const char *root, const char *path, const struct site_notes *notes);

/* A line of C or Go: comments, texts and keywords are marked. *comment: a comment that began
 * earlier goes on. */
void site_listing_line(FILE *to, const char *line, bool *comment);

#endif
