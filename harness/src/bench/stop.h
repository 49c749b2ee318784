/* stop.h -- ending a run early without losing what was measured: an interrupt or a time limit.
 *
 * The first SIGINT or SIGTERM, or the limit, asks the runner to stop at the next place where it
 * looks, and makes hm_loop() look soon; the sample under way is dropped and the report is written.
 * A second signal, or two more seconds after the limit, ends the process at once with one line. */
#ifndef HM_BENCH_STOP_H
#define HM_BENCH_STOP_H

#include <stdbool.h>
#include <stdint.h>

/* Install the handlers; limit_ns 0: no limit. */
void hm_bench_stop_watch(uint64_t limit_ns);
/* Put back what was there before. */
void hm_bench_stop_unwatch(void);

/* The counter that a stop sets back so that hm_loop() takes its long way; NULL: none runs. */
void hm_bench_stop_loop(volatile uint64_t *left);

bool hm_bench_stop_requested(void);
/* What asked: "interrupted", "time limit reached"; NULL if nothing did. */
const char *hm_bench_stop_reason(void);

#endif
