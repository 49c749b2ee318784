/* say.h -- lines of text into a buffer, cut at its end; and stacks.
 *
 * Naming the functions of a stack may allocate: the caller is inside hm_count_guard_enter(). */
#ifndef HM_EXPECT_SAY_H
#define HM_EXPECT_SAY_H

#include <stddef.h>
#include <stdint.h>

struct hm_expect_text {
    char *at;
    size_t room; /* with the final NUL */
};

void hm_expect_say(struct hm_expect_text *text, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A stack, one line a frame. What lies below the program's first own frame is shown whole, above it
 * the own frames alone: a test runner and its callers tell nothing. Frames inside the library of
 * malloc are left out. */
void hm_expect_say_stack(struct hm_expect_text *text, const uintptr_t *pcs, size_t n,
                         const char *indent);

#endif
