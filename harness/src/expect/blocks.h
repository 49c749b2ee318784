/* blocks.h -- the blocks of open regions that are alive, by address.
 *
 * For one thread at a time: the recorder's lock is held. Private memory, nothing allocates; what is
 * returned is valid until the next call. Keeps errno. */
#ifndef HM_EXPECT_BLOCKS_H
#define HM_EXPECT_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hm_expect_block {
    uintptr_t address; /* 0: unused */
    size_t size;
    uint64_t birth; /* number of the birth, from 1 */
    const void *thread;
    uint32_t site; /* of heapmark's sites.h; 0: unknown */
};

/* False: no memory. */
bool hm_expect_blocks_add(const struct hm_expect_block *block);

/* Take the block at that address out of the table. False: it is not there. */
bool hm_expect_blocks_take(const void *address, struct hm_expect_block *out);

void hm_expect_blocks_clear(void);

#endif
