/* name.h -- what a return address stands for in the source.
 *
 * The reader of debug information is linked where it is there; without it the dynamic linker's
 * tables name functions alone. */
#ifndef HM_EXPECT_NAME_H
#define HM_EXPECT_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HM_EXPECT_INLINED = 8 };

struct hm_expect_frame {
    const char *function, *file; /* NULL: unknown. Valid until the process ends */
    int line;                    /* 0: unknown */
    bool source; /* a place of the program's own, not of a system library or header */
    bool malloc; /* in the library whose malloc the program calls, where that is not the program */
};

/* What is at the call before that return address: the innermost inlined function first. At least
 * one. May allocate. */
size_t hm_expect_name(uintptr_t pc, struct hm_expect_frame *frames, size_t max);

/* The reader of debug information. */
size_t hm_expect_name_by_debug(uintptr_t pc, struct hm_expect_frame *frames, size_t max)
    __attribute__((weak));

#endif
