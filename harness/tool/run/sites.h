/* sites.h -- from the site table that a process left in the ledger to the sites of its report. */
#ifndef HM_RUN_SITES_H
#define HM_RUN_SITES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "count/totals.h"
#include "run/report.h"
#include "run/wish.h"

/* Rank the sites of `process` (mapped by run_ledger_map()), and name the frames of those that are
 * shown. out->known stays false when there is no memory for it. Free with run_sites_done(). */
void run_sites_read(const struct hm_count_process *process, uint64_t allocs,
                    const struct run_wish *wish, struct run_sites *out);
/* One line, if a source that the sites name has changed since the program was built. */
void run_sites_say_newer(const struct run_sites *sites, FILE *to);

void run_sites_done(struct run_sites *sites);

#endif
