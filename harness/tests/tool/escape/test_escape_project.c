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
#include "support/text.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define HELPER HM_BUILD_DIR "/bin/heapmark-escape"
#define FOLDER "escape_builds"

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

/* CMake has clang read a header that it compiled before, and names its source as well. */
static void headers_compiled_before_are_read_as_sources(void **state)
{
    (void)state;
    write_file(FOLDER "/all.h", "#define N 11\n");
    struct spawned s = judged("clang '-Iin c' -Xclang -include-pch -Xclang all.h.pch -Xclang "
                              "-include -Xclang all.h -Xclang -ast-dump -mllvm -time-passes "
                              "-Xpreprocessor -MD -Xpreprocessor -DX --trace-includes -c a.c");
    unlink(FOLDER "/all.h");
    assert_contains(s.out, "\"size_bytes\": 11");
    assert_contains(s.out, "\"gcc\": \"kept\"");
    assert_contains(s.out, "\"clang\": \"kept\"");
    assert_string_equal(s.err, "");
    spawned_done(&s);
}

/* gcc's header has its place beside the source of it, where clang would find it. */
static void a_header_that_gcc_compiled_before_is_not_given_to_clang(void **state)
{
    (void)state;
    write_file(FOLDER "/all.h", "#define N 13\n");
    write_file(FOLDER "/all.h.gch", "gpch");
    write_file(FOLDER "/all.h.c", "");
    struct spawned s = judged("gcc '-Iin c' -include all.h -c a.c\"}, {\"directory\": \".\", "
                              "\"file\": \"all.h.c\", \"command\": \"gcc -x c-header all.h.c");
    unlink(FOLDER "/all.h");
    unlink(FOLDER "/all.h.gch");
    unlink(FOLDER "/all.h.c");
    assert_contains(s.out, "\"size_bytes\": 13");
    assert_contains(s.out, "\"gcc\": \"kept\"");
    assert_null(strstr(s.out, "all.h.c"));
    assert_string_equal(s.err, "");
    spawned_done(&s);
}

/* Flags of packages, which write other paths into the debug information. */
static void a_file_has_its_own_name_whatever_is_written_into_the_program(void **state)
{
    (void)state;
    struct spawned s = judged("gcc '-Iin c' -DN=12 -ffile-prefix-map=/=built/ -c a.c "
                              "-fdebug-prefix-map=/=. -fdebug-compilation-dir=/built");
    assert_contains(s.out, "\"file\": \"a.c\"");
    assert_contains(s.out, "\"expression\": \"malloc(N)\"");
    spawned_done(&s);
}

static void a_compiler_that_crashes_is_said(void **state)
{
    (void)state;
    write_file(FOLDER "/crash", "#!/bin/sh\nkill -ABRT $$\n");
    write_file(FOLDER "/b.c", "int b;\n");
    struct spawned s = SPAWN("sh", "-c",
                             "chmod +x " FOLDER "/crash && ulimit -c 0 && exec \"$0\" escape "
                             "--no-o2 --clang=" FOLDER "/crash " FOLDER "/b.c",
                             TOOL);
    assert_int_equal(exit_status(&s), 2);
    assert_contains(s.err, "crash (it was ended by signal 6)\n");
    spawned_done(&s);
    unlink(FOLDER "/crash");
    unlink(FOLDER "/b.c");
}

/* Room for a word was as long as what is left of the line. */
static void a_long_command_takes_no_more_memory_than_its_words(void **state)
{
    (void)state;
    enum { WORDS = 30000 };
    FILE *file = fopen(FOLDER "/flags.rsp", "w");
    assert_non_null(file);
    for (int i = 0; i < WORDS; i++)
        fprintf(file, "-DX%d=\"a\\ b\"\n", i);
    assert_int_equal(fclose(file), 0);
    write_file(FOLDER "/compile_commands.json",
               "[{\"directory\": \".\", \"file\": \"none.c\", \"command\": \"cc @flags.rsp\"}]");
    write_file(FOLDER "/none.c", "#error none\n");
    struct spawned s = SPAWN("sh", "-c",
                             "ulimit -v 2000000; exec \"$0\" --no-o2 --clang=/bin/false -p " FOLDER
                             " " FOLDER "/none.c",
                             HELPER);
    assert_contains(s.err, "none.c: ");
    assert_int_equal(exit_status(&s), 2);
    spawned_done(&s);
    unlink(FOLDER "/flags.rsp");
    unlink(FOLDER "/none.c");
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
        cmocka_unit_test(headers_compiled_before_are_read_as_sources),
        cmocka_unit_test(a_header_that_gcc_compiled_before_is_not_given_to_clang),
        cmocka_unit_test(a_file_has_its_own_name_whatever_is_written_into_the_program),
        cmocka_unit_test(a_compiler_that_crashes_is_said),
        cmocka_unit_test(a_long_command_takes_no_more_memory_than_its_words),
        cmocka_unit_test(files_that_cannot_be_compiled_are_passed_over),
    };
    HM_NEEDS_COUNTING();
    if (access(HELPER, X_OK) != 0)
        return TEST_SKIPPED;
    return cmocka_run_group_tests_name("escape of a project", tests, make_folder, remove_folder);
}
