/* pages.h -- which pages the site has, and where each of them lies. */
#ifndef HM_SITE_PAGES_H
#define HM_SITE_PAGES_H

#include <stdbool.h>
#include <stddef.h>

enum site_part {
    SITE_LESSONS,
    SITE_START,
    SITE_HOW_TO,
    SITE_EXPLANATION,
    SITE_EXERCISES,
    SITE_STUDIES,
    SITE_REFERENCE,
    SITE_DEMOS,
    SITE_PARTS,
};

struct site_page {
    char *source; /* owned; below the top of the project: "docs/lessons/01-frames.md" */
    char *target; /* owned; below the site: "lessons/01-frames.html" */
    char *title;  /* owned; the first heading */
    enum site_part part;
};

struct site_pages {
    struct site_page *pages; /* by part, then by source */
    size_t n, cap;
    bool failed;    /* a folder could not be read; it was said */
    char **sources; /* owned; files that pages link to, in the order in which they were met */
    size_t n_sources, sources_cap;
};

/* Every page of docs/ and the README of every demo below root. */
void site_pages_find(struct site_pages *pages, const char *root);
void site_pages_done(struct site_pages *pages);

const char *site_part_title(enum site_part part);

/* "../../" for a page two folders down. Owned by the caller. */
char *site_up(const char *target);

/* Where the link `url` of the page leads on the site; a source that is linked gets a page of its
 * own. Owned by the caller; NULL: nowhere on the site. */
char *site_pages_link(struct site_pages *pages, const char *root, const struct site_page *from,
                      const char *url);

/* The page of a source file below the site: "source/demos/x.c.html". Owned by the caller. */
char *site_source_target(const char *source);

#endif
