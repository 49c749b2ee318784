/* test_verdicts.c -- which differences between the reports of two tracers are allowed. */
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "verify/verdicts.h"

#define AT(function, line)                                                                         \
    "'file': 'a.c', 'line': " #line ", 'column': 5, 'function': '" function "'"
#define ENTER(function) "{'kind': 'enter', " AT(function, 1) "}"
#define END(kind, depth, home, blocks)                                                             \
    "{'kind': '" kind "', 'depth': " #depth ", 'home_function': " home ", 'blocks': " #blocks "}"
#define CALLER(frames, blocks) "{'frames': [" frames "], 'blocks': " #blocks "}"
#define SITE(at, allocator, blocks, ends, callers)                                                 \
    "{" at ", 'allocator': '" allocator "', 'blocks': " #blocks ", 'verdicts': [" ends             \
    "], 'callers': [" callers "]}"
#define FRAME(function) "{" AT(function, 9) "}"

enum verdict { AGREE, EXPLAINED, DIFFER };

static json_t *report(const char *sites, const char *events, const char *switches)
{
    char *text = xprintf("{'sites': [%s], 'events': %s, 'totals': {'stack_switches': %s}}", sites,
                         events, switches);
    for (char *c = text; *c != '\0'; c++)
        *c = *c == '\'' ? '"' : *c;
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    free(text);
    return root;
}

/* What is said of one site of the hooks and one of the tool. */
static void assert_said(enum verdict verdict, const char *hooks, const char *tool,
                        const char *switches)
{
    json_t *left = report(hooks, "[" ENTER("main") "," ENTER("op") "," ENTER("make") "]", switches);
    json_t *right = report(tool, "null", "false");
    struct verify_agreement a = verify_compare(left, right);
    assert_int_equal(a.agree, verdict == AGREE);
    assert_int_equal(a.explained, verdict == EXPLAINED);
    assert_int_equal(a.differ, verdict == DIFFER);
    json_decref(left);
    json_decref(right);
}

#define MADE(allocator, ends) SITE(AT("make", 3), allocator, 7, ends, CALLER(FRAME("op"), 7))
#define IN_OP                 MADE("malloc", END("outlived", 1, "'op'", 7))

static void equal_reports_agree(void **state)
{
    (void)state;
    assert_said(AGREE, IN_OP, IN_OP, "false");
}

static void another_depth_home_number_caller_or_a_missing_site_is_a_difference(void **state)
{
    (void)state;
    static const char *const others[] = {
        MADE("malloc", END("outlived", 2, "'op'", 7)),
        MADE("malloc", END("outlived", 1, "'main'", 7)),
        MADE("malloc", END("stayed", 0, "'make'", 7)),
        MADE("malloc", END("outlived", 1, "'op'", 6)),
        MADE("calloc", END("outlived", 1, "'op'", 7)),
        MADE("malloc", END("outlived", 1, "'op'", 5) "," END("not_freed", null, "null", 2)),
        SITE(AT("make", 3), "malloc", 7, END("outlived", 1, "'op'", 7), CALLER(FRAME("main"), 7)),
        "",
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_said(DIFFER, IN_OP, others[i], "false");
        assert_said(DIFFER, others[i], IN_OP, "false");
    }
}

#define BY_SIGNAL                                                                                  \
    "{'kind': 'unknown', 'depth': null, 'home_function': null, 'blocks': 7, 'unknown_because': "   \
    "'signal'}"

static void what_a_handler_on_its_own_stack_made_may_be_unknown_to_the_tool(void **state)
{
    (void)state;
    assert_said(EXPLAINED, IN_OP, MADE("malloc", BY_SIGNAL), "false");
    assert_said(DIFFER, MADE("malloc", BY_SIGNAL), IN_OP, "false");
    assert_said(DIFFER, IN_OP, MADE("malloc", END("unknown", null, "null", 7)), "false");
}

#define EXITS(allocator, blocks)                                                                   \
    SITE(AT("make", 3), allocator, blocks, END("not_freed", null, "null", blocks),                 \
         CALLER("", blocks))

