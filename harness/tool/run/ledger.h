/* run_ledger.h -- the launcher's side of the ledger: make it, and read what the processes left in
 * it. */
#ifndef HM_RUN_LEDGER_H
#define HM_RUN_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "count/totals.h"
#include "run/report.h"

struct hm__run_ledger {
    int fd;
    char path[64]; /* for HM__LEDGER_ENV; valid while this process lives */
    struct hm__ledger *page;
};

/* sites: frames wanted per site, 0 for none. False with errno set. Free with
 * hm__run_ledger_close(). */
bool hm__run_ledger_open(struct hm__run_ledger *ledger, bool children, uint32_t sites);
void hm__run_ledger_close(struct hm__run_ledger *ledger);

/* Processes that have an extent. */
uint32_t hm__run_ledger_count(const struct hm__run_ledger *ledger);

/* Extent `number`, mapped for reading with its site table, or NULL. hm__run_ledger_unmap() it. */
const struct hm__process *hm__run_ledger_map(const struct hm__run_ledger *ledger, uint32_t number);
void hm__run_ledger_unmap(const struct hm__process *process);

/* Sum the lanes of a mapped process into *out (all but its sites). out borrows the strings of p. */
void hm__run_totals(const struct hm__process *p, struct hm__run_process *out);

#endif
