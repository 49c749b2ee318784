/* against.h -- what a report says about the sites of an earlier run, and what changed since.
 *
 * Addresses and lines differ from build to build, so stacks are matched by the names of their
 * functions, and frames without a name by module and address. Sites that have the same names are
 * one stack here. */
#ifndef HM_RUN_AGAINST_H
#define HM_RUN_AGAINST_H

#include <stdbool.h>

#include "run/wish.h"

/* Read the sites of the first process in the JSON report `file`, which is borrowed. All
 * amounts must be known of each. NULL after a line on stderr. */
struct run_old *run_against_read(const char *file);
void run_against_free(struct run_old *old); /* NULL is allowed */

/* Fill out->against from the sites in out->all, whose frames are known. It borrows from both.
 * False: no memory. */
bool run_against_compare(const struct run_wish *wish, struct run_sites *out);
void run_against_done(struct run_against *against);

#endif
