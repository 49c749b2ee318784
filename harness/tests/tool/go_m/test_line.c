/* test_go_m_line.c -- one line of Go's -m output at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "go_m/why.h"

static void each_message_has_its_kind(void **state)
{
    static const struct {
        const char *message;
        enum hm__m_kind kind;
        const char *what;
    } cases[] = {
        { "1 escapes to heap", HM__M_ESCAPES, "1" },
        { "\"x escapes to heap\" escapes to heap:", HM__M_ESCAPES, "\"x escapes to heap\"" },
        { "... argument escapes to heap in (*client).Do:", HM__M_ESCAPES, "... argument" },
        { "moved to heap: x", HM__M_MOVED, "x" },
        { "make([]int, n) does not escape", HM__M_STAYS, "make([]int, n)" },
        { "leaking param: p", HM__M_LEAKS, "p" },
        { "leaking param content: p", HM__M_LEAKS_CONTENT, "p" },
        { "leaking param: p to result ~r0 level=2", HM__M_LEAKS_TO_RESULT, "p" },
        { "parameter p leaks to {heap} with derefs=0:", HM__M_LEAKS, "p" },
        { "parameter p leaks to {heap} for f with derefs=1:", HM__M_LEAKS_CONTENT, "p" },
        { "parameter p leaks to {storage for a for b} with derefs=0:", HM__M_LEAKS, "p" },
        { "flow: {heap} = &{storage for 1}:", HM__M_FLOW, "&{storage for 1}" },
        { "flow: ~r0 \xe2\x86\x90 &x:", HM__M_FLOW, "&x" },
        { "from f(1) (call parameter) at ./a.go:1:2", HM__M_FROM, "f(1)" },
        { "from c.Do(\"SET\") (parameter to indirect call) at ./a.go:41", HM__M_FROM,
          "c.Do(\"SET\")" },
        { "from escapes to heap", HM__M_ESCAPES, "from" },
        { "cannot inline (*T).F: recursive", HM__M_FUNCTION, "(*T).F" },
        { "inlining call to fmt.Println", HM__M_INLINING, "fmt.Println" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hm__m_line line = hm__m_classify(cases[i].message);
        assert_int_equal(line.kind, cases[i].kind);
        assert_true(hm__m_span_is(line.what, cases[i].what));
    }
    assert_int_equal(hm__m_classify("leaking param: p to result ~r0 level=2").level, 2);
    assert_int_equal(hm__m_classify("parameter p leaks to ~r0 with derefs=1:").level, 1);
    assert_int_equal(hm__m_classify("x escapes to he").kind, HM__M_UNKNOWN);
    assert_int_equal(hm__m_classify("").kind, HM__M_UNKNOWN);
    assert_int_equal(hm__m_classify("from ").kind, HM__M_UNKNOWN);
    assert_int_equal(hm__m_classify("flow: ").kind, HM__M_UNKNOWN);
}

static void a_place_may_have_a_drive_and_no_column(void **state)
{
    struct hm__m_place place;
    const char *message;
    (void)state;
    assert_true(hm__m_split("\tC:\\x\\del.go:41: 1 escapes to heap", &place, &message));
    assert_true(hm__m_span_is(place.file, "C:\\x\\del.go"));
    assert_int_equal(place.line, 41);
    assert_int_equal(place.column, 0);
    assert_string_equal(message, "1 escapes to heap");
    assert_true(hm__m_split("a.go:1:2:   flow: x", &place, &message));
    assert_int_equal(place.column, 2);
    assert_false(hm__m_split("at 10:30: x escapes to heap", &place, &message));
    assert_false(hm__m_split("a.go:x", &place, &message));
    assert_false(hm__m_split("a.go:1", &place, &message));
}

static void constants_are_told_from_expressions(void **state)
{
    static const char *const yes[] = { "1",     "-1",         "0x1f", "1.5",
                                       "\"C\"", "\"a\\\"b\"", "'x'",  "true" };
    static const char *const no[] = { "x", "\"a\" + b", "1 << n", "f(1)", "\"", "\"a\" + \"b\"" };
    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        assert_true(hm__m_is_constant(yes[i]));
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        assert_false(hm__m_is_constant(no[i]));
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
