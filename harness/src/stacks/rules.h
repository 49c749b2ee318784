/* rules.h -- one step up the stack by the unwind tables, without reading them again.
 *
 * How a frame is left depends only on the return address into it. So the answer of cfi.h for each
 * return address is kept, packed into one word, and a walk by the tables takes a few loads per
 * frame. Its result is that of libgcc or none: where a rule is not plain, libgcc must walk. For use
 * under a malloc hook, by any thread, without locks. */
#ifndef HM_STACKS_RULES_H
#define HM_STACKS_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/likely.h"
#include "count/lane.h"
#include "stacks/table.h"
#include "stacks/walk.h"

/* How to leave the function that has this return address in it. */
enum hm_stacks_rule_kind {
    HM_STACKS_RULE_NONE,
    HM_STACKS_RULE_PLAIN,
    HM_STACKS_RULE_ENDS,  /* the stack ends here, for libgcc too: outermost, or without a table */
    HM_STACKS_RULE_OTHER, /* libgcc knows */
};

enum {
    HM_STACKS_RULE_BITS = 28,
    HM_STACKS_RULE_NO_TABLE = 1 << 2, /* of a rule that ends the stack */
    HM_STACKS_RULE_FROM_RBP = 1 << 2,
    HM_STACKS_RULE_RBP_SAVED = 1 << 3,
    HM_STACKS_RULE_CFA_SHIFT = 4, /* 17 bits: words from rsp or rbp up to the CFA */
    HM_STACKS_RULE_RBP_SHIFT = 21 /* 7 bits: words from the CFA down to the saved rbp */
};

/* Where a walk has come to: the return address pc, and rsp and rbp in the function that it is in.
 * rbp stays on the stack: what is kept here is the address of the word. */
struct hm_stacks_step {
    uintptr_t pc, sp;
    const uintptr_t *rbp;
    uintptr_t from_rbp; /* the word there, if the next step depends on it; else 0 */
};

/* The last walk of a thread by the tables. How it goes on from a frame depends only on pc, rsp, the
 * address of rbp and the words that it reads from there on. So when another walk comes to the same
 * frame, and each of those words is as it was, the rest is the same: a few loads and comparisons,
 * none of which waits for another. */
struct hm_stacks_walked {
    uintptr_t top;      /* of the stack that it was on */
    uint32_t forgotten; /* hm_stacks_rules_forgotten then */
    uint32_t n;
    bool null_above; /* it ended at a return address of 0, which is that of frames[n] */
    struct hm_stacks_step frames[HM_STACKS_DEPTH + 1];
};

/* That walk, and room for the next one. Zero-initialise. */
struct hm_stacks_walks {
    struct hm_stacks_walked walked[2];
    uint32_t last; /* of the two */
};

enum {
    HM_STACKS_RULE_SETS_LOG2 = 13,
    HM_STACKS_RULE_WAYS = 4,
};

/* Atomic words: a tag that, with the set, is the return address; then the rule. */
extern uint64_t hm_stacks_rules[HM_STACKS_RULE_WAYS << HM_STACKS_RULE_SETS_LOG2] HM_COUNT_HIDDEN;

/* How often the rules were forgotten; atomic. */
extern uint32_t hm_stacks_rules_forgotten __attribute__((visibility("hidden")));

/* Read the tables, and remember what they say. */
uint32_t hm_stacks_rule_read(uintptr_t pc) __attribute__((cold));

/* Forget all rules: a library was unloaded, and another may come to lie in its place. */
void hm_stacks_rules_forget(void);

/* Different for each address of 48 bits: the upper bits are the set, the lower ones the tag. */
static inline uint64_t hm_stacks_rule_key(uintptr_t pc)
{
    return pc * UINT64_C(0x9e3779b97f4b) & ((UINT64_C(1) << 48) - 1);
}

static inline uint64_t *hm_stacks_rule_set(uint64_t key)
{
    return &hm_stacks_rules[(key >> (48 - HM_STACKS_RULE_SETS_LOG2)) * HM_STACKS_RULE_WAYS];
}

static inline uint64_t hm_stacks_rule_tag(uint64_t key)
{
    return key & ((UINT64_C(1) << (48 - HM_STACKS_RULE_SETS_LOG2)) - 1);
}

