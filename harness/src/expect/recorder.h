/* recorder.h -- follows the blocks of every open region, as an observer of the malloc family.
 *
 * Installed at the first region and left there; with no region open it does next to nothing. One
 * lock guards the tables. A signal handler cannot meet it: what a handler allocates while its
 * thread is inside the observer is not observed. Thread-safe. */
#ifndef HM_EXPECT_RECORDER_H
#define HM_EXPECT_RECORDER_H

#include <heapmark/expect.h>

enum { HM_EXPECT_REGIONS = 32, HM_EXPECT_USES = 256, HM_EXPECT_MESSAGE = 6144 };

/* What one site did in one region. */
struct hm_expect_use {
    uint32_t site;
    uint64_t allocs, bytes;
    int64_t alive; /* blocks */
};

struct hm_expect {
    bool open;
    uint64_t number; /* of the region, from 1 */
    uint64_t since;  /* of the first birth that belongs to it */
    const void *thread, *frame;
    hm_budget budget;
    hm_priv_place place;
    uint64_t allocs, bytes;
    int64_t live_blocks, live_bytes, peak_bytes;
    uint64_t not_followed; /* blocks for which there was no memory: they count as ended at once */
    struct hm_expect_use uses[HM_EXPECT_USES]; /* hashed by site */
    struct hm_expect_use rest;                 /* of the sites for which there was no room */
    hm_finding finding;
    char name[128], message[HM_EXPECT_MESSAGE];
};

/* Open a region; those of this thread whose function was left are given up. Never NULL: without
 * room the oldest region of all is given up. */
struct hm_expect *hm_expect_open(const hm_budget *budget, const hm_priv_place *place);

/* Close it, and give up those that this thread began after it. False: it is not open. From then on
 * its numbers stand still. */
bool hm_expect_close(struct hm_expect *region);

/* Called for each block that the calling thread was handed, unless it paused. caller: the return
 * address of its request. */
typedef void hm_expect_meet(size_t size, void *caller);

/* Observe the malloc family from now on. meet, if not NULL, is called also while no region is open.
 */
void hm_expect_watch(hm_expect_meet *meet);

#endif
