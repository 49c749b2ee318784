/* shell.h -- what every page of the site has around its text. */
#ifndef HM_SITE_SHELL_H
#define HM_SITE_SHELL_H

#include <stdbool.h>
#include <stdio.h>

#include "site/pages.h"

/* The beginning of the page at `target` up to its main text. current: the page in the list of
 * pages, or NULL. */
void site_shell_begin(FILE *to, const struct site_pages *pages, const char *target,
                      const char *title, const struct site_page *current);
void site_shell_end(FILE *to, const char *target);

/* A stream to the page at `target` below `out`, whose folders are made. NULL after one line on
 * stderr. Close it with site_page_close(). */
FILE *site_page_open(const char *out, const char *target);

/* False after one line on stderr. */
bool site_page_close(FILE *page, const char *out, const char *target);

#endif
