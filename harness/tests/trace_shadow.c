/* trace_shadow.c -- the shadow stack knows which activations are alive, told or not. */
#include "support/cmocka_all.h"

#include "support/trace_tables.h"

static struct hm__shadow shadow;

static int fresh(void **state)
{
    (void)state;
    fresh_tables(16);
    return hm__shadow_init(&shadow, 1, 0, 0);
}

/* Function fn entered with this stack pointer; a machine frame of 16 bytes and no frame pointer. */
static void enter(uintptr_t fn, uintptr_t call, uintptr_t sp)
{
    hm__shadow_enter(&shadow, &(struct hm__step){ fn, call, fn + 20, sp, sp });
}

static void leave(uintptr_t fn, uintptr_t call, uintptr_t sp)
{
    hm__shadow_leave(&shadow, &(struct hm__step){ fn, call, fn + 90, sp, sp }, false);
}

static void ids_grow_over_calls_and_returns(void **state)
{
    (void)state;
    enter(1000, 1, 800);
    enter(2000, 2, 700);
    leave(2000, 2, 700);
    enter(2000, 2, 700);
    assert_int_equal(hm__shadow_depth(&shadow), 2);
    assert_int_equal(hm__shadow_top(&shadow)->id, 3);
}

static void the_home_of_a_birth_is_the_deepest_frame_not_younger(void **state)
{
    (void)state;
    for (uintptr_t i = 0; i < 100; i++)
        enter(1000 + 100 * i, i, 9000 - 10 * i);
    assert_int_equal(hm__shadow_home(&shadow, 100), 100);
    assert_int_equal(hm__shadow_home(&shadow, 37), 37);
    assert_int_equal(hm__shadow_home(&shadow, 0), 0);
}

static void the_same_call_again_is_another_activation(void **state)
{
    (void)state;
    enter(1000, 1, 800);
    enter(2000, 2, 700);
    uint64_t birth = shadow.ids;
    leave(2000, 2, 700);
    enter(2000, 2, 700); /* same function, place and address */
    assert_int_equal(hm__shadow_home(&shadow, birth), 1);
}

static void frames_below_the_stack_pointer_are_dropped(void **state)
{
    (void)state;
    enter(1000, 1, 800);
    enter(2000, 2, 700);
    enter(3000, 3, 600);
    hm__shadow_settle(&shadow, 800);
    assert_int_equal(hm__shadow_depth(&shadow), 1);
}

static void leaving_a_frame_leaves_those_above_it(void **state)
{
    (void)state;
    enter(1000, 1, 800);
    enter(2000, 2, 700);
    enter(3000, 3, 600);
    leave(1000, 1, 800);
    assert_int_equal(hm__shadow_depth(&shadow), 0);
}

static void an_exit_without_its_entry_changes_nothing(void **state)
{
    (void)state;
    enter(1000, 1, 800);
    leave(7000, 7, 750);
    assert_int_equal(hm__shadow_depth(&shadow), 1);
}

static void a_million_frames_fit(void **state)
{
    (void)state;
    for (uintptr_t i = 0; i < 1000000; i++)
        enter(1000, 1, 100000000 - 16 * i);
    assert_int_equal(hm__shadow_depth(&shadow), 1000000);
    assert_int_equal(hm__shadow_home(&shadow, 654321), 654321);
}

static void a_hook_inside_a_hook_is_left_out(void **state)
{
    (void)state;
    enter(1000, 1, 800);
    shadow.busy = UINTPTR_MAX;
    enter(2000, 2, 700);
    assert_int_equal(hm__shadow_depth(&shadow), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(ids_grow_over_calls_and_returns, fresh),
        cmocka_unit_test_setup(the_home_of_a_birth_is_the_deepest_frame_not_younger, fresh),
        cmocka_unit_test_setup(the_same_call_again_is_another_activation, fresh),
        cmocka_unit_test_setup(frames_below_the_stack_pointer_are_dropped, fresh),
        cmocka_unit_test_setup(leaving_a_frame_leaves_those_above_it, fresh),
        cmocka_unit_test_setup(an_exit_without_its_entry_changes_nothing, fresh),
        cmocka_unit_test_setup(a_million_frames_fit, fresh),
        cmocka_unit_test_setup(a_hook_inside_a_hook_is_left_out, fresh),
    };
    return cmocka_run_group_tests_name("trace_shadow", tests, NULL, NULL);
}
