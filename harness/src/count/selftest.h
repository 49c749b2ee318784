/* selftest.h -- what the interposer tells about itself, and what the self-test makes of it. */
#ifndef HM_COUNT_SELFTEST_H
#define HM_COUNT_SELFTEST_H

/* Why counting cannot be trusted, found by the interposer; NULL: nothing wrong. Static storage. */
extern const char *hm_interpose_problem __attribute__((visibility("hidden")));

/* File name of the library that serves the program's requests; NULL if not known. Static storage.
 */
extern const char *hm_interpose_next __attribute__((visibility("hidden")));

#endif
