/* markdown_none.c -- stands for markdown.c where the tool is built without cmark-gfm. */
#include "site/markdown.h"

bool site_markdown_possible(void)
{
    return false;
}

void site_markdown_read(struct site_markdown *page, const char *text,
                        const struct site_markdown_asks *asks)
{
    (void)text;
    (void)asks;
    *page = (struct site_markdown){ 0 };
}

void site_markdown_done(struct site_markdown *page)
{
    (void)page;
}
