/* test_text.c -- fixed reports in, fixed bytes out: a line for each site. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/spawn.h"
#include "support/trace_sample.h"

static void every_kind_of_end_is_what_the_golden_file_says(void **state)
{
    struct verdict_report report = sample_trace();
    (void)state;
    assert_trace_golden(verdict_text, &report, "sample.txt");
}

static void a_run_without_sites_and_events_is_said_to_be_one(void **state)
{
    struct verdict_report report = empty_trace();
    (void)state;
    assert_trace_golden(verdict_text, &report, "empty.txt");
}

static void odd_and_very_long_names_are_what_the_golden_file_says(void **state)
{
    struct verdict_report report = odd_trace();
    (void)state;
    assert_trace_golden(verdict_text, &report, "odd.txt");
}

static void an_output_that_takes_nothing_is_an_error(void **state)
{
    (void)state;
    assert_trace_error(verdict_text);
}

static void a_line_is_named_once_among_those_that_free(void **state)
{
    struct verdict_report report = sample_trace();
    char text[1024];
    (void)state;
    verdict_end_text(&report.sites[0], &report.sites[0].ends[0], text, sizeof text);
    assert_string_equal(text, "outlives make: lives in op, 1 frame up; freed at boxed.c:9, "
                              "boxed.c:11, boxed.c:12 and 1 more; 100 of 100 blocks");
}

static void only_what_the_program_asked_for_itself_could_be_a_variable(void **state)
{
    struct verdict_report report = sample_trace();
    struct verdict_site site = report.sites[1];
    char text[1024];
    (void)state;
    verdict_end_text(&site, &site.ends[0], text, sizeof text);
    assert_string_equal(text,
                        "not seen to escape op (100 of 100); an automatic variable would do in "
                        "this run");
    site.inner = "malloc";
    verdict_end_text(&site, &site.ends[0], text, sizeof text);
    assert_string_equal(text, "not seen to escape op (100 of 100)");
}

/* make() calls itself 0 to 2 times below op(); a() and b() call each other. */
static void calls_that_repeat_are_folded(void **state)
{
    static const struct verdict_at make = { "make", "r.c", 3, 9 }, op = { "op", "r.c", 7, 5 };
    static const struct verdict_at a = { "a", "r.c", 1, 1 }, b = { "b", "r.c", 2, 2 };
    const struct verdict_at once[] = { make, op }, twice[] = { make, make, op },
                            thrice[] = { make, make, make, op }, pair[] = { a, b, a, b, op };
    const struct verdict_caller callers[] = {
        { .frames = twice, .count = 3, .blocks = 2 },
        { .frames = once, .count = 2, .blocks = 5 },
        { .frames = thrice, .count = 4, .blocks = 2 },
        { .frames = pair, .count = 5, .cut = true, .blocks = 1 },
    };
    struct verdict_report report = sample_trace();
    struct verdict_site site = report.sites[0];
    (void)state;
    site.callers = callers;
    site.caller_count = 4;
    report.sites = &site;
    report.site_count = 1;
    char *text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text, "\n        for make (r.c:3:9) x 1..3 <- op (r.c:7:5): 9 blocks\n"
                                 "        for [a (r.c:1:1) <- b (r.c:2:2)] x 2 <- op (r.c:7:5) "
                                 "<- ...: 1 block\n        advice"));
    free(text);
}

static void a_site_has_one_line_with_the_range_of_its_depths(void **state)
{
    const struct verdict_freed here = { { "op", "r.c", 9, 1 }, 3 };
    const struct verdict_end ends[] = {
        { .kind = VERDICT_END_OUTLIVED, .depth = 7, .home = "main", .blocks = 1 },
        { .kind = VERDICT_END_OUTLIVED,
          .depth = 2,
          .home = "op",
          .blocks = 2,
          .freed = &here,
          .freed_count = 1 },
        { .kind = VERDICT_END_OUTLIVED,
          .depth = 1,
          .home = "op",
          .blocks = 1,
          .freed = &here,
          .freed_count = 1 },
        { .kind = VERDICT_END_STAYED, .home = "make", .blocks = 96 },
    };
    struct verdict_site site = sample_trace().sites[0];
    char text[VERDICT_LINE];
    (void)state;
    site.ends = ends;
    site.end_count = 4;
    assert_string_equal(
        verdict_site_text(&site, text, sizeof text),
        "malloc(16) outlives make: lives in op (3) or main (1), 1..7 frames up; freed at "
        "r.c:9; 4 of 100 blocks, and not seen to escape make (96 of 100)");
    assert_int_equal(verdict_part_text(&site, 0, text, sizeof text), 3);
}

