/* test_chains.c -- calling chains are whole, recursion in them is folded, and full tables cut. */
#include "support/cmocka_all.h"

#include "support/trace_tables.h"
#include "tracer/chains.h"

enum { DEEP = 2000 };

static uintptr_t machine[8 * DEEP]; /* its stack; functions keep no frame pointer */
static struct hm_tracer_shadow shadow;
static uintptr_t depth;

static int fresh(void **state)
{
    (void)state;
    fresh_tables(16);
    depth = 0;
    return hm_tracer_shadow_init(&shadow, 1, 0, 0);
}

static void enter(uintptr_t fn)
{
    uintptr_t sp = (uintptr_t)(machine + 8 * DEEP - 1 - 2 * ++depth);
    hm_tracer_shadow_enter(&shadow, &(struct hm_hook_step){ fn, fn + 1, fn + 20, sp, sp });
}

static void leave(void)
{
    hm_tracer_shadow_pop(&shadow);
    depth--;
}

static uint32_t chain(enum hm_tracer_chain_room room)
{
    return hm_tracer_chain(&hm_tracer_tables.chains, &shadow, room);
}

static const struct hm_tracer_raw_node *node(uint32_t at)
{
    return &hm_tracer_trace.raw.node[at];
}

static void a_chain_has_all_frames_innermost_first(void **state)
{
    (void)state;
    for (uintptr_t i = 1; i <= 200; i++)
        enter(1000 * i);
    uint32_t at = chain(HM_TRACER_CHAIN_WHOLE);
    assert_int_equal(node(at)->count, 200);
    for (uintptr_t i = 200; i > 0; i--, at = node(at)->parent)
        assert_int_equal(node(at)->frame.fn, 1000 * i);
    assert_int_equal(at, HM_TRACER_NODE_NONE);
}

static void chains_are_told_apart_by_their_outermost_frames(void **state)
{
    uint32_t by[2];
    (void)state;
    for (int k = 0; k < 4; k++) {
        enter(k % 2 == 0 ? 7000 : 8000);
        for (uintptr_t i = 1; i <= 100; i++)
            enter(1000 * i);
        if (k < 2)
            by[k] = chain(HM_TRACER_CHAIN_WHOLE);
        else
            assert_int_equal(
                by[k - 2],
                chain(HM_TRACER_CHAIN_WHOLE)); /* the frames remember those of the other */
        while (depth > 0)
            leave();
    }
    assert_int_not_equal(by[0], by[1]);
}

static void recursion_is_folded_at_each_of_its_calls(void **state)
{
    (void)state;
    uint32_t last[3] = { 0 };
    enter(1000);
    for (uintptr_t i = 0; i < DEEP; i++) {
        enter(2000 + 1000 * (i % 3));
        uint32_t at = chain(HM_TRACER_CHAIN_WHOLE);
        if (i > 2 * HM_TRACER_CHAIN_FOLDED)
            assert_int_equal(at, last[i % 3]);
        last[i % 3] = at;
        assert_int_equal(node(at)->frame.fn, 2000 + 1000 * (i % 3));
    }
    enter(9000);
    uint32_t at = chain(HM_TRACER_CHAIN_WHOLE);
    assert_in_range(node(at)->count, HM_TRACER_CHAIN_FOLDED, HM_TRACER_CHAIN_FOLDED + 5);
    while (node(at)->parent != HM_TRACER_NODE_NONE)
        at = node(at)->parent;
    assert_int_equal(node(at)->frame.fn, 1000);
}

static void without_room_the_innermost_frames_stand_for_the_rest(void **state)
{
    (void)state;
    for (uintptr_t i = 1; i <= 10; i++)
        enter(1000 * i);
    uint32_t known = chain(HM_TRACER_CHAIN_WHOLE);
    enter(20000);
    for (uintptr_t i = 21; i <= 40; i++)
        enter(1000 * i);
    uint32_t at = chain(HM_TRACER_CHAIN_CUT);
    assert_int_equal(at,
                     chain(HM_TRACER_CHAIN_WHOLE)); /* the frames remember that there was no room */
    assert_int_equal(node(at)->count, HM_TRACER_CHAIN_CUT_TO);
    assert_int_equal(node(at)->frame.fn, 40000);
    while (at >= HM_TRACER_NODES_FIRST)
        at = node(at)->parent;
    assert_int_equal(at, HM_TRACER_NODE_MORE);
    while (depth > 10)
        leave();
    assert_int_equal(known, chain(HM_TRACER_CHAIN_CUT));
}

/* A walk through a tree: the way in is left out, the functions outside it and the last call not. */
static void without_room_for_whole_chains_recursion_is_left_out(void **state)
{
    (void)state;
    enter(1000);
    for (uintptr_t i = 0; i < 20; i++)
        enter(i * i % 7 < 3 ? 2000 : 3000);
    enter(4000);
    uint32_t at = chain(HM_TRACER_CHAIN_SHORT);
    assert_int_equal(node(at)->frame.fn, 4000);
    assert_in_range(node(at)->count, 3, 4);
    while (node(at)->parent != HM_TRACER_NODE_NONE)
        at = node(at)->parent;
    assert_int_equal(node(at)->frame.fn, 1000);
    assert_int_equal(hm_tracer_trace.raw.header->shortened, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_chain_has_all_frames_innermost_first, fresh),
        cmocka_unit_test_setup(chains_are_told_apart_by_their_outermost_frames, fresh),
        cmocka_unit_test_setup(recursion_is_folded_at_each_of_its_calls, fresh),
        cmocka_unit_test_setup(without_room_for_whole_chains_recursion_is_left_out, fresh),
        cmocka_unit_test_setup(without_room_the_innermost_frames_stand_for_the_rest, fresh),
    };
    return cmocka_run_group_tests_name("trace_chains", tests, NULL, NULL);
}
