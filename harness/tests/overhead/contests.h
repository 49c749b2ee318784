/* contests.h -- what bench_harness measures. Each prints its lines and returns whether all was met.
 */
#ifndef HM_OVERHEAD_CONTESTS_H
#define HM_OVERHEAD_CONTESTS_H

#include "meter.h"

bool contest_loop(void);
bool contest_pairs(void);
bool contest_encode(void);

/* Needs Go and redigo. If one is missing it prints why and counts as met. */
bool contest_redigo(void);

#endif
