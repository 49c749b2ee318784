/* reloaded.h -- a library that was unloaded and loaded again elsewhere: its stacks are the same. */
#ifndef HM_RUN_RELOADED_H
#define HM_RUN_RELOADED_H

#include "run/report.h"
#include "stacks/table.h"

/* Make one of the sites in out->all whose stacks are the same but for where a file was in memory.
 * Their order stays. With no memory for it they stay apart. */
void run_reloaded_merge(const struct hm_stacks *table, struct run_sites *out);

#endif
