/* test_line.c -- one line of Go's -m output at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "go_m/shape.h"

static void each_message_has_its_kind(void **state)
{
    static const struct {
        const char *message;
        enum go_m_kind kind;
        const char *what;
    } cases[] = {
        { "1 escapes to heap", GO_M_ESCAPES, "1" },
        { "\"x escapes to heap\" escapes to heap:", GO_M_ESCAPES, "\"x escapes to heap\"" },
        { "... argument escapes to heap in (*client).Do:", GO_M_ESCAPES, "... argument" },
        { "moved to heap: x", GO_M_MOVED, "x" },
        { "make([]int, n) does not escape", GO_M_STAYS, "make([]int, n)" },
        { "leaking param: p", GO_M_LEAKS, "p" },
        { "leaking param content: p", GO_M_LEAKS_CONTENT, "p" },
        { "leaking param: p to result ~r0 level=2", GO_M_LEAKS_TO_RESULT, "p" },
        { "parameter p leaks to {heap} with derefs=0:", GO_M_LEAKS, "p" },
        { "parameter p leaks to {heap} for f with derefs=1:", GO_M_LEAKS_CONTENT, "p" },
        { "parameter p leaks to {storage for a for b} with derefs=0:", GO_M_LEAKS, "p" },
        { "flow: {heap} = &{storage for 1}:", GO_M_FLOW, "&{storage for 1}" },
        { "flow: ~r0 \xe2\x86\x90 &x:", GO_M_FLOW, "&x" },
        { "from f(1) (call parameter) at ./a.go:1:2", GO_M_FROM, "f(1)" },
        { "from c.Do(\"SET\") (parameter to indirect call) at ./a.go:41", GO_M_FROM,
          "c.Do(\"SET\")" },
        { "from escapes to heap", GO_M_ESCAPES, "from" },
        { "function escapes to heap in Call:", GO_M_ESCAPES, "function" },
        { "marking does not escape", GO_M_STAYS, "marking" },
        { "partially devirtualizing x.M to *T", GO_M_ABOUT_OTHERS, "" },
        { "cannot devirtualize i.M(): shaped receiver G[go.shape.int]", GO_M_ABOUT_OTHERS, "" },
        { "function arg will be kept alive", GO_M_ABOUT_OTHERS, "" },
        { "[1] init stmt: _ = ~r0", GO_M_ABOUT_OTHERS, "" },
        { "cannot inline (*T).F: recursive", GO_M_FUNCTION, "(*T).F" },
        { "inlining call to fmt.Println", GO_M_INLINING, "fmt.Println" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct go_m_line line = go_m_classify(cases[i].message);
        assert_int_equal(line.kind, cases[i].kind);
        assert_true(go_m_span_is(line.what, cases[i].what));
    }
    assert_int_equal(go_m_classify("leaking param: p to result ~r0 level=2").level, 2);
    assert_int_equal(go_m_classify("parameter p leaks to ~r0 with derefs=1:").level, 1);
    assert_int_equal(go_m_classify("x escapes to he").kind, GO_M_UNKNOWN);
    assert_int_equal(go_m_classify("").kind, GO_M_UNKNOWN);
    assert_int_equal(go_m_classify("from ").kind, GO_M_UNKNOWN);
    assert_int_equal(go_m_classify("flow: ").kind, GO_M_UNKNOWN);
}

static void a_place_may_have_a_drive_and_no_column(void **state)
{
    struct go_m_place place;
    const char *message;
    (void)state;
    assert_true(go_m_split("\tC:\\x\\del.go:41: 1 escapes to heap", &place, &message));
    assert_true(go_m_span_is(place.file, "C:\\x\\del.go"));
    assert_int_equal(place.line, 41);
    assert_int_equal(place.column, 0);
    assert_string_equal(message, "1 escapes to heap");
    assert_true(go_m_split("page.qtpl:3: v escapes to heap", &place, &message));
    assert_true(go_m_span_is(place.file, "page.qtpl"));
    assert_false(go_m_split("page.qtpl:3: v is not used", &place, &message));
    assert_true(go_m_split("<unknown line number>:   flow: {heap} = &#next:", &place, &message));
    assert_int_equal(place.line, 0);
    assert_string_equal(message, "flow: {heap} = &#next:");
    assert_true(go_m_split("moved to heap: #next", &place, &message));
    assert_int_equal(place.line, 0);
    assert_string_equal(message, "moved to heap: #next");
    assert_true(go_m_split("a.go:1:2:   flow: x", &place, &message));
    assert_int_equal(place.column, 2);
    assert_false(go_m_split("at 10:30: x escapes to heap", &place, &message));
    assert_false(go_m_split("a.go:x", &place, &message));
    assert_false(go_m_split("a.go:1", &place, &message));
}

static void constants_are_told_from_expressions(void **state)
{
    static const char *const yes[] = { "1",     "-1",         "0x1f", "1.5",
                                       "\"C\"", "\"a\\\"b\"", "'x'",  "true" };
    static const char *const no[] = { "x", "\"a\" + b", "1 << n", "f(1)", "\"", "\"a\" + \"b\"" };
    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        assert_true(go_m_is_constant(yes[i]));
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        assert_false(go_m_is_constant(no[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_message_has_its_kind),
        cmocka_unit_test(a_place_may_have_a_drive_and_no_column),
        cmocka_unit_test(constants_are_told_from_expressions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
