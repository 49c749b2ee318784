/* clock.h -- monotonic time. */
#ifndef HM_BASE_CLOCK_H
#define HM_BASE_CLOCK_H

#include <stdint.h>

/* Nanoseconds since an arbitrary start, never going back. Thread-safe, async-signal-safe. */
uint64_t hm_base_now_ns(void);

#endif
