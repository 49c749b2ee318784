/* report.c -- sites and stacks as lines of text. */
#include "expect/report.h"

#include <inttypes.h>

#include "expect/fate.h"
#include "expect/sites.h"

enum { SITES_SHOWN = 5 };

struct hm_expect_frame hm_expect_spot(uint32_t site)
{
    struct hm_expect_frame frames[HM_EXPECT_INLINED], named = { 0 };
    const uintptr_t *pcs = NULL;
    size_t n = hm_expect_site_stack(site, &pcs);

    for (size_t i = 0; i < n; i++) {
        size_t count = hm_expect_name(pcs[i], frames, HM_EXPECT_INLINED);
        for (size_t k = 0; k < count; k++) {
            if (frames[k].source)
                return frames[k];
            if (named.function == NULL && !frames[k].malloc)
                named = frames[k];
        }
    }
    return named;
}

void hm_expect_each_use(const struct hm_expect *region,
                        void (*fn)(void *ctx, const struct hm_expect_use *use), void *ctx)
{
    const struct hm_expect_use *last = NULL;

    for (;;) {
        const struct hm_expect_use *next = NULL;
        for (size_t i = 0; i < HM_EXPECT_USES; i++) {
            const struct hm_expect_use *u = &region->uses[i];
            bool later =
                last == NULL || u->allocs < last->allocs || (u->allocs == last->allocs && u > last);
            if (u->allocs != 0 && later && (next == NULL || u->allocs > next->allocs))
                next = u;
        }
        if (next == NULL)
            return;
        fn(ctx, next);
        last = next;
    }
}

struct listing {
    struct hm_expect_text *text;
    int sites, left_out;
    bool judged;
};

static const char *s_of(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static void say_use(void *ctx, const struct hm_expect_use *use)
{
    struct listing *l = ctx;
    const uintptr_t *pcs = NULL;
    size_t n = hm_expect_site_stack(use->site, &pcs);

    if (l->sites++ >= SITES_SHOWN) {
        l->left_out++;
        return;
    }
    hm_expect_say(l->text, "  %" PRIu64 " block%s, %" PRIu64 " byte%s", use->allocs,
                  s_of(use->allocs), use->bytes, s_of(use->bytes));
    if (use->alive > 0)
        hm_expect_say(l->text, ", %" PRId64 " still alive", use->alive);
    hm_expect_say(l->text, ":\n");
    hm_expect_say_stack(l->text, pcs, n, "      ");
    l->judged = hm_expect_say_fates(l->text, pcs, n, "    ") || l->judged;
}

bool hm_expect_say_sites(struct hm_expect_text *text, const struct hm_expect *region)
{
    struct listing listing = { .text = text };

    hm_expect_each_use(region, say_use, &listing);
    if (listing.left_out > 0)
        hm_expect_say(text, "  and %d more site%s\n", listing.left_out,
                      s_of((uint64_t)listing.left_out));
    if (region->rest.allocs != 0)
        hm_expect_say(text, "  %" PRIu64 " block%s at sites that are not kept apart\n",
                      region->rest.allocs, s_of(region->rest.allocs));
    return listing.judged;
}
