/* test_grid.c -- columns as wide as their text, no blanks at line ends, text wrapped at words. */
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"
#include "text/grid.h"

static void cells_are_aligned_by_what_is_seen_and_not_by_bytes(void **state)
{
    (void)state;
    struct text_grid grid = { .tight = 1u << 2 };
    char out[512] = "";
    text_grid_row(&grid);
    text_grid_put(&grid, 0, 'l', "name");
    text_grid_put(&grid, 1, 'r', "1.718µ");
    text_grid_put(&grid, 2, 'r', "± 1%%");
    text_grid_row(&grid);
    text_grid_put(&grid, 0, 'l', "longer name");
    text_grid_put(&grid, 1, 'r', "12n");
    text_grid_put(&grid, 2, 'r', "± 10%%");
    text_grid_row(&grid);
    text_grid_put(&grid, 0, 'l', "%s", "short");
    text_grid_put(&grid, 2, 'l', "%s", "");
    FILE *to = fmemopen(out, sizeof out, "w");
    text_grid_print(&grid, to);
    fclose(to);
    assert_string_equal(out, "name         1.718µ  ± 1%\n"
                             "longer name     12n ± 10%\n"
                             "short\n");
    assert_int_equal(text_grid_width(&grid), 25);
    text_grid_done(&grid);
}

static void a_remark_stands_below_its_row_and_widens_no_column(void **state)
{
    (void)state;
    struct text_grid grid = { 0 };
    char out[512] = "";
    text_grid_row(&grid);
    text_grid_put(&grid, 0, 'l', "rung");
    text_grid_put(&grid, 1, 'r', "allocs");
    text_grid_remark(&grid, 4,
                     "the box is handed to a function that the compiler does not know, so that it "
                     "has to be a block");
    text_grid_row(&grid);
    text_grid_put(&grid, 0, 'l', "stack");
    text_grid_put(&grid, 1, 'r', "0");
    text_grid_remark(&grid, 4, "nothing");
    FILE *to = fmemopen(out, sizeof out, "w");
    text_grid_print(&grid, to);
    fclose(to);
    assert_string_equal(
        out, "rung   allocs\n"
             "    the box is handed to a function that the compiler does not know, so that it\n"
             "    has to be a block\n"
             "stack       0\n"
             "    nothing\n");
    assert_int_equal(text_grid_width(&grid), 13);
    text_grid_done(&grid);
}

static void text_is_cut_at_words_and_indented(void **state)
{
    (void)state;
    char out[512] = "";
    FILE *to = fmemopen(out, sizeof out, "w");
    text_wrap(to, "one two three unbreakableword end (in two), x", 4, 2, 12);
    fclose(to);
    assert_string_equal(out, "one two\n  three\n  unbreakableword\n  end\n  (in two),\n  x\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_aligned_by_what_is_seen_and_not_by_bytes),
        cmocka_unit_test(a_remark_stands_below_its_row_and_widens_no_column),
        cmocka_unit_test(text_is_cut_at_words_and_indented),
    };
    return cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
