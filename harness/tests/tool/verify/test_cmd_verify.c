/* test_cmd_verify.c -- `heapmark verify` on benchmarks for which the instruments are known to
 * agree, to differ for an allowed reason, or to differ by an error.
 *
 * Method: run the built tool on tests/verify/verify_cases.c and read its table. */
#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL  HM_BUILD_DIR "/bin/heapmark"
#define CASES HM_BUILD_DIR "/programs/verify_cases"

static struct spawned verify(const char *bench)
{
    return SPAWN(TOOL, "verify", "--benchtime", "20x", "--bench", bench, CASES);
}

static void assert_holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("'%s' is not in:\n%s", part, text);
}

static void all_entry_points_threads_and_libc_s_own_agree(void **state)
{
    (void)state;
    struct spawned s = verify("Agree");
    assert_int_equal(exit_status(&s), 0);
    assert_holds(s.out, "3 agree, 0 differ for a known reason, 0 differ for none, 0 not measured");
    spawned_done(&s);
}

static void known_differences_are_named_and_are_no_failure(void **state)
{
    (void)state;
    struct spawned s = verify("Explained/(in_place|pvalloc)");
    assert_int_equal(exit_status(&s), 0);
    assert_holds(s.out, "jemalloc does not count a realloc that it served in place");
    assert_holds(s.out, "pvalloc(): we count what was asked for, Valgrind the whole pages");
    assert_holds(s.out, "2 differ for a known reason");
    spawned_done(&s);
}

static void what_cplusplus_adds_to_new_is_no_fault(void **state)
{
    (void)state;
    if (dlopen("libstdc++.so.6", RTLD_LAZY) == NULL)
        skip();
    struct spawned s = verify("Explained/new");
    assert_int_equal(exit_status(&s), 0);
    assert_holds(s.out, "operator new(0): the C++ runtime asks malloc for 1 byte");
    assert_holds(s.out,
                 "operator new with an alignment: the C++ runtime asks malloc for a multiple");
    assert_holds(s.out, "2 differ for a known reason");
    spawned_done(&s);
}

static void a_realloc_to_nothing_is_the_allocator_s_choice(void **state)
{
    (void)state;
    struct spawned s = SPAWN("env", "MALLOC_CONF=zero_realloc:alloc", TOOL, "verify", "--benchtime",
                             "20x", "--bench", "Explained/realloc_0", CASES);
    assert_int_equal(exit_status(&s), 0);
    assert_holds(s.out,
                 "realloc(p, 0): Valgrind frees, this allocator hands out a block of 0 bytes");
    spawned_done(&s);
}

static void a_request_behind_our_back_is_a_failure(void **state)
{
    (void)state;
    struct spawned s = verify("Differ");
    assert_int_equal(exit_status(&s), 1);
    assert_holds(s.out, "DIFFER");
    assert_holds(s.out, "jemalloc: not explained by any known difference");
    spawned_done(&s);
}

static void a_missing_valgrind_is_said_and_is_no_agreement(void **state)
{
    (void)state;
    struct spawned s = SPAWN("env", "PATH=/nonexistent", TOOL, "verify", "--benchtime", "20x",
                             "--bench", "Agree", CASES);
    assert_int_equal(exit_status(&s), 2);
    assert_holds(s.out, "\nValgrind: did not run: valgrind: ");
    assert_null(strstr(strstr(s.out, "Valgrind: ") + 1, "Valgrind: ")); /* once */
    assert_holds(s.out, "3 not measured");
    assert_holds(s.err, "3 not measured; the table says why");
    spawned_done(&s);
}

static void what_valgrind_says_when_it_fails_is_shown(void **state)
{
    (void)state;
    struct spawned s = SPAWN("env", "VALGRIND_OPTS=--no-such-flag", TOOL, "verify", "--benchtime",
                             "20x", "--bench", "Agree/libc", CASES);
    assert_int_equal(exit_status(&s), 2);
    assert_holds(s.out, "Valgrind: its run failed: valgrind: Unknown option: --no-such-flag");
    spawned_done(&s);
}

