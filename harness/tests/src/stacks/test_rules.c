/* test_rules.c -- a walk that goes on as the last one did gives what a walk of its own gives.
 *
 * Method: rules for return addresses that are none, put where rules are kept, and a made-up stack
 * of random words, of which a few change from walk to walk. Real stacks: as_libgcc.sh. */
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "stacks/rules.h"

enum { PCS = 12, STACK = 160, ROUNDS = 200000 };

static uintptr_t stack[STACK];
static unsigned seed = 1;

static unsigned below(unsigned n)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % n;
}

static uintptr_t pc_of(unsigned i)
{
    return 0x10000 + 16 * (uintptr_t)i;
}

static void put_rule(uintptr_t pc, uint32_t rule)
{
    uint64_t key = hm_stacks_rule_key(pc);
    uint64_t *set = hm_stacks_rule_set(key);
    unsigned way = 0;
    while (way < HM_STACKS_RULE_WAYS - 1 && set[way] != 0 &&
           set[way] >> HM_STACKS_RULE_BITS != hm_stacks_rule_tag(key))
        way++;
    set[way] = hm_stacks_rule_tag(key) << HM_STACKS_RULE_BITS | rule;
}

static uint32_t random_rule(void)
{
    uint32_t words = 1 + below(6);
    uint32_t rule = HM_STACKS_RULE_PLAIN | words << HM_STACKS_RULE_CFA_SHIFT;
    if (below(6) == 0)
        rule |= HM_STACKS_RULE_FROM_RBP;
    if (words > 1 && below(2) == 0)
        rule |= HM_STACKS_RULE_RBP_SAVED | (2 + below(words - 1)) << HM_STACKS_RULE_RBP_SHIFT;
    return rule;
}

static void put_rules(void)
{
    for (unsigned i = 0; i < PCS; i++)
        put_rule(pc_of(i), random_rule());
    put_rule(pc_of(PCS), HM_STACKS_RULE_ENDS);
    put_rule(pc_of(PCS + 1), HM_STACKS_RULE_OTHER);
}

static void change_word(void)
{
    unsigned i = below(STACK), kind = below(60), room = STACK - i;
    if (kind < 45)
        stack[i] = pc_of(below(PCS));
    else if (kind < 57)
        stack[i] = (uintptr_t)&stack[i + below(room < 16 ? room : 16)];
    else
        stack[i] = kind == 57 ? 0 : pc_of(PCS + below(2));
}

/* Everything that the cache of stacks takes from a walk. */
static void assert_same_walk(const struct hm_stacks_walked *a, const struct hm_stacks_walked *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->null_above, b->null_above);
    for (uint32_t i = 0; i < a->n + a->null_above; i++) {
        assert_int_equal(a->frames[i].pc, b->frames[i].pc);
        assert_int_equal(a->frames[i].sp, b->frames[i].sp);
        assert_ptr_equal(a->frames[i].rbp, b->frames[i].rbp);
        if (i + 1 < a->n + a->null_above)
            assert_int_equal(a->frames[i].from_rbp, b->frames[i].from_rbp);
    }
}

/* Walk with what is known of the last walk, and without. Returns how many frames. */
static size_t walk_twice(struct hm_stacks_walks *walks, const uintptr_t *frame, size_t max)
{
    static struct hm_stacks_walks none, fresh;
    uintptr_t pcs[HM_STACKS_DEPTH], again[HM_STACKS_DEPTH];
    uintptr_t top = (uintptr_t)(stack + STACK);
    struct hm_stacks_registers last, last_again;
    fresh = none;
    size_t n = hm_stacks_walk_rules(frame, top, pcs, max, &last, walks);
    assert_int_equal(n, hm_stacks_walk_rules(frame, top, again, max, &last_again, &fresh));
    assert_memory_equal(pcs, again, n * sizeof *pcs);
    if (n == 0)
        return 0;
    assert_memory_equal(&last, &last_again, sizeof last);
    assert_same_walk(&walks->walked[walks->last], &fresh.walked[fresh.last]);
    return n;
}

static void a_walk_that_goes_on_as_the_last_one_did_is_a_whole_walk(void **state)
{
    (void)state;
    static struct hm_stacks_walks walks;
    size_t deep = 0;
    for (unsigned i = 0; i < 4 * STACK; i++)
        change_word();
    for (unsigned round = 0; round < ROUNDS; round++) {
        if (round % 100 == 0) {
            hm_stacks_rules_forget();
            put_rules();
        }
        for (unsigned i = below(4); i > 0; i--)
            change_word();
        stack[1] = pc_of(below(PCS));
        unsigned start = 2 * below(8);
        deep += walk_twice(&walks, &stack[start], 1 + below(HM_STACKS_DEPTH)) > 8;
    }
    assert_true(deep > ROUNDS / 100);
}

static void what_is_not_known_by_rule_is_left_to_libgcc(void **state)
{
    (void)state;
    static struct hm_stacks_walks walks;
    uintptr_t pcs[HM_STACKS_DEPTH];
    struct hm_stacks_registers last;
    hm_stacks_rules_forget();
    put_rule(pc_of(0), HM_STACKS_RULE_OTHER);
    put_rule(pc_of(1), HM_STACKS_RULE_PLAIN | STACK << HM_STACKS_RULE_CFA_SHIFT);
    for (unsigned i = 0; i < 2; i++) { /* the second one leads out of the stack */
        stack[1] = pc_of(i);
        assert_int_equal(hm_stacks_walk_rules(stack, (uintptr_t)(stack + STACK), pcs,
                                              HM_STACKS_DEPTH, &last, &walks),
                         0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_that_goes_on_as_the_last_one_did_is_a_whole_walk),
        cmocka_unit_test(what_is_not_known_by_rule_is_left_to_libgcc),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
