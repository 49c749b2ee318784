/* lines.h -- a text as lines, and which lines of two texts stand beside each other. */
#ifndef HM_SITE_LINES_H
#define HM_SITE_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct site_lines {
    char *text;   /* owned; each line is ended by a NUL here */
    char **lines; /* owned array; line k of the file is lines[k - 1] */
    size_t n;
};

/* Read the file at path. False with errno if it cannot be read; then *lines is empty. */
bool site_lines_read(struct site_lines *lines, const char *path);
void site_lines_done(struct site_lines *lines);

enum { SITE_NONE = -1 };

/* A row of two things side by side: an index on each side, or SITE_NONE. */
struct site_row {
    long left, right;
    bool same;
};

/* Are left i and right j the same? */
typedef bool site_equal(const void *ctx, size_t i, size_t j);

/* Put n things beside m: the longest common part makes rows of both. What lies between it is paired
 * in the same way where it is similar (NULL: never), and has rows of its own where it is not.
 * Returns an owned array of *rows rows. */
struct site_row *site_align(size_t n, size_t m, site_equal *equal, site_equal *similar,
                            const void *ctx, size_t *rows);

#endif
