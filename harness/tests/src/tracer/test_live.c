/* test_live.c -- blocks alive at once are counted for the right activation. */
#include "support/cmocka_all.h"

#include "tracer/live.h"

static void blocks_of_one_activation_add_up(void **state)
{
    struct hm_tracer_live l = { 0 };
    struct hm_tracer_arena a = { 0 };
    (void)state;
    for (int i = 0; i < 3; i++)
        hm_tracer_live_born(&l, &a, 5);
    assert_int_equal(hm_tracer_live_since(&l, 5), 3);
    hm_tracer_live_died(&l, 5);
    assert_int_equal(hm_tracer_live_since(&l, 5), 2);
}

static void an_inner_home_does_not_count_what_an_outer_frame_made(void **state)
{
    struct hm_tracer_live l = { 0 };
    struct hm_tracer_arena a = { 0 };
    (void)state;
    hm_tracer_live_born(&l, &a, 1);
    hm_tracer_live_born(&l, &a, 4);
    hm_tracer_live_born(&l, &a, 4);
    assert_int_equal(hm_tracer_live_since(&l, 4), 2);
    assert_int_equal(hm_tracer_live_since(&l, 1), 3);
}

static void blocks_of_frames_that_were_left_fall_to_the_frame_below(void **state)
{
    struct hm_tracer_live l = { 0 };
    struct hm_tracer_arena a = { 0 };
    (void)state;
    for (uint64_t callee = 2; callee < 1000; callee++)
        hm_tracer_live_born(&l, &a, callee);
    hm_tracer_live_born(&l, &a, 1); /* all of them have returned to activation 1 */
    assert_int_equal(l.count, 1);
    assert_int_equal(hm_tracer_live_since(&l, 1), 999);
    hm_tracer_live_died(&l, 500);
    assert_int_equal(hm_tracer_live_all(&l), 998);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_of_one_activation_add_up),
        cmocka_unit_test(an_inner_home_does_not_count_what_an_outer_frame_made),
        cmocka_unit_test(blocks_of_frames_that_were_left_fall_to_the_frame_below),
    };
    return cmocka_run_group_tests_name("trace_live", tests, NULL, NULL);
}