static void a_long_name_loses_its_middle_and_never_the_size(void **state)
{
    char name[401] = "", text[VERDICT_LINE];
    struct verdict_site site = sample_trace().sites[1];
    (void)state;
    for (int i = 0; i < 100; i++)
        memcpy(name + strlen(name),
               i == 99 ? "end"
                       : "\xc3\xa4"
                         "b,",
               4);
    site.allocator = name;
    verdict_call_text(&site, text, sizeof text);
    assert_non_null(strstr(text, "..."));
    assert_string_equal(text + strlen(text) - strlen("b,end(32)"), "b,end(32)");
    assert_true(strlen(text) < 100);
}

/* The order of the sites of a report, as letters. */
static char *order_of(struct verdict_report *report, struct verdict_look look)
{
    static char order[8];
    report->look = look;
    char *text = trace_written(verdict_text, report);
    size_t n = 0;
    for (const char *line = text; line != NULL && line[0] != '\0';) {
        if (line[0] == 'f' && strncmp(line + 1, ".c:", 3) == 0)
            order[n++] = line[4];
        if (strncmp(line, "and ", 4) == 0)
            order[n++] = line[4];
        line = strchr(line, '\n');
        line += line != NULL;
    }
    order[n] = '\0';
    free(text);
    return order;
}

static void the_worthwhile_come_first_and_the_rest_is_summed(void **state)
{
    static struct verdict_end few = { .kind = VERDICT_END_STAYED, .blocks = 2, .bytes = 900 };
    static const struct verdict_end many = { .kind = VERDICT_END_STAYED, .blocks = 3, .bytes = 3 },
                                    none = { .kind = VERDICT_END_NOT_FREED, .blocks = 99 };
    struct verdict_site site[] = {
        { .at = { "x", "f.c", 1, 0 }, .blocks = 99, .ends = &none },
        { .at = { "y", "f.c", 2, 0 }, .blocks = 2, .bytes = 900, .ends = &few },
        { .at = { "y", "f.c", 3, 0 }, .blocks = 3, .bytes = 3, .ends = &many },
        { .at = { "z", "f.c", 4, 0 }, .blocks = 3, .ends = &many, .exception = true },
    };
    struct verdict_report report = { .program = "f", .sites = site, .site_count = 4 };
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        site[i].allocator = "malloc";
        site[i].end_count = 1;
    }
    assert_string_equal(order_of(&report, (struct verdict_look){ .sort = VERDICT_BY_BLOCKS }),
                        "3214");
    assert_string_equal(order_of(&report, (struct verdict_look){ .sort = VERDICT_BY_BYTES }),
                        "2314");
    assert_string_equal(order_of(&report, (struct verdict_look){ .sort = VERDICT_BY_LINE }),
                        "1234");
    assert_string_equal(order_of(&report, (struct verdict_look){ .top = 1 }), "33");
    assert_string_equal(order_of(&report, (struct verdict_look){ .filter = "y" }), "322");
    assert_string_equal(order_of(&report, (struct verdict_look){ .filter = "*.c", .top = 3 }),
                        "3211");
    few.home = "keeper";
    assert_string_equal(order_of(&report, (struct verdict_look){ .filter = "keep*" }), "23");
    few.home = NULL;
    report.look = (struct verdict_look){ .filter = "nowhere" };
    char *none_shown = trace_written(verdict_text, &report);
    assert_non_null(strstr(none_shown, "no site is of that file or function; 4 sites not shown: "));
    free(none_shown);
    report.look = (struct verdict_look){ .top = 1 };
    char *text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text,
                           "and 3 more sites not shown: 104 blocks, 900 B, of which 2, 900 B, "
                           "could have lived on a stack (--top)\n"));
    free(text);
}

