/* rules.c -- pack what the unwind tables say of a return address, keep it, and walk by it. */
#include "stacks/rules.h"

#include "stacks/cfi.h"

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

void hm_stacks_rules_forget(void)
{
    for (size_t i = 0; i < sizeof hm_stacks_rules / sizeof hm_stacks_rules[0]; i++)
        if (__atomic_load_n(&hm_stacks_rules[i], __ATOMIC_RELAXED) != 0)
            __atomic_store_n(&hm_stacks_rules[i], 0, __ATOMIC_RELAXED);
}

size_t hm_stacks_walk_rules(const uintptr_t *frame, uintptr_t top, uintptr_t *pcs, size_t max,
                            struct hm_stacks_registers *last)
{
    struct hm_stacks_step s = { .pc = frame[1], .sp = (uintptr_t)(frame + 2), .rbp = frame };
    size_t n = 0;
    do {
        pcs[n++] = s.pc;
        *last = (struct hm_stacks_registers){ .sp = s.sp, .fp = *s.rbp };
        if (n == max)
            return n;
        uint32_t rule = hm_stacks_rule_at(s.pc);
        if (hm_stacks_rule_kind(rule) == HM_STACKS_RULE_ENDS)
            return n;
        if (hm_stacks_rule_kind(rule) != HM_STACKS_RULE_PLAIN || !hm_stacks_step_up(&s, rule, top))
            return 0;
    } while (s.pc != 0);
    return n;
}
