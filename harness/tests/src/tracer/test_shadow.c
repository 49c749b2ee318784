/* test_shadow.c -- the shadow stack knows which activations are alive, even without exit hooks. */
#include "support/cmocka_all.h"

#include "support/trace_tables.h"

#define TRUE_STACK ((uintptr_t)machine + sizeof machine)

static uintptr_t machine[1 << 21]; /* the machine stack: 16 MiB, it grows down */
static struct hm_tracer_shadow shadow;

static int fresh(void **state)
{
    (void)state;
    fresh_tables(16);
    return hm_tracer_shadow_init(&shadow, 1, (uintptr_t)machine, sizeof machine);
}

static int listed(void **state)
{
    int failed = fresh(state);
    hm_tracer_trace.raw.header->events_max = 1000;
    return failed;
}

/* The events of the hooks for a function fn, called from `call`. Its stack pointer is `down` bytes
 * below the stack's upper end; it has a frame pointer and no locals. */
static struct hm_hook_step step(uintptr_t fn, uintptr_t call, uintptr_t down)
{
    uintptr_t sp = TRUE_STACK - down;
    ((uintptr_t *)sp)[1] = call;
    return (struct hm_hook_step){ fn, call, fn + 20, sp, sp + 2 * sizeof(void *) };
}

static void enter(uintptr_t fn, uintptr_t call, uintptr_t down)
{
    struct hm_hook_step s = step(fn, call, down);
    hm_tracer_shadow_enter(&shadow, &s);
}

static void leave(uintptr_t fn, uintptr_t call, uintptr_t down)
{
    struct hm_hook_step s = step(fn, call, down);
    hm_tracer_shadow_leave(&shadow, &s, false);
}

/* As the inlined hook does it if no special state is set. */
static void push(uintptr_t fn, uintptr_t call, uintptr_t down)
{
    struct hm_hook_step s = step(fn, call, down);
    assert_true(hm_tracer_shadow_entered(&shadow, &s));
}

/* A heap event in code that is `down` bytes below the upper end. */
static void settle(uintptr_t down)
{
    if (!hm_tracer_shadow_settled(&shadow, TRUE_STACK - down))
        hm_tracer_shadow_settle(&shadow, TRUE_STACK - down);
}

static uint64_t born(void)
{
    return shadow.open.id++;
}

static void what_was_entered_and_not_left_is_on_the_stack(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    enter(2000, 2, 200);
    leave(2000, 2, 200);
    enter(2000, 2, 200);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 2);
}

static void the_first_call_is_asked_about_and_the_next_is_not(void **state)
{
    (void)state;
    assert_null(shadow.open.last);
    enter(1000, 1, 104);
    assert_ptr_equal(shadow.open.last, shadow.limit);
}

static void every_call_is_asked_about_while_events_are_listed(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    assert_null(shadow.open.last);
    leave(1000, 1, 104);
    assert_int_equal(hm_tracer_trace.raw.header->events, 2);
}

static void the_home_of_a_birth_is_the_deepest_frame_not_younger(void **state)
{
    (void)state;
    for (uintptr_t i = 0; i < 100; i++) {
        enter(1000 + 100 * i, i, 104 + 16 * i);
        born();
    }
    assert_int_equal(hm_tracer_shadow_home(&shadow, 100), 100);
    assert_int_equal(hm_tracer_shadow_home(&shadow, 37), 37);
    assert_int_equal(hm_tracer_shadow_home(&shadow, 0), 0);
}

static void frames_entered_between_two_births_are_all_older_than_the_second(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    uint64_t first = born();
    push(2000, 2, 200);
    push(3000, 3, 304);
    uint64_t second = born();
    assert_int_equal(hm_tracer_shadow_home(&shadow, first), 1);
    assert_int_equal(hm_tracer_shadow_home(&shadow, second), 3);
}

static void the_same_call_again_is_another_activation(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    push(2000, 2, 200);
    uint64_t birth = born();
    hm_tracer_shadow_pop(&shadow);
    push(2000, 2, 200); /* same function, place and address */
    assert_int_equal(hm_tracer_shadow_home(&shadow, birth), 1);
}

static void one_way_to_a_frame_has_one_hash_and_another_way_another(void **state)
{
    (void)state;
    uint64_t hash[3];
    for (int i = 0; i < 3; i++) {
        enter(1000, i < 2 ? 1 : 7, 104);
        push(2000, 2, 200);
        settle(200);
        hash[i] = hm_tracer_shadow_top(&shadow)->hash;
        leave(2000, 2, 200);
        leave(1000, i < 2 ? 1 : 7, 104);
    }
    assert_int_equal(hash[0], hash[1]);
    assert_int_not_equal(hash[0], hash[2]);
}

static uint64_t hash_of_two(uintptr_t outer, uintptr_t outer_call, uintptr_t inner,
                            uintptr_t inner_call)
{
    enter(outer, outer_call, 104);
    push(inner, inner_call, 200);
    uint64_t hash = hm_tracer_shadow_top(&shadow)->hash;
    leave(inner, inner_call, 200);
    leave(outer, outer_call, 104);
    return hash;
}

