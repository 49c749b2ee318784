/* fate.c -- ask the tracer, if one is there, and say its verdicts. */
#include "expect/fate.h"

#include <dlfcn.h>
#include <inttypes.h>

#include "count/fates.h"
#include "expect/name.h"

enum { FATES = 4 };

struct fates {
    struct {
        int kind;
        uint32_t depth;
        uint64_t home, blocks;
    } at[FATES];
    int count;
    uint64_t others; /* blocks for which there was no room */
};

static void add(void *ctx, int kind, uint32_t depth, uint64_t home, uint64_t blocks)
{
    struct fates *all = ctx;
    int i = 0;

    while (i < all->count &&
           (all->at[i].kind != kind || all->at[i].depth != depth || all->at[i].home != home))
        i++;
    if (i == FATES) {
        all->others += blocks;
        return;
    }
    if (i == all->count) {
        all->count++;
        all->at[i].kind = kind;
        all->at[i].depth = depth;
        all->at[i].home = home;
        all->at[i].blocks = 0;
    }
    all->at[i].blocks += blocks;
}

/* The function around an address: `inner` the one that was inlined last, else the one in which all
 * others are. */
static const char *function_at(uintptr_t pc, bool inner)
{
    struct hm_expect_frame frames[HM_EXPECT_INLINED];
    size_t n = hm_expect_name(pc, frames, HM_EXPECT_INLINED);
    const char *name = frames[inner ? 0 : n - 1].function;

    return name != NULL ? name : "?";
}

static void say_end(struct hm_expect_text *text, const struct fates *all, int i, const char *maker)
{
    uint32_t depth = all->at[i].depth;

    switch ((enum hm_count_fate)all->at[i].kind) {
    case HM_COUNT_FATE_HOME:
        if (depth == 0)
            hm_expect_say(text, "not seen to escape %s", maker);
        else
            hm_expect_say(text, "outlives %s: lives in %s, %" PRIu32 " frame%s up", maker,
                          function_at((uintptr_t)all->at[i].home + 1, false), depth,
                          depth == 1 ? "" : "s");
        return;
    case HM_COUNT_FATE_NO_HOME:
        hm_expect_say(text, "outlives %s and all its callers", maker);
        return;
    case HM_COUNT_FATE_OTHER_THREAD:
        hm_expect_say(text, "outlives %s: freed by another thread", maker);
        return;
    case HM_COUNT_FATE_ALIVE:
        hm_expect_say(text, "not freed so far");
        return;
    case HM_COUNT_FATE_UNKNOWN:
        break;
    }
    hm_expect_say(text, "not known");
}

bool hm_expect_say_fates(struct hm_expect_text *text, const uintptr_t *pcs, size_t n,
                         const char *indent)
{
    hm_count_fates *ask;
    struct fates all = { .count = 0 };
    uint64_t blocks = 0;
    size_t i = 0;

    *(void **)&ask = dlsym(RTLD_DEFAULT, HM_COUNT_FATES);
    if (ask == NULL)
        return false;
    for (; i < n; i++)
        if ((blocks = ask(pcs[i], add, &all)) != 0)
            break;
    if (blocks == 0)
        return false;
    for (int k = 0; k < all.count; k++) {
        hm_expect_say(text, "%s", indent);
        say_end(text, &all, k, function_at(pcs[i], true));
        hm_expect_say(text, " (%" PRIu64 " of %" PRIu64 ")\n", all.at[k].blocks, blocks);
    }
    if (all.others != 0)
        hm_expect_say(text, "%sin other ways (%" PRIu64 " of %" PRIu64 ")\n", indent, all.others,
                      blocks);
    return true;
}
