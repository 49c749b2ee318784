/* words.h -- what the writers of this room have in common: names and places in words. */
#ifndef HM_VERDICT_WORDS_H
#define HM_VERDICT_WORDS_H

#include "verdict/report.h"

/* How many columns a name may take. Room for one, however many bytes a column takes. */
enum { VERDICT_NAME = 64, VERDICT_NAME_ROOM = 4 * VERDICT_NAME + 4 };

/* The name in at most so many columns: the middle of a longer one is left out. NULL: `unknown`.
 * Into text, of VERDICT_NAME_ROOM bytes; returns text. */
char *verdict_short(const char *name, const char *unknown, size_t columns, char *text);

/* FILE:LINE:COLUMN, or the function. */
void verdict_where(const struct verdict_at *at, char *text, size_t size);

const char *verdict_plural(uint64_t count); /* "" or "s" */

/* Is the verdict that an automatic variable would do? */
bool verdict_would_be_variable(const struct verdict_site *site);

/* Who called the site, from the direct caller up. Calls that repeat, as in a recursion, are one.
 * Brief: without the middle of long chains; *left_out becomes true if there was one. False: no
 * memory. */
bool verdict_write_callers(FILE *out, const struct verdict_site *site, bool brief, bool *left_out);

#endif
