/* markdown.h -- a page of docs/ as HTML, by cmark-gfm. */
#ifndef HM_SITE_MARKDOWN_H
#define HM_SITE_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A heading, and the beginning of the text that stands below it. */
struct site_section {
    int level;
    char *title, *anchor, *text; /* owned */
};

struct site_markdown {
    char *html; /* owned */
    struct site_section *sections;
    size_t n, cap;
};

/* What the page asks of its surroundings. */
struct site_markdown_asks {
    void *ctx;
    /* The new target of a link; owned by the caller, NULL: the text without a link. */
    char *(*link)(void *ctx, const char *url);
    /* Write what shall stand in place of a code block that has the claim "diff: LEFT RIGHT" above
     * it. False: nothing was written, and the block stays. */
    bool (*pair)(void *ctx, FILE *to, const char *left, const char *right);
};

/* Was the tool built with cmark-gfm? */
bool site_markdown_possible(void);

/* Markdown with tables. HTML in it is left out. */
void site_markdown_read(struct site_markdown *page, const char *text,
                        const struct site_markdown_asks *asks);
void site_markdown_done(struct site_markdown *page);

#endif
