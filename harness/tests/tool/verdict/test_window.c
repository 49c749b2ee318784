/* test_window.c -- which call is drawn, and where its bars begin and end. */
#include "support/cmocka_all.h"

#include <string.h>

#include "verdict/window.h"
#include "support/trace_sample.h"

static void without_a_function_asked_for_the_outermost_that_fits_is_drawn(void **state)
{
    struct verdict_report report = sample_trace();
    struct verdict_window w;
    (void)state;
    assert_true(verdict_window_make(&w, &report, 50));
    assert_string_equal(w.op, "main");
    assert_int_equal(w.rows, 3);
    assert_false(w.cut);
    verdict_window_done(&w);
}

static void the_bars_of_one_call_are_where_its_events_are(void **state)
{
    struct verdict_report report = sample_trace();
    struct verdict_window w;
    (void)state;
    report.op = "op";
    assert_true(verdict_window_make(&w, &report, 50));
    assert_string_equal(w.op, "op");
    assert_int_equal(w.block_count, 4);
    const struct verdict_block_bar *made = &w.blocks[0], *kept = &w.blocks[1], *lost = &w.blocks[2];
    assert_string_equal(made->maker, "make");
    assert_string_equal(made->home, "op");
    assert_true(made->from < made->maker_end && made->maker_end < made->to);
    assert_true(kept->maker_end >= kept->to);
    assert_true(lost->after);
    assert_null(lost->home);
    assert_true(w.blocks[3].other_thread);
    verdict_window_done(&w);
}

static void a_frame_left_by_a_jump_and_a_home_are_marked(void **state)
{
    struct verdict_report report = sample_trace();
    struct verdict_window w;
    unsigned jumped = 0, homes = 0;
    (void)state;
    report.op = "op";
    assert_true(verdict_window_make(&w, &report, 50));
    for (size_t i = 0; i < w.frame_count; i++) {
        jumped += w.frames[i].jumped;
        homes += w.frames[i].homes;
        assert_true(strcmp(w.frames[i].function, "left") == 0 || !w.frames[i].jumped);
    }
    assert_int_equal(jumped, 1);
    assert_int_equal(homes, 1);
    verdict_window_done(&w);
}

static void a_function_that_was_not_called_is_not_drawn_and_the_reason_is_given(void **state)
{
    struct verdict_report report = sample_trace();
    struct verdict_window w;
    (void)state;
    report.op = "no_such_function";
    assert_true(verdict_window_make(&w, &report, 50));
    assert_null(w.op);
    assert_string_equal(w.why, "that function was not called while events were kept");
    verdict_window_done(&w);
}

static void a_window_of_few_steps_is_cut(void **state)
{
    struct verdict_report report = long_trace(10);
    struct verdict_window w;
    (void)state;
    for (size_t steps = 1; steps < 30; steps++) {
        assert_true(verdict_window_make(&w, &report, steps));
        assert_int_equal(w.cut, steps < 22);
        assert_true(w.steps <= steps);
        for (size_t i = 0; i < w.block_count; i++)
            assert_true(w.blocks[i].from <= w.blocks[i].to && w.blocks[i].to <= w.steps);
        verdict_window_done(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_function_asked_for_the_outermost_that_fits_is_drawn),
        cmocka_unit_test(the_bars_of_one_call_are_where_its_events_are),
        cmocka_unit_test(a_frame_left_by_a_jump_and_a_home_are_marked),
        cmocka_unit_test(a_function_that_was_not_called_is_not_drawn_and_the_reason_is_given),
        cmocka_unit_test(a_window_of_few_steps_is_cut),
    };
    return cmocka_run_group_tests_name("trace_window", tests, NULL, NULL);
}
