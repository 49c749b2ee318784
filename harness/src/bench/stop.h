/* stop.h -- ending a run early without losing what was measured: an interrupt or a time limit.
 *
 * The first SIGINT or SIGTERM, or the limit, asks the runner to stop. The runner and hm_loop()
 * check for that; the sample under way is dropped and the report is written. A second signal, or
 * two more seconds after the limit, ends the process at once with one line. Process-wide: one at a
 * time. */
#ifndef HM_BENCH_STOP_H
#define HM_BENCH_STOP_H

#include <stdbool.h>
#include <stdint.h>

/* Install the handlers. limit_ns: nanoseconds from now; 0: no limit. */
void hm_bench_stop_watch(uint64_t limit_ns);

/* Put back the handlers that were there before. */
void hm_bench_stop_unwatch(void);

/* The counter that a stop sets to 1, so that hm_loop() takes its slow path; NULL: no loop runs. */
void hm_bench_stop_loop(volatile uint64_t *left);

bool hm_bench_stop_requested(void);

/* Why: "interrupted" or "time limit reached"; NULL if no stop was requested. Static storage. */
const char *hm_bench_stop_reason(void);

#endif
