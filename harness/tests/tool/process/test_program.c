/* test_program.c -- `heapmark run` refuses a program that it cannot run or count, with one line
 * and before it starts.
 *
 * Method: run the built tool on files and programs made for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL HM_BUILD_DIR "/bin/heapmark"

/* Refused: one line on stderr that holds `clause`, nothing run, exit status 2. */
static void assert_refused(const char *program, const char *clause)
{
    struct spawned s = SPAWN(TOOL, "run", "--", program);
    assert_int_equal(exit_status(&s), 2);
    assert_string_equal(s.out, "");
    if (strstr(s.err, clause) == NULL)
        fail_msg("'%s' is not in: %s", clause, s.err);
    assert_ptr_equal(strchr(s.err, '\n'), s.err + strlen(s.err) - 1);
    spawned_done(&s);
}

static void what_cannot_be_run_is_refused_with_one_line(void **state)
{
    (void)state;
    assert_refused("no-such-program-here", "no such program in PATH");
    assert_refused("/no/such/program", "No such file");
    assert_refused("/", "is a directory");
    assert_refused(HM_SOURCE_DIR "/LICENSE", "not executable");
    assert_refused("", "empty");
    assert_refused(".", "heapmark run: .: is a directory\n");
}

static void a_file_here_that_is_not_in_path_is_told_about(void **state)
{
    (void)state;
    write_script("refused-here", "#!/bin/sh\n", 0644);
    assert_refused("refused-here", "heapmark run: refused-here: not executable: Permission denied");
    chmod("refused-here", 0755);
    assert_refused("refused-here", "no such program in PATH; ./refused-here is one");
    unlink("refused-here");
}

/* Compile a program that does nothing; false: this machine cannot. */
static bool compiled(const char *flags)
{
    char command[512];
    snprintf(command, sizeof command,
             "echo 'int main(void) { return 0; }' | ${CC:-cc} %s -x c - -o refused 2>refused.log",
             flags);
    return system(command) == 0; // NOLINT(cert-env33-c)
}

static void what_cannot_be_counted_is_refused_with_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *flags, *clause;
    } kinds[] = {
        { "-static", "statically linked" },
        { "-static-pie", "statically linked" },
        { "-fsanitize=address", "AddressSanitizer" },
        { "-fsanitize=thread", "ThreadSanitizer" },
        { "-Dmain='__attribute__((used)) malloc(unsigned long n){return n;} int main' -rdynamic "
          "-fno-builtin -Wno-error",
          "defines malloc itself" },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (compiled(kinds[i].flags))
            assert_refused("./refused", kinds[i].clause);
        else
            print_message("skipped: this compiler does not take %s\n", kinds[i].flags);
    }
    unlink("refused");
    unlink("refused.log");
}

/* The same program, marked as a program for arm64 (or for x86-64 on arm64). */
static void a_program_for_another_machine_is_refused(void **state)
{
    (void)state;
    assert_true(compiled(""));
    FILE *f = fopen("refused", "r+");
    assert_non_null(f);
    fseek(f, 18, SEEK_SET); /* e_machine */
#if defined(__aarch64__)
    fputc(62, f);
#else
    fputc(183, f);
#endif
    fclose(f);
    assert_refused("./refused", "another machine");
    unlink("refused");
    unlink("refused.log");
}

static void a_set_uid_program_is_refused(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        print_message("skipped: only root can give a file away\n");
        return;
    }
    assert_true(compiled(""));
    assert_int_equal(chown("refused", 1, 1), 0);
    chmod("refused", 04755);
    assert_refused("./refused", "set-uid");
    chmod("refused", 02755);
    assert_refused("./refused", "set-gid");
    unlink("refused");
    unlink("refused.log");
}

static void a_script_without_an_interpreter_is_refused(void **state)
{
    (void)state;
    write_script("refused.sh", "#!/no/such/interpreter\n", 0755);
    assert_refused("./refused.sh", "/no/such/interpreter");
    write_script("refused.sh", "echo no first line\n", 0755);
    assert_refused("./refused.sh", "not an ELF file");
    unlink("refused.sh");
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_run_is_refused_with_one_line),
        cmocka_unit_test(a_file_here_that_is_not_in_path_is_told_about),
        cmocka_unit_test(what_cannot_be_counted_is_refused_with_one_line),
        cmocka_unit_test(a_program_for_another_machine_is_refused),
        cmocka_unit_test(a_set_uid_program_is_refused),
        cmocka_unit_test(a_script_without_an_interpreter_is_refused),
    };
    return cmocka_run_group_tests_name("what heapmark run refuses", tests, NULL, NULL);
}