static void the_same_frames_in_another_order_have_another_hash(void **state)
{
    (void)state;
    uint64_t hash = hash_of_two(1000, 1, 2000, 2);
    assert_int_not_equal(hash, hash_of_two(2000, 2, 1000, 1));
    assert_int_not_equal(hash, hash_of_two(1000, 2, 2000, 1));
    for (uintptr_t i = 1; i < 4096; i++) /* one function, called from two places of itself */
        assert_int_not_equal(hash_of_two(1000, i, 1000, i ^ 7), hash_of_two(1000, i ^ 7, 1000, i));
}

static void frames_below_the_stack_pointer_are_dropped(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    push(2000, 2, 200);
    push(3000, 3, 304);
    settle(104);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1);
}

static void a_frame_whose_return_address_is_gone_is_dropped(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    push(2000, 2, 200);
    ((uintptr_t *)(TRUE_STACK - 200))[1] = 99;
    settle(400);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1);
}

/* A jump that the tracer did not see left 2000 and 3000; then 4000 was called. */
static void a_frame_that_died_unseen_is_dropped_when_the_next_is_entered(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    push(2000, 2, 200);
    push(3000, 3, 304);
    struct hm_hook_step s = step(4000, 4, 152);
    assert_false(hm_tracer_shadow_entered(&shadow, &s));
    enter(4000, 4, 152);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 2);
    assert_int_equal(hm_tracer_shadow_top(&shadow)->fn, 4000);
    assert_int_equal(shadow.frame[3].sp, 0); /* what is above the top is clear */
}

static void leaving_a_frame_leaves_those_above_it(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    push(2000, 2, 200);
    push(3000, 3, 304);
    leave(1000, 1, 104);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 0);
}

static void an_exit_without_its_entry_changes_nothing(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    leave(7000, 7, 152);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1);
}

static void a_million_frames_fit(void **state)
{
    (void)state;
    for (uintptr_t i = 0; i < 1000000; i++) {
        enter(1000, 1, 16 + 16 * i);
        born();
    }
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1000000);
    assert_int_equal(hm_tracer_shadow_home(&shadow, 654321), 654321);
}

static void calls_beyond_the_room_are_counted_and_their_exits_too(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    shadow.limit = shadow.open.top;
    enter(2000, 2, 200);
    assert_int_equal(shadow.overflow, 1);
    assert_null(shadow.open.last);
    leave(2000, 2, 200);
    assert_int_equal(shadow.overflow, 0);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1);
}

static void an_exit_from_a_part_of_the_function_ends_it_however_it_was_entered(void **state)
{
    (void)state;
    struct hm_hook_step start = step(2000, 1, 104);
    enter(1000, 1, 104);
    start.pc = 1040; /* it is inlined into 1000: the same machine frame */
    hm_tracer_shadow_enter(&shadow, &start);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 2);
    leave(2000, 1050, 200);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1);
    assert_int_equal(hm_tracer_shadow_top(&shadow)->fn, 1000);
}

static void a_function_whose_own_copy_lies_just_before_is_inlined(void **state)
{
    (void)state;
    struct hm_hook_step near = step(960, 1, 104);
    enter(1000, 1, 104);
    near.pc = 1030; /* behind the start of 1000, so in its code */
    hm_tracer_shadow_enter(&shadow, &near);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 2);
}

/* 2000 is inlined into 1000 while 16 bytes of arguments lie on the stack, and takes them off. */
static void arguments_taken_off_late_end_no_inlined_function(void **state)
{
    (void)state;
    struct hm_hook_step late = step(2000, 1, 104);
    enter(1000, 1, 104);
    late.pc = 1100;
    late.sp -= 16;
    hm_tracer_shadow_enter(&shadow, &late);
    settle(104);
    enter(3000, 3, 120);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 3);
    leave(3000, 3, 120);
    leave(2000, 1, 104);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1);
}

static void a_hook_inside_a_hook_is_left_out(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    shadow.busy = UINTPTR_MAX;
    enter(2000, 2, 200);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1);
}

/* A signal handler, 3000, that came when 2000 had stored top and nothing else. */
static void amid_a_push_nothing_can_be_said_and_after_it_everything(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    struct hm_hook_step s = step(2000, 2, 200);
    hm_tracer_shadow_push(&shadow, &s);
    shadow.open.top->sp = 0;
    enter(3000, 3, 600);
    assert_true(shadow.unknown);
    settle(600);
    assert_true(shadow.unknown);
    leave(3000, 3, 600);
    shadow.open.top->sp = s.sp;
    settle(200);
    assert_false(shadow.unknown);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 2);
}

static void a_jump_drops_what_lies_below_its_target(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    push(2000, 2, 200);
    push(3000, 3, 304);
    hm_tracer_shadow_jump(&shadow, TRUE_STACK - 200);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 2);
    hm_tracer_shadow_jump(&shadow, TRUE_STACK - 150); /* an alloca deeper than its frame was */
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1);
}