/* The rule at that return address. */
static inline uint32_t hm_stacks_rule_at(uintptr_t pc)
{
    uint64_t key = hm_stacks_rule_key(pc), tag = hm_stacks_rule_tag(key);
    const uint64_t *set = hm_stacks_rule_set(key);
    for (int i = 0; i < HM_STACKS_RULE_WAYS; i++) {
        uint64_t word = __atomic_load_n(&set[i], __ATOMIC_RELAXED);
        uint32_t rule = (uint32_t)word & ((1U << HM_STACKS_RULE_BITS) - 1);
        if (word >> HM_STACKS_RULE_BITS == tag && rule != HM_STACKS_RULE_NONE && pc >> 48 == 0)
            return rule;
    }
    return hm_stacks_rule_read(pc);
}

static inline enum hm_stacks_rule_kind hm_stacks_rule_kind(uint32_t rule)
{
    return (enum hm_stacks_rule_kind)(rule & 3);
}

/* Has the code before the return address pc no unwind table? */
static inline bool hm_stacks_rule_has_no_table(uintptr_t pc)
{
    return hm_stacks_rule_at(pc) == (HM_STACKS_RULE_ENDS | HM_STACKS_RULE_NO_TABLE);
}

/* May the word there be read, and does it lie above what was read so far? */
static inline bool hm_stacks_is_above(uintptr_t at, uintptr_t below, uintptr_t top)
{
    return at >= below && at % sizeof(uintptr_t) == 0 && at < top && top - at >= sizeof(uintptr_t);
}

/* The word that the return address of the frame above was read from. */
static inline const uintptr_t *hm_stacks_step_back(const struct hm_stacks_step *above)
{
    return (const uintptr_t *)above->sp - 1; // NOLINT(performance-no-int-to-ptr)
}

/* The end of the frame by a plain rule; s->from_rbp is set if the rule depends on it. */
static inline uintptr_t hm_stacks_end_of(const struct hm_stacks_step *s, uint32_t rule)
{
    uintptr_t words = rule >> HM_STACKS_RULE_CFA_SHIFT & ((1U << 17) - 1);
    bool from_rbp = (rule & HM_STACKS_RULE_FROM_RBP) != 0;
    return (from_rbp ? s->from_rbp : s->sp) + words * sizeof(uintptr_t);
}

/* Leave the frame by a plain rule, to `above`. Memory below `top` may be read. False: the rule
 * leads elsewhere. */
static inline bool hm_stacks_step_up(struct hm_stacks_step *s, uint32_t rule, uintptr_t top,
                                     struct hm_stacks_step *above)
{
    s->from_rbp = (rule & HM_STACKS_RULE_FROM_RBP) != 0 ? *s->rbp : 0;
    uintptr_t cfa = hm_stacks_end_of(s, rule);
    uintptr_t back = cfa - sizeof(uintptr_t);
    if (HM_BASE_UNLIKELY(!hm_stacks_is_above(back, s->sp, top)))
        return false;
    above->rbp = s->rbp;
    if ((rule & HM_STACKS_RULE_RBP_SAVED) != 0) {
        uintptr_t saved = cfa - (rule >> HM_STACKS_RULE_RBP_SHIFT) * sizeof(uintptr_t);
        if (HM_BASE_UNLIKELY(!hm_stacks_is_above(saved, s->sp, back)))
            return false;
        above->rbp = (const uintptr_t *)saved; // NOLINT(performance-no-int-to-ptr)
    }
    above->sp = cfa;
    above->from_rbp = 0;
    above->pc = *hm_stacks_step_back(above);
    return true;
}

/* Fill pcs with the return addresses on the stack from `frame` on, as libgcc would: at most max,
 * which is at least 1. frame: a frame of ours, whose return address comes first. *last: as of
 * hm_stacks_walk_unwind_tables(). walks: of this thread alone; they hold this walk then. Returns
 * how many; 0: libgcc must do it. */
size_t hm_stacks_walk_rules(const uintptr_t *frame, uintptr_t top, uintptr_t *pcs, size_t max,
                            struct hm_stacks_registers *last, struct hm_stacks_walks *walks);

#endif
