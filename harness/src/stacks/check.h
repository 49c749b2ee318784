/* check.h -- for tests: is the site that a block was counted at the stack that libgcc sees?
 *
 * Compiled with HM_STACKS_CHECK alone, for a test that has the function. Each stack is then walked
 * twice, however it was found. */
#ifndef HM_STACKS_CHECK_H
#define HM_STACKS_CHECK_H

#include "stacks/table.h"

/* Ends the program with a message if the frames of that site (number + 1; 0: none) are not those
 * on the stack, at most `depth` of them. */
#ifdef HM_STACKS_CHECK
void hm_stacks_check(const struct hm_stacks *table, uint32_t site, void *caller, unsigned depth);
#else
static inline void hm_stacks_check(const struct hm_stacks *table, uint32_t site, void *caller,
                                   unsigned depth)
{
    (void)table, (void)site, (void)caller, (void)depth;
}
#endif

#endif