static void a_jump_ends_the_push_and_the_hook_that_it_came_in(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    push(2000, 2, 200);
    shadow.open.top->sp = 0;
    shadow.busy = TRUE_STACK - 300;
    hm_tracer_shadow_jump(&shadow, TRUE_STACK - 104);
    assert_int_equal(shadow.busy, 0);
    settle(104);
    assert_false(shadow.unknown);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 1);
}

static void a_jump_inside_a_signal_handler_ends_nothing_outside(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    push(2000, 2, 200);
    shadow.open.top->sp = 0;
    enter(3000, 3, 600);
    enter(4000, 4, 800);
    hm_tracer_shadow_jump(&shadow, TRUE_STACK - 600);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 3);
    settle(600);
    assert_true(shadow.unknown);
}

static void code_on_a_stack_of_its_own_switches_the_thread(void **state)
{
    (void)state;
    uintptr_t other[64];
    enter(1000, 1, 104);
    hm_tracer_shadow_settle(&shadow, (uintptr_t)&other[32]);
    assert_true(shadow.switched);
    assert_true(shadow.unknown);
    assert_null(shadow.open.last);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 0);
}

static void a_frame_pushed_on_another_stack_switches_the_thread_too(void **state)
{
    (void)state;
    uintptr_t half = sizeof machine / 2; /* of it is the thread's */
    hm_tracer_shadow_reset(&shadow, 1, TRUE_STACK - half, half);
    enter(1000, 1, 104);
    push(2000, 2, half + 104);
    settle(104);
    assert_true(shadow.switched);
}

static void a_struct_used_again_has_room_for_its_new_stack_and_no_old_frames(void **state)
{
    (void)state;
    enter(1000, 1, 104);
    push(2000, 2, 200);
    assert_int_equal(hm_tracer_shadow_reset(&shadow, 2, (uintptr_t)machine, sizeof machine), 0);
    assert_int_equal(hm_tracer_shadow_depth(&shadow), 0);
    assert_int_equal(shadow.frame[1].sp, 0);
    assert_int_equal(hm_tracer_shadow_reset(&shadow, 3, 0, 1u << 30), 0);
    assert_true(shadow.limit - shadow.frame >= (1 << 24) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_was_entered_and_not_left_is_on_the_stack, fresh),
        cmocka_unit_test_setup(the_first_call_is_asked_about_and_the_next_is_not, fresh),
        cmocka_unit_test_setup(every_call_is_asked_about_while_events_are_listed, listed),
        cmocka_unit_test_setup(the_home_of_a_birth_is_the_deepest_frame_not_younger, fresh),
        cmocka_unit_test_setup(frames_entered_between_two_births_are_all_older_than_the_second,
                               fresh),
        cmocka_unit_test_setup(the_same_call_again_is_another_activation, fresh),
        cmocka_unit_test_setup(one_way_to_a_frame_has_one_hash_and_another_way_another, fresh),
        cmocka_unit_test_setup(the_same_frames_in_another_order_have_another_hash, fresh),
        cmocka_unit_test_setup(frames_below_the_stack_pointer_are_dropped, fresh),
        cmocka_unit_test_setup(a_frame_whose_return_address_is_gone_is_dropped, fresh),
        cmocka_unit_test_setup(a_frame_that_died_unseen_is_dropped_when_the_next_is_entered, fresh),
        cmocka_unit_test_setup(leaving_a_frame_leaves_those_above_it, fresh),
        cmocka_unit_test_setup(an_exit_without_its_entry_changes_nothing, fresh),
        cmocka_unit_test_setup(a_million_frames_fit, fresh),
        cmocka_unit_test_setup(calls_beyond_the_room_are_counted_and_their_exits_too, fresh),
        cmocka_unit_test_setup(an_exit_from_a_part_of_the_function_ends_it_however_it_was_entered,
                               fresh),
        cmocka_unit_test_setup(a_function_whose_own_copy_lies_just_before_is_inlined, fresh),
        cmocka_unit_test_setup(arguments_taken_off_late_end_no_inlined_function, fresh),
        cmocka_unit_test_setup(a_hook_inside_a_hook_is_left_out, fresh),
        cmocka_unit_test_setup(amid_a_push_nothing_can_be_said_and_after_it_everything, fresh),
        cmocka_unit_test_setup(a_jump_drops_what_lies_below_its_target, fresh),
        cmocka_unit_test_setup(a_jump_ends_the_push_and_the_hook_that_it_came_in, fresh),
        cmocka_unit_test_setup(a_jump_inside_a_signal_handler_ends_nothing_outside, fresh),
        cmocka_unit_test_setup(code_on_a_stack_of_its_own_switches_the_thread, fresh),
        cmocka_unit_test_setup(a_frame_pushed_on_another_stack_switches_the_thread_too, fresh),
        cmocka_unit_test_setup(a_struct_used_again_has_room_for_its_new_stack_and_no_old_frames,
                               fresh),
    };
    return cmocka_run_group_tests_name("trace_shadow", tests, NULL, NULL);
}
