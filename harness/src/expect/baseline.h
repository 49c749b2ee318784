/* baseline.h -- the file of the last good run: what each region cost when it was recorded.
 *
 *     heapmark-budgets/1
 *     region parse
 *     toolchain gcc-12 x86-64 optimised
 *     count 3 120 96 0                  blocks, bytes, peak bytes, blocks that outlive
 *     site 2 96 list.c node_new         blocks, bytes, file, function
 *
 * One section for each region and toolchain. Written whole under a lock of the file, so tests that
 * run at the same time may share one. */
#ifndef HM_EXPECT_BASELINE_H
#define HM_EXPECT_BASELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "expect/recorder.h"
#include "expect/report.h"

enum hm_expect_known {
    HM_EXPECT_KNOWN,
    HM_EXPECT_NO_FILE,
    HM_EXPECT_NO_REGION,       /* the file knows no such name */
    HM_EXPECT_OTHER_TOOLCHAIN, /* the name, but compiled by another */
    HM_EXPECT_UNREADABLE,      /* no baseline, or one of another schema */
};

struct hm_expect_recorded {
    uint64_t allocs, bytes;
    int64_t peak_bytes, outlive;
    char other[64]; /* the toolchain that the file has numbers of */
    int line;       /* of the file, where it cannot be read */
};

/* What is recorded for this region. Only one thread at a time: it reads into static memory, which
 * hm_expect_say_difference() then uses. */
enum hm_expect_known hm_expect_recall(const struct hm_expect *region,
                                      struct hm_expect_recorded *out);

/* The sites that have more or fewer blocks than recorded, by file and function. */
void hm_expect_say_difference(struct hm_expect_text *text, const struct hm_expect *region);

/* Record the region. 0, or an errno. */
int hm_expect_record(const struct hm_expect *region);

#endif
