/* rules.c -- pack what the unwind tables say of a return address, keep it, and walk by it. */
#include "stacks/rules.h"

#include "stacks/cfi.h"
#include "stacks/readable.h"

uint64_t hm_stacks_rules[HM_STACKS_RULE_WAYS << HM_STACKS_RULE_SETS_LOG2];

static bool fits(int64_t bytes, unsigned bits)
{
    return bytes > 0 && bytes % 8 == 0 && bytes / 8 < INT64_C(1) << bits;
}

static uint32_t pack(uintptr_t pc)
{
    struct hm_stacks_cfi cfi;
    if (!hm_stacks_has_table(pc))
        return HM_STACKS_RULE_ENDS | HM_STACKS_RULE_NO_TABLE;
    if (!hm_stacks_cfi_at(pc, &cfi))
        return HM_STACKS_RULE_OTHER;
    if (cfi.outermost)
        return HM_STACKS_RULE_ENDS;
    if (!fits(cfi.offset, 17) || (cfi.rbp_saved && !fits(-cfi.rbp_offset, 7)))
        return HM_STACKS_RULE_OTHER;
    uint32_t rule = HM_STACKS_RULE_PLAIN;
    rule |= (uint32_t)(cfi.offset / 8) << HM_STACKS_RULE_CFA_SHIFT;
    if (cfi.from_rbp)
        rule |= HM_STACKS_RULE_FROM_RBP;
    if (cfi.rbp_saved)
        rule |= HM_STACKS_RULE_RBP_SAVED | (uint32_t)(-cfi.rbp_offset / 8)
                                               << HM_STACKS_RULE_RBP_SHIFT;
    return rule;
}

uint32_t hm_stacks_rule_read(uintptr_t pc)
{
    if (pc >> 48 != 0)
        return HM_STACKS_RULE_OTHER;
    uint32_t rule = pack(pc);
    uint64_t key = hm_stacks_rule_key(pc);
    uint64_t *set = hm_stacks_rule_set(key);
    int way = 0;
    while (way < HM_STACKS_RULE_WAYS - 1 && __atomic_load_n(&set[way], __ATOMIC_RELAXED) != 0)
        way++;
    for (int i = way; i > 0; i--) /* the oldest goes */
        __atomic_store_n(&set[i], __atomic_load_n(&set[i - 1], __ATOMIC_RELAXED), __ATOMIC_RELAXED);
    __atomic_store_n(&set[0], hm_stacks_rule_tag(key) << HM_STACKS_RULE_BITS | rule,
                     __ATOMIC_RELAXED);
    return rule;
}

uint32_t hm_stacks_rules_forgotten;

void hm_stacks_rules_forget(void)
{
    __atomic_fetch_add(&hm_stacks_rules_forgotten, 1, __ATOMIC_RELAXED);
    for (size_t i = 0; i < sizeof hm_stacks_rules / sizeof hm_stacks_rules[0]; i++)
        if (__atomic_load_n(&hm_stacks_rules[i], __ATOMIC_RELAXED) != 0)
            __atomic_store_n(&hm_stacks_rules[i], 0, __ATOMIC_RELAXED);
}

/* Does the step from one frame of the last walk to the next read what it read then? Both words lie
 * between the frame of now, which is the first of them, and the end of the stack. */
static inline bool same_step(const struct hm_stacks_step *s)
{
    return (s->from_rbp == 0 || *s->rbp == s->from_rbp) && *hm_stacks_step_back(s + 1) == s[1].pc;
}

/* frames[n - 1] is where a new walk has come to. Go on as far as the last walk leads from there.
 * *at: where its frames of that height begin. Returns how many frames there are then. */
static inline size_t go_on(const struct hm_stacks_walked *before, uint32_t *at,
                           struct hm_stacks_step *frames, size_t n, size_t max)
{
    const struct hm_stacks_step *s = &frames[n - 1], *old = before->frames;
    while (*at < before->n && old[*at].sp < s->sp)
        ++*at;
    if (*at == before->n || old[*at].sp != s->sp || old[*at].pc != s->pc || old[*at].rbp != s->rbp)
        return n;
    for (; n < max && *at + 1 < before->n && same_step(&old[*at]); ++*at) {
        frames[n - 1].from_rbp = old[*at].from_rbp;
        frames[n++] = old[*at + 1];
    }
    return n;
}

/* A coroutine whose first frame begins at the very end of its stack was called by nothing: libgcc
 * would read the word above it, which may be no memory. */
static __attribute__((noinline, cold)) bool leads_nowhere(const struct hm_stacks_step *s,
                                                          uint32_t rule)
{
    return !hm_stacks_is_readable(hm_stacks_end_of(s, rule) - sizeof(uintptr_t));
}

/* Walk into `now`, whose stack and rules are known. Returns how many frames; 0: libgcc must do
 * it. */
static size_t walk(const uintptr_t *frame, const struct hm_stacks_walked *before, size_t max,
                   struct hm_stacks_walked *now)
{
    struct hm_stacks_step *frames = now->frames;
    bool same = before->top == now->top && before->forgotten == now->forgotten;
    uint32_t at = 0;
    size_t n = 1;
    frames[0] =
        (struct hm_stacks_step){ .pc = frame[1], .sp = (uintptr_t)(frame + 2), .rbp = frame };
    while ((n = same ? go_on(before, &at, frames, n, max) : n) < max) {
        uint32_t rule = hm_stacks_rule_at(frames[n - 1].pc);
        if (hm_stacks_rule_kind(rule) == HM_STACKS_RULE_ENDS)
            return n;
        if (hm_stacks_rule_kind(rule) != HM_STACKS_RULE_PLAIN)
            return 0;
        if (!hm_stacks_step_up(&frames[n - 1], rule, now->top, &frames[n]))
            return leads_nowhere(&frames[n - 1], rule) ? n : 0;
        now->null_above = frames[n].pc == 0;
        if (now->null_above)
            return n;
        n++;
    }
    return n;
}

size_t hm_stacks_walk_rules(const uintptr_t *frame, uintptr_t top, uintptr_t *pcs, size_t max,
                            struct hm_stacks_registers *last, struct hm_stacks_walks *walks)
{
    struct hm_stacks_walked *now = &walks->walked[1 - walks->last];
    now->top = top;
    now->forgotten = __atomic_load_n(&hm_stacks_rules_forgotten, __ATOMIC_RELAXED);
    now->null_above = false;
    size_t n = walk(frame, &walks->walked[walks->last], max, now);
    now->n = (uint32_t)n;
    if (n == 0)
        return 0;
    walks->last = 1 - walks->last;
    for (size_t i = 0; i < n; i++)
        pcs[i] = now->frames[i].pc;
    *last =
        (struct hm_stacks_registers){ .sp = now->frames[n - 1].sp, .fp = *now->frames[n - 1].rbp };
    return n;
}
