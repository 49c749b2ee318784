/* selftest.h -- what the interposer found out about itself, for hm_counting_reason(). */
#ifndef HM_COUNT_SELFTEST_H
#define HM_COUNT_SELFTEST_H

#include "count/lane.h"

/* The lane of the self-test. What is requested in it does not reach the program's allocator. */
extern struct hm_count_lane hm_count_selftest HM_COUNT_HIDDEN;

/* Why counting cannot be trusted, found by the interposer; NULL: nothing wrong. Static storage. */
extern const char *hm_interpose_problem __attribute__((visibility("hidden")));

/* File name of the library that serves the program's requests; NULL if not known. Static storage.
 */
extern const char *hm_interpose_next __attribute__((visibility("hidden")));

#endif
