/* test_escape_project.c -- `heapmark escape -p DIR` on builds that are not as one would wish:
 * response files, flags of another compiler, files that are gone or do not compile; and it writes
 * no file.
 *
 * Method: run the built tool in a folder of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define HELPER HM_BUILD_DIR "/bin/heapmark-escape"
#define FOLDER "escape_builds"

static void assert_contains(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("expected \"%s\" in:\n%s", part, text);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static int make_folder(void **state)
{
    (void)state;
    struct spawned made = SPAWN("mkdir", "-p", FOLDER "/in c");
    spawned_done(&made);
    write_file(FOLDER "/in c/own.h", "#include <stdlib.h>\n");
    write_file(FOLDER "/a.c", "#include <own.h>\nvoid *a(void) { return malloc(N); }\n");
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    struct spawned removed = SPAWN("rm", "-r", FOLDER);
    spawned_done(&removed);
    return 0;
}

/* Judge the project of this one entry for a.c; no file may appear. */
static struct spawned judged(const char *command)
{
    char entry[4096];
    snprintf(entry, sizeof entry,
             "[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"%s\"}]", command);
    write_file(FOLDER "/compile_commands.json", entry);
    struct spawned s = SPAWN("sh", "-c",
                             "cd " FOLDER " && ls -A . > ../escape_before && \"$0\" escape --json "
                             "--sites -p . && ls -A . | diff ../escape_before -; s=$?; "
                             "rm ../escape_before; exit $s",
                             TOOL);
    if (exit_status(&s) != 0)
        fail_msg("%s: status %d\n%s%s", command, exit_status(&s), s.out, s.err);
    return s;
}

static void response_files_are_read(void **state)
{
    (void)state;
    write_file(FOLDER "/flags.rsp", "-DN=7\n'-Iin c' @more.rsp\n");
    write_file(FOLDER "/more.rsp", "-MMD -MF dep.d -save-temps\n");
    struct spawned s = judged("gcc @flags.rsp -c a.c");
    assert_contains(s.out, "\"size_bytes\": 7");
    spawned_done(&s);
    struct spawned given = SPAWN("sh", "-c",
                                 "cd " FOLDER " && \"$0\" escape --no-o2 --sites a.c "
                                 "-- @flags.rsp && ls dep.d",
                                 TOOL);
    assert_contains(given.out, "malloc(N) escapes to heap");
    assert_int_equal(exit_status(&given), 2);
    assert_contains(given.err, "dep.d");
    spawned_done(&given);
    unlink(FOLDER "/flags.rsp");
    unlink(FOLDER "/more.rsp");
}

/* Of a compiler that has not been written yet, too. */
static void flags_that_a_compiler_refuses_are_left_out(void **state)
{
    (void)state;
    struct spawned s =
        judged("gcc -fno-such-flag -fdiagnostics-color=always -mfloat-abi=hard -wrapper a,b "
               "-fplugin=absent.so -Xassembler -a=list -fsanitize=address -fwhole-program "
               "-Xclang -disable-O0-optnone -mllvm -inline-threshold=5 --target=x86_64-linux-gnu "
               "-Weverything "
               "-Wp,-DX=1,-MD,dep.d -fmodules-cache-path=cache -v '-Iin c' -DN=8 -c a.c");
    assert_contains(s.out, "\"size_bytes\": 8");
    assert_contains(s.out, "\"gcc\": \"kept\"");
    assert_contains(s.out, "\"clang\": \"kept\"");
    assert_string_equal(s.err, "");
    spawned_done(&s);
}

static void files_that_cannot_be_compiled_are_passed_over(void **state)
{
    (void)state;
    write_file(FOLDER "/nested.c", "int f(int n) { int g(void) { return n; } return g(); }\n");
    write_file(FOLDER "/compile_commands.json",
               "[{\"directory\": \".\", \"file\": \"gone.c\", \"command\": \"cc -c gone.c\"},"
               " {\"directory\": \".\", \"file\": \"nested.c\", \"command\": \"cc -c nested.c\"},"
               " {\"directory\": \".\", \"file\": \"a.c\", \"arguments\":"
               " [\"cc\", \"-Iin c\", \"-DN=9\", \"-c\", \"a.c\"]}]");
    struct spawned s = SPAWN(TOOL, "escape", "--sites", "--no-o2", "-p", FOLDER);
    assert_int_equal(exit_status(&s), 0);
    assert_contains(s.out, "malloc(N) escapes to heap");
    assert_contains(s.err, "gone.c: passed over: no such file");
    assert_contains(s.err, "nested.c: passed over: does not compile with");
    spawned_done(&s);
    struct spawned named = SPAWN(TOOL, "escape", "--no-o2", "-p", FOLDER, FOLDER "/nested.c");
    assert_int_equal(exit_status(&named), 2);
    spawned_done(&named);
    write_file(FOLDER "/compile_commands.json",
               "[{\"directory\": \".\", \"file\": \"nested.c\", \"command\": \"cc -c nested.c\"}]");
    struct spawned none = SPAWN(TOOL, "escape", "--no-o2", "-p", FOLDER);
    assert_int_equal(exit_status(&none), 2);
    assert_contains(none.err, "no file of the project compiles with");
    spawned_done(&none);
    unlink(FOLDER "/nested.c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(response_files_are_read),
        cmocka_unit_test(flags_that_a_compiler_refuses_are_left_out),
        cmocka_unit_test(files_that_cannot_be_compiled_are_passed_over),
    };
    HM_NEEDS_COUNTING();
    if (access(HELPER, X_OK) != 0)
        return TEST_SKIPPED;
    return cmocka_run_group_tests_name("escape of a project", tests, make_folder, remove_folder);
}
