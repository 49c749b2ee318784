/* ledger.h -- the launcher's side of the ledger: make it, and read what the processes wrote. */
#ifndef HM_RUN_LEDGER_H
#define HM_RUN_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "count/totals.h"
#include "run/report.h"

struct run_ledger {
    int fd;
    char path[64]; /* for HM_COUNT_LEDGER_ENV; valid while this process lives */
    struct hm_count_ledger *page;
};

/* sites: frames wanted per site, 0 for none. False with errno set. Free with
 * run_ledger_close(). */
bool run_ledger_open(struct run_ledger *ledger, bool children, uint32_t sites);
void run_ledger_close(struct run_ledger *ledger);

/* How many processes have an extent. */
uint32_t run_ledger_count(const struct run_ledger *ledger);

/* An extent, mapped for reading. */
struct run_extent {
    const struct hm_count_process *process; /* NULL: it could not be mapped */
    bool sites;                             /* with its site table */
};

/* Map extent `number`. Release it with run_ledger_unmap(). */
struct run_extent run_ledger_map(const struct run_ledger *ledger, uint32_t number);
void run_ledger_unmap(const struct run_extent *extent);

/* The reason of enum hm_count_lost, as one clause. */
const char *run_ledger_reason(enum hm_count_lost why);

/* Sum the lanes of a mapped process into *out (all but its sites). out borrows the strings of p. */
void run_totals(const struct hm_count_process *p, struct run_process *out);

#endif