static void callers_that_are_not_shown_are_summed(void **state)
{
    (void)state;
    static const struct verdict_at from[] = { { "a", "f.c", 1, 0 },
                                              { "b", "f.c", 2, 0 },
                                              { "c", "f.c", 3, 0 },
                                              { "d", "f.c", 4, 0 },
                                              { "e", "f.c", 5, 0 } };
    struct verdict_caller callers[5];
    for (unsigned i = 0; i < 5; i++)
        callers[i] = (struct verdict_caller){ .frames = &from[i],
                                              .count = 1,
                                              .blocks = 9 - i,
                                              .home_blocks = i < 3 ? 9 - i : i - 3,
                                              .depth_min = i,
                                              .depth_max = i };
    const struct verdict_end ends[] = {
        { .kind = VERDICT_END_OUTLIVED, .home = "g", .depth = 1, .blocks = 25 },
        { .kind = VERDICT_END_NOT_FREED, .blocks = 10 },
    };
    struct verdict_site site = { .at = { "x", "f.c", 1, 0 },
                                 .allocator = "malloc",
                                 .blocks = 35,
                                 .ends = ends,
                                 .end_count = 1,
                                 .callers = callers,
                                 .caller_count = 5 };
    struct verdict_report report = { .program = "f", .sites = &site, .site_count = 1 };
    char *text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text, "        for c (f.c:3): 7 blocks\n"
                                 "        and for 2 more callers: 11 blocks\n"));
    free(text);
    site.end_count = 2;
    text = trace_written(verdict_text, &report);
    assert_non_null(
        strstr(text, "        and for 2 more callers: 11 blocks, 1 with a home 4 frames up\n"));
    free(text);
    site.caller_count = 4;
    text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text, "and for 1 more caller: 6 blocks, none with a home\n"));
    free(text);
}

/* f1() is called by f2(), f2() by f3(), and so on up to main(); f5() and f6() call each other. */
static void of_a_long_chain_the_short_form_has_both_ends_and_the_home(void **state)
{
    static const struct verdict_at from[] = { { "f1", "f.c", 1, 0 },   { "f2", "f.c", 2, 0 },
                                              { "f3", "f.c", 3, 0 },   { "f4", "f.c", 4, 0 },
                                              { "f5", "f.c", 5, 0 },   { "f6", "f.c", 6, 0 },
                                              { "f5", "f.c", 5, 0 },   { "f6", "f.c", 6, 0 },
                                              { "home", "f.c", 7, 0 }, { "f8", "f.c", 8, 0 },
                                              { "main", "f.c", 9, 0 } };
    struct verdict_caller chain = {
        .frames = from, .count = 11, .blocks = 3, .home_blocks = 3, .depth_min = 9, .depth_max = 9
    };
    struct verdict_report report = sample_trace();
    struct verdict_site site = report.sites[0];
    (void)state;
    site.callers = &chain;
    site.caller_count = 1;
    report.sites = &site;
    report.site_count = 1;
    char *text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text, " <- f4 (f.c:4) <- [f5 (f.c:5) <- f6 (f.c:6)] x 2 <- home "));
    assert_null(strstr(text, "--chains"));
    free(text);
    report.look.brief_chains = true;
    text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text,
                           "for f1 (f.c:1) <- f2 (f.c:2) <- f3 (f.c:3) <- f4 (f.c:4) <- 4 more "
                           "calls <- home (f.c:7) <- f8 (f.c:8) <- main (f.c:9): 3 blocks"));
    assert_non_null(strstr(text, "\nnote: long chains of callers are shortened (--chains=all "));
    free(text);
    chain.depth_min = 3; /* no one home */
    text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text, "<- f4 (f.c:4) <- 6 more calls <- main (f.c:9): 3 blocks"));
    free(text);
    chain.count = 6;
    text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text, "<- f4 (f.c:4) <- f5 (f.c:5) <- f6 (f.c:6): 3 blocks"));
    assert_null(strstr(text, "--chains"));
    free(text);
}

