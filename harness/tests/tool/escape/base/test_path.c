/* test_path.c -- sets of offsets only grow, and the reverse step undoes a step of a path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "escape/base/path.h"

static bool has(struct escape_offset set, int64_t value)
{
    return escape_offset_meets(set, value - 1, value + 1);
}

static void a_set_has_its_members_and_no_others(void **state)
{
    (void)state;
    struct escape_offset eight = escape_offset_exactly(8), fields = escape_offset_every(8, 24);
    assert_true(has(eight, 8));
    assert_false(has(eight, 0));
    for (int64_t at = -100; at < 100; at++) {
        assert_int_equal(has(fields, at), ((at - 8) % 24) == 0);
        assert_true(has(escape_offset_any(), at));
    }
    assert_false(escape_offset_meets(fields, 8, 32)); /* strictly between two members */
    assert_true(escape_offset_meets(fields, 8, 33));
}

static void a_joined_set_has_the_members_of_both(void **state)
{
    (void)state;
    const struct escape_offset sets[] = { escape_offset_exactly(0),   escape_offset_exactly(8),
                                          escape_offset_exactly(-3),  escape_offset_every(4, 12),
                                          escape_offset_every(0, 16), escape_offset_any() };
    const size_t count = sizeof sets / sizeof *sets;
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++) {
            struct escape_offset both = escape_offset_join(sets[a], sets[b]);
            for (int64_t at = -64; at < 64; at++)
                if (has(sets[a], at) || has(sets[b], at))
                    assert_true(has(both, at));
        }
}

static void sums_and_differences_have_every_sum_and_difference(void **state)
{
    (void)state;
    struct escape_offset a = escape_offset_every(8, 24), b = escape_offset_every(2, 16);
    for (int64_t i = -3; i < 3; i++)
        for (int64_t k = -3; k < 3; k++) {
            assert_true(has(escape_offset_plus(a, b), 8 + 24 * i + 2 + 16 * k));
            assert_true(has(escape_offset_minus(a, b), 8 + 24 * i - 2 - 16 * k));
        }
}

static void offsets_too_large_to_be_places_are_any_place(void **state)
{
    (void)state;
    assert_true(has(escape_offset_exactly(INT64_MAX / 2), 5));
}

static void a_load_undoes_a_store(void **state)
{
    (void)state;
    struct escape_path start = escape_path_start();
    struct escape_path held = escape_path_push(start, escape_offset_exactly(8));
    assert_int_equal(held.depth, 1);
    assert_true(has(held.at[0], 8));
    struct escape_path field = escape_path_moved(held, escape_offset_exactly(8));
    assert_true(has(field.at[0], 0));
    struct escape_path back = escape_path_pop(held);
    assert_true(escape_path_equal(&back, &start));
}

static void a_path_that_is_too_deep_stays_deep(void **state)
{
    (void)state;
    struct escape_path path = escape_path_start();
    for (int i = 0; i < 2 * ESCAPE_DEPTH_MAX; i++)
        path = escape_path_push(path, escape_offset_exactly(0));
    assert_int_equal(path.depth, ESCAPE_DEPTH_MAX);
    assert_true(path.deeper);
    struct escape_path popped = escape_path_pop(path);
    assert_true(escape_path_equal(&popped, &path));
}

static void joining_tells_whether_it_changed(void **state)
{
    (void)state;
    struct escape_path a = escape_path_push(escape_path_start(), escape_offset_exactly(0));
    struct escape_path b = escape_path_push(escape_path_start(), escape_offset_exactly(16));
    assert_false(escape_path_join(&a, &a));
    assert_true(escape_path_join(&a, &b));
    assert_false(escape_path_join(&a, &b));
    assert_true(has(a.at[0], 0) && has(a.at[0], 16));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_has_its_members_and_no_others),
        cmocka_unit_test(a_joined_set_has_the_members_of_both),
        cmocka_unit_test(sums_and_differences_have_every_sum_and_difference),
        cmocka_unit_test(offsets_too_large_to_be_places_are_any_place),
        cmocka_unit_test(a_load_undoes_a_store),
        cmocka_unit_test(a_path_that_is_too_deep_stays_deep),
        cmocka_unit_test(joining_tells_whether_it_changed),
    };
    return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
