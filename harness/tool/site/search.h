/* search.h -- the index of the search: a script, since a page that was opened from a file may not
 * fetch data. */
#ifndef HM_SITE_SEARCH_H
#define HM_SITE_SEARCH_H

#include <jansson.h>

#include "site/markdown.h"
#include "site/pages.h"

/* Add the sections of a page to the index, an array. */
void site_search_add(json_t *index, const struct site_page *page, const struct site_markdown *text);

/* Write OUT/search.js. False after one line on stderr. */
bool site_search_write(const json_t *index, const char *out);

#endif
