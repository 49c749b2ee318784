/* likely.h -- which way a branch nearly always goes, for the compiler's layout of the code. */
#ifndef HM_BASE_LIKELY_H
#define HM_BASE_LIKELY_H

#define HM_BASE_LIKELY(x)   __builtin_expect(!!(x), 1)
#define HM_BASE_UNLIKELY(x) __builtin_expect(!!(x), 0)

#endif
