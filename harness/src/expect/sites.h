/* sites.h -- the call stacks that allocated, each with a number from 1.
 *
 * For one thread at a time: the recorder's lock is held. Nothing allocates. */
#ifndef HM_EXPECT_SITES_H
#define HM_EXPECT_SITES_H

#include <stddef.h>
#include <stdint.h>

enum { HM_EXPECT_DEPTH = 24, HM_EXPECT_SITES = 1 << 13 };

/* The number of the stack with these return addresses, innermost first; n <= HM_EXPECT_DEPTH.
 * 0: the table is full. */
uint32_t hm_expect_site(const uintptr_t *pcs, size_t n);

/* Its return addresses. Stays valid. */
size_t hm_expect_site_stack(uint32_t site, const uintptr_t **pcs);

#endif