static void what_the_program_says_when_it_fails_is_shown(void **state)
{
    (void)state;
    struct spawned s = SPAWN("env", "HEAPMARK_ALLOCATOR=nonsense", TOOL, "verify", "--benchtime",
                             "20x", "--bench", "Agree/libc", CASES);
    assert_int_equal(exit_status(&s), 2);
    assert_holds(s.out, "ours: the program reports no counts");
    spawned_done(&s);
}

static void what_cannot_be_asked_exits_with_two(void **state)
{
    (void)state;
    struct spawned none = SPAWN(TOOL, "verify");
    assert_int_equal(exit_status(&none), 2);
    struct spawned missing = SPAWN(TOOL, "verify", "/no/such/program");
    assert_int_equal(exit_status(&missing), 2);
    assert_holds(missing.err, "/no/such/program");
    struct spawned file = SPAWN(TOOL, "verify", HM_SOURCE_DIR "/LICENSE");
    assert_int_equal(exit_status(&file), 2);
    assert_string_equal(file.out, "");
    assert_holds(file.err, "heapmark verify: " HM_SOURCE_DIR "/LICENSE: not executable");
    spawned_done(&file);
    struct spawned plain = SPAWN(TOOL, "verify", "--verdicts", "/bin/true"); /* has no hooks */
    assert_int_equal(exit_status(&plain), 2);
    assert_string_equal(plain.out, "");
    spawned_done(&plain);
    struct spawned times = SPAWN(TOOL, "verify", "--benchtime", "1s", CASES);
    assert_int_equal(exit_status(&times), 2);
    assert_holds(times.err, "expected 1x to 1000000x");
    spawned_done(&none);
    spawned_done(&missing);
    spawned_done(&times);
}

/* One line on stderr that begins with this text, no table, and exit status 2. */
static void assert_nothing_compared(const struct spawned *s, const char *line)
{
    assert_int_equal(exit_status(s), 2);
    assert_string_equal(s->out, "");
    assert_string_equal(s->err, line);
}

static void nothing_compared_is_no_agreement(void **state)
{
    (void)state;
    struct spawned none = verify("zebra");
    assert_nothing_compared(
        &none, "heapmark verify: --bench zebra: no benchmark has a name that matches\n");
    struct spawned other = SPAWN(TOOL, "verify", "true");
    assert_nothing_compared(
        &other, "heapmark verify: true: lists no benchmark; expected a benchmark program\n");
    spawned_done(&none);
    spawned_done(&other);
}

static void a_program_that_could_not_be_asked_beside_another_is_counted(void **state)
{
    (void)state;
    struct spawned s = SPAWN(TOOL, "verify", "--benchtime", "1x", "--bench", "Agree/libc",
                             "/no/such/program", CASES);
    assert_int_equal(exit_status(&s), 2);
    assert_holds(s.out, "1 agree");
    assert_holds(s.err, "heapmark verify: 1 of the programs could not be run\n");
    spawned_done(&s);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    HM_NEEDS_PROGRAM("valgrind");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_entry_points_threads_and_libc_s_own_agree),
        cmocka_unit_test(known_differences_are_named_and_are_no_failure),
        cmocka_unit_test(what_cplusplus_adds_to_new_is_no_fault),
        cmocka_unit_test(a_realloc_to_nothing_is_the_allocator_s_choice),
        cmocka_unit_test(a_request_behind_our_back_is_a_failure),
        cmocka_unit_test(a_missing_valgrind_is_said_and_is_no_agreement),
        cmocka_unit_test(what_valgrind_says_when_it_fails_is_shown),
        cmocka_unit_test(what_the_program_says_when_it_fails_is_shown),
        cmocka_unit_test(nothing_compared_is_no_agreement),
        cmocka_unit_test(a_program_that_could_not_be_asked_beside_another_is_counted),
        cmocka_unit_test(what_cannot_be_asked_exits_with_two),
    };
    return cmocka_run_group_tests_name("heapmark verify", tests, NULL, NULL);
}