static void of_a_long_cycle_the_short_form_has_the_innermost_calls(void **state)
{
    static const char *const name[] = { "a", "b", "c", "d", "e", "f", "g" };
    struct verdict_at from[14];
    struct verdict_caller chain = { .frames = from, .count = 14, .blocks = 1 };
    struct verdict_report report = sample_trace();
    struct verdict_site site = report.sites[0];
    (void)state;
    for (size_t i = 0; i < 14; i++)
        from[i] = (struct verdict_at){ .function = name[i % 7] };
    site.callers = &chain;
    site.caller_count = 1;
    report.sites = &site;
    report.site_count = 1;
    report.look.brief_chains = true;
    char *text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text, "for [a <- b <- c <- d <- 3 more calls] x 2: 1 block\n"));
    assert_non_null(strstr(text, "(--chains=all "));
    free(text);
}

static void frames_for_which_too_much_is_advised_are_named(void **state)
{
    struct verdict_report report = sample_trace();
    (void)state;
    report.look.stack_budget = 63;
    char *text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text, "more than 63 B (--stack-budget=BYTES): op 64 B\n"));
    free(text);
    report.look.stack_budget = 64;
    text = trace_written(verdict_text, &report);
    assert_null(strstr(text, "--stack-budget"));
    free(text);
    struct verdict_home unnamed = report.homes[0]; /* several functions: no frame has it all */
    unnamed.function = NULL;
    report.homes = &unnamed;
    report.home_count = 1;
    report.look.stack_budget = 63;
    text = trace_written(verdict_text, &report);
    assert_null(strstr(text, "--stack-budget"));
    assert_non_null(strstr(text, "on a stack: in functions without a name ("));
    free(text);
}

/* Those that are not named are the smaller ones, however many blocks they have. */
static void of_many_frames_the_largest_are_named(void **state)
{
    struct verdict_report report = sample_trace();
    const struct verdict_home homes[] = {
        { "a", 70, 0, .advised = 100, .calls = 1 }, { "b", 60, 0, .advised = 20, .calls = 40 },
        { "c", 50, 0, .advised = 101, .calls = 1 }, { "d", 40, 0, .advised = 500, .calls = 1 },
        { "e", 30, 0, .advised = 100, .calls = 1 }, { "f", 20, 0, .advised = 9000, .calls = 1 },
        { "g", 10, 0, .advised = 20, .calls = 1 },
    };
    (void)state;
    report.homes = homes;
    report.home_count = sizeof homes / sizeof homes[0];
    report.look.stack_budget = 90;
    char *text = trace_written(verdict_text, &report);
    assert_non_null(strstr(text, "(--stack-budget=BYTES): f 9000 B, b 800 B (40 calls at once, "
                                 "20 B each), d 500 B, c 101 B, a 100 B and 1 more\n"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_end_is_what_the_golden_file_says),
        cmocka_unit_test(a_run_without_sites_and_events_is_said_to_be_one),
        cmocka_unit_test(odd_and_very_long_names_are_what_the_golden_file_says),
        cmocka_unit_test(an_output_that_takes_nothing_is_an_error),
        cmocka_unit_test(a_line_is_named_once_among_those_that_free),
        cmocka_unit_test(only_what_the_program_asked_for_itself_could_be_a_variable),
        cmocka_unit_test(calls_that_repeat_are_folded),
        cmocka_unit_test(a_site_has_one_line_with_the_range_of_its_depths),
        cmocka_unit_test(a_long_name_loses_its_middle_and_never_the_size),
        cmocka_unit_test(the_worthwhile_come_first_and_the_rest_is_summed),
        cmocka_unit_test(callers_that_are_not_shown_are_summed),
        cmocka_unit_test(of_a_long_chain_the_short_form_has_both_ends_and_the_home),
        cmocka_unit_test(of_a_long_cycle_the_short_form_has_the_innermost_calls),
        cmocka_unit_test(frames_for_which_too_much_is_advised_are_named),
        cmocka_unit_test(of_many_frames_the_largest_are_named),
    };
    return cmocka_run_group_tests_name("trace_text", tests, NULL, NULL);
}
