/* clock.h -- monotonic time. */
#ifndef HM_CLOCK_H
#define HM_CLOCK_H

#include <stdint.h>

/* Nanoseconds since an arbitrary start, never going back. Thread-safe, async-signal-safe. */
uint64_t hm__now_ns(void);

#endif
