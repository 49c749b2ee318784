/* counted.h -- for tests that need a counted program. A sanitizer has its own malloc, so in a
 * sanitizer build, and only there, such a test is skipped. */
#ifndef HM_TESTS_COUNTED_H
#define HM_TESTS_COUNTED_H

#include <stdio.h>
#include <stdlib.h>

enum { TEST_SKIPPED = 77 }; /* ctest's SKIP_RETURN_CODE in hm_test() */

#ifdef HM_SANITIZED
#define HM_NEEDS_COUNTING() return TEST_SKIPPED
#else
#define HM_NEEDS_COUNTING() ((void)0)
#endif

/* Can answers be confined? */
#define HM_ISOLATES                                                                                \
    (system("HEAPMARK='" HM_BUILD_DIR "/bin/heapmark' '" HM_SOURCE_DIR "/scripts/confines'") == 0)

/* For tests of the grader, which marks nothing there. */
#define HM_NEEDS_ISOLATION()                                                                       \
    do {                                                                                           \
        if (!HM_ISOLATES) {                                                                        \
            puts("skipped: bubblewrap does not work here");                                        \
            return TEST_SKIPPED;                                                                   \
        }                                                                                          \
    } while (0)

/* For tests of what needs a program that not every machine has. */
#define HM_NEEDS_PROGRAM(name)                                                                     \
    do {                                                                                           \
        if (system("command -v " name " >/dev/null 2>&1") != 0) {                                  \
            puts("skipped: there is no " name);                                                    \
            return TEST_SKIPPED;                                                                   \
        }                                                                                          \
    } while (0)

#endif
