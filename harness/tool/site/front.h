/* front.h -- the first page: the ladder as a chart, what was found, and the way into the rest. */
#ifndef HM_SITE_FRONT_H
#define HM_SITE_FRONT_H

#include <stdbool.h>
#include <stdio.h>

#include "site/pages.h"

/* ladder: compare.json of `heapmark compare --ladder` (heapmark.ladder/1). False after one line on
 * stderr if it is damaged; the page then says that it is missing, as it does if there is none. */
bool site_front_write(FILE *to, const struct site_pages *pages, const char *ladder);

#endif