static void blocks_of_pthread_exit_may_be_more_or_fewer(void **state)
{
    (void)state;
    assert_said(EXPLAINED, EXITS("pthread_exit", 1), EXITS("pthread_exit", 7), "false");
    assert_said(DIFFER, EXITS("malloc", 1), EXITS("malloc", 7), "false");
    assert_said(DIFFER, EXITS("pthread_exit", 1), EXITS("malloc", 7), "false");
}

static void functions_without_hooks_are_passed_over(void **state)
{
    (void)state;
    assert_said(EXPLAINED, MADE("helper", END("outlived", 1, "'op'", 7)),
                SITE(AT("helper", 1), "malloc", 7, END("outlived", 3, "'op'", 7),
                     CALLER("{" AT("make", 3) "}," FRAME("between") "," FRAME("op"), 7)),
                "false");
    assert_said(
        DIFFER, MADE("helper", END("outlived", 1, "'op'", 7)),
        SITE(AT("helper", 1), "malloc", 7, END("outlived", 4, "'main'", 7),
             CALLER("{" AT("make", 3) "}," FRAME("between") "," FRAME("op") "," FRAME("main"), 7)),
        "false");
    assert_said(
        DIFFER, "",
        SITE(AT("helper", 1), "malloc", 7, END("stayed", 0, "'helper'", 7), CALLER(FRAME("op"), 7)),
        "false");
}

static void what_the_benchmark_runner_makes_is_no_difference(void **state)
{
    (void)state;
    json_t *none = report("", "[" ENTER("main") "]", "false");
    json_t *runner = report(SITE(AT("compile", 1), "malloc", 2, END("outlived", 1, "'hm_main'", 2),
                                 CALLER(FRAME("hm_main") "," FRAME("main"), 2)),
                            "null", "false");
    assert_int_equal(verify_compare(none, runner).differ, 0);
    json_decref(none);
    json_decref(runner);
}

static void an_inlined_home_may_be_one_machine_frame(void **state)
{
    (void)state;
    assert_said(EXPLAINED, IN_OP,
                MADE("malloc", "{'kind': 'stayed', 'depth': 0, 'home_function': 'main', "
                               "'sure_function': 'main', 'blocks': 7}"),
                "false");
    assert_said(DIFFER, MADE("malloc", END("not_freed", null, "null", 7)),
                MADE("malloc", "{'kind': 'stayed', 'depth': 0, 'home_function': 'main', "
                               "'sure_function': 'main', 'blocks': 7}"),
                "false");
}

static void only_hooks_that_saw_a_stack_switch_may_say_unknown(void **state)
{
    (void)state;
    assert_said(EXPLAINED, MADE("malloc", END("unknown", null, "null", 7)), IN_OP, "true");
    assert_said(DIFFER, MADE("malloc", END("unknown", null, "null", 7)), IN_OP, "false");
    assert_said(DIFFER, IN_OP, MADE("malloc", END("unknown", null, "null", 7)), "true");
}

static void glibc_gives_aligned_alloc_and_memalign_one_address(void **state)
{
    (void)state;
    assert_said(EXPLAINED, MADE("aligned_alloc", END("outlived", 1, "'op'", 7)),
                MADE("memalign", END("outlived", 1, "'op'", 7)), "false");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_reports_agree),
        cmocka_unit_test(another_depth_home_number_caller_or_a_missing_site_is_a_difference),
        cmocka_unit_test(what_a_handler_on_its_own_stack_made_may_be_unknown_to_the_tool),
        cmocka_unit_test(blocks_of_pthread_exit_may_be_more_or_fewer),
        cmocka_unit_test(functions_without_hooks_are_passed_over),
        cmocka_unit_test(what_the_benchmark_runner_makes_is_no_difference),
        cmocka_unit_test(an_inlined_home_may_be_one_machine_frame),
        cmocka_unit_test(only_hooks_that_saw_a_stack_switch_may_say_unknown),
        cmocka_unit_test(glibc_gives_aligned_alloc_and_memalign_one_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
