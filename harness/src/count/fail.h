/* fail.h -- the interposer's side of <heapmark/fail.h>. Thread-safe, async-signal-safe. */
#ifndef HM_COUNT_FAIL_H
#define HM_COUNT_FAIL_H

#include <stdbool.h>

/* Called for every request while HM_COUNT_MODE_FAIL is set: true if this is the one that fails. */
bool hm_count_fail_now(void);

#endif
