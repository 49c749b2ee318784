/* report.h -- the sites of a region as text. May allocate while it names functions; the caller is
 * inside hm_count_guard_enter(). */
#ifndef HM_EXPECT_REPORT_H
#define HM_EXPECT_REPORT_H

#include "expect/name.h"
#include "expect/recorder.h"
#include "expect/say.h"

/* The sites of a region, most blocks first, with their stacks, and what a tracer saw of their
 * blocks. True: a tracer said something. */
bool hm_expect_say_sites(struct hm_expect_text *text, const struct hm_expect *region);

/* The frame that stands for a site: the innermost in a source of the program's, or else the
 * innermost that has a name. */
struct hm_expect_frame hm_expect_spot(uint32_t site);

/* Call fn for each site of the region, most blocks first. */
void hm_expect_each_use(const struct hm_expect *region,
                        void (*fn)(void *ctx, const struct hm_expect_use *use), void *ctx);

#endif
