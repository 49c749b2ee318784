/* test_sandbox.c -- an untrusted program always ends, and its output is limited. */
#include "support/cmocka_all.h"

#include <errno.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/sandbox.h"

static struct process_result ran;
static bool fixed_addresses, alone;
static const char *seen[2];

/* A shell script in a folder of its own. */
static void run_script(const char *script, unsigned wall_s)
{
    char folder[] = "/tmp/test-sandbox-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chmod(folder, 0777), 0);
    const char *argv[] = { "/bin/sh", "-c", script, NULL };
    const char *env[] = { "PATH=/usr/bin:/bin", NULL };
    struct process_sandbox s = { .argv = argv,
                                 .env = env,
                                 .folder = folder,
                                 .seen = seen,
                                 .out = folder,
                                 .forks = !alone,
                                 .wall_s = wall_s,
                                 .cpu_s = 10,
                                 .fixed_addresses = fixed_addresses,
                                 .memory_bytes = 256 * 1024 * 1024 };
    process_sandbox_run(&s, &ran);
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

static void output_report_and_status_come_back(void **state)
{
    (void)state;
    run_script("echo out; echo err >&2; echo report >&3; exit 7", 10);
    assert_int_equal(ran.ending, PROCESS_EXITED);
    assert_int_equal(ran.status, 7);
    assert_string_equal(ran.output, "out\nerr\n");
    assert_string_equal(ran.report, "report\n");
}

static void a_signal_is_told(void **state)
{
    (void)state;
    run_script("kill -SEGV $$", 10);
    assert_int_equal(ran.ending, PROCESS_SIGNALLED);
    assert_int_equal(ran.status, SIGSEGV);
}

static void a_loop_ends_at_its_deadline(void **state)
{
    (void)state;
    run_script("while :; do :; done", 1);
    assert_int_equal(ran.ending, PROCESS_TIMED_OUT);
}

static void a_sleeper_that_closed_its_output_ends_too(void **state)
{
    (void)state;
    run_script("exec >&- 2>&- 3>&-; sleep 60", 1);
    assert_int_equal(ran.ending, PROCESS_TIMED_OUT);
}

static void output_without_end_is_cut(void **state)
{
    (void)state;
    run_script("yes heapmark", 20);
    assert_int_equal(ran.ending, PROCESS_TOO_LOUD);
    assert_int_equal(strlen(ran.output), PROCESS_SANDBOX_KEEP);
}

/* Does a process run with exactly these two words? */
static bool runs(const char *program, const char *argument)
{
    char want[64], line[64];
    int length = snprintf(want, sizeof want, "%s%c%s", program, '\0', argument) + 1;
    glob_t all;
    bool found = false;
    if (glob("/proc/[0-9]*/cmdline", 0, NULL, &all) != 0)
        return false;
    for (size_t i = 0; i < all.gl_pathc && !found; i++) {
        FILE *f = fopen(all.gl_pathv[i], "re");
        if (f == NULL)
            continue; /* it has ended */
        found = fread(line, 1, sizeof line, f) == (size_t)length && memcmp(line, want, length) == 0;
        fclose(f);
    }
    globfree(&all);
    return found;
}

static void no_process_that_it_started_is_left(void **state)
{
    (void)state;
    char seconds[32], script[96];
    snprintf(seconds, sizeof seconds, "%ld", 5000000000L + getpid()); /* no other test's */
    snprintf(script, sizeof script, "sleep %s & exec sleep %s", seconds, seconds);
    pid_t other = fork();
    if (other == 0) {
        execlp("sleep", "sleep", seconds, (char *)NULL);
        _exit(127);
    }
    for (int i = 0; i < 1000 && !runs("sleep", seconds); i++)
        usleep(10000);
    assert_true(runs("sleep", seconds)); /* it is seen */
    kill(other, SIGKILL);
    assert_int_equal(waitpid(other, NULL, 0), other);
    run_script(script, 2);
    for (int i = 0; i < 1000 && runs("sleep", seconds); i++)
        usleep(10000); /* they were sent a signal, and end when they get the processor */
    assert_false(runs("sleep", seconds));
}

static void the_environment_is_only_what_was_given(void **state)
{
    (void)state;
    setenv("HM_SECRET", "x", 1);
    run_script("echo \"[$HM_SECRET]\"", 10);
    assert_string_equal(ran.output, "[]\n");
}

static void addresses_are_the_same_in_every_run_if_that_was_asked(void **state)
{
    (void)state;
    int before = personality(0xffffffff);
    if (personality((unsigned long)before | ADDR_NO_RANDOMIZE) < 0)
        skip(); /* the system does not allow it */
    personality((unsigned long)before);
    fixed_addresses = true;
    run_script("cat /proc/self/personality", 10);
    fixed_addresses = false;
    assert_int_equal(strtol(ran.output, NULL, 16) & ADDR_NO_RANDOMIZE, ADDR_NO_RANDOMIZE);
}

static void it_is_never_root(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    run_script("touch /tmp/../etc/heapmark-was-here 2>&1 && echo written; id -u", 10);
    assert_null(strstr(ran.output, "written"));
}

static void a_confined_program_sees_no_network_and_no_other_folder(void **state)
{
    (void)state;
    if (!process_sandbox_isolates())
        skip();
    run_script("ls /proc | grep -c '^[0-9]'; touch here && echo here; touch /usr/there || echo no",
               10);
    assert_true(ran.confined);
    assert_non_null(strstr(ran.output, "here\n"));
    assert_non_null(strstr(ran.output, "no\n"));
}

static void a_confined_program_sees_what_is_named_and_cannot_write_to_it(void **state)
{
    (void)state;
    if (!process_sandbox_isolates())
        skip();
    seen[0] = HM_SOURCE_DIR "/harness/include";
    run_script("cd / && echo *; cat /etc/passwd && echo seen; ls '" HM_SOURCE_DIR "'; "
               "ls '" HM_SOURCE_DIR "/harness/include'; touch '" HM_SOURCE_DIR
               "/harness/include/x' || "
               "echo no; head -c 1 /dev/zero && echo device",
               10);
    seen[0] = NULL;
    assert_null(strstr(ran.output, "home"));
    assert_null(strstr(ran.output, "seen"));
    assert_null(strstr(ran.output, "demos"));
    assert_null(strstr(ran.output, "device"));
    assert_non_null(strstr(ran.output, "heapmark\n"));
    assert_non_null(strstr(ran.output, "no\n"));
}

static void a_confined_program_fills_neither_disk_nor_memory(void **state)
{
    (void)state;
    if (!process_sandbox_isolates())
        skip();
    run_script("head -c 90000000 /proc/self/exe /usr/bin/* >/tmp/x; wc -c </tmp/x;"
               "head -c 9000000 /usr/bin/* >/dev/shm/x; wc -c </dev/shm/x",
               10);
    char *rest = strstr(ran.output, "\n67108864\n");
    assert_non_null(rest);
    assert_non_null(strstr(rest, "\n1048576\n"));
}

static void a_program_that_may_not_fork_does_not(void **state)
{
    (void)state;
    if (!process_sandbox_isolates())
        skip();
    alone = true;
    run_script("echo alone; (echo a subshell); /bin/true && echo a program", 10);
    alone = false;
    assert_memory_equal(ran.output, "alone\n", 6);
    assert_null(strstr(ran.output, "a subshell\n"));
    assert_null(strstr(ran.output, "a program\n"));
}

static void its_standard_input_is_what_was_given(void **state)
{
    (void)state;
    const char *argv[] = { "/bin/cat", NULL }, *env[] = { NULL };
    int pipe_of_input[2];
    assert_int_equal(pipe(pipe_of_input), 0);
    assert_int_equal(write(pipe_of_input[1], "input", 5), 5);
    close(pipe_of_input[1]);
    process_sandbox_run(
        &(struct process_sandbox){
            .argv = argv, .env = env, .input = pipe_of_input[0], .wall_s = 5, .cpu_s = 5 },
        &ran);
    close(pipe_of_input[0]);
    assert_string_equal(ran.output, "input");
}

/* What the words say is not there, as when the machine is too busy for one more process. */
static void walls_that_do_not_stand_are_not_an_exit_status_of_the_program(void **state)
{
    (void)state;
    if (!process_sandbox_isolates())
        skip();
    seen[0] = "/nowhere/at/all";
    run_script("echo started", 10);
    seen[0] = NULL;
    assert_int_equal(ran.ending, PROCESS_NOT_STARTED);
    assert_int_equal(ran.status, EAGAIN);
    assert_non_null(strstr(ran.output, "/nowhere/at/all"));
}

static void a_program_that_is_not_there_is_told_with_its_reason(void **state)
{
    (void)state;
    const char *argv[] = { "/nowhere/program", NULL };
    const char *env[] = { NULL };
    char text[128];
    struct process_sandbox s = {
        .argv = argv, .env = env, .folder = "/tmp", .wall_s = 5, .cpu_s = 5, .trusted = true
    };
    process_sandbox_run(&s, &ran);
    assert_int_equal(ran.ending, PROCESS_NOT_STARTED);
    assert_int_equal(ran.status, ENOENT);
    assert_string_equal(process_ending_text(&s, &ran, text, sizeof text),
                        "could not be started: /nowhere/program: No such file or directory");
    s.trusted = false; /* bubblewrap, where it works, says the same its way */
    process_sandbox_run(&s, &ran);
    assert_int_equal(ran.ending, PROCESS_NOT_STARTED);
    assert_int_not_equal(ran.status, 0);
    assert_non_null(strstr(ran.output, "No such file or directory"));
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    (void)state;
    const char *argv[] = { "/bin/true", NULL };
    const char *env[] = { NULL };
    struct process_sandbox s = {
        .argv = argv, .env = env, .folder = "/nowhere", .wall_s = 5, .cpu_s = 5, .trusted = true
    };
    process_sandbox_run(&s, &ran);
    assert_int_equal(ran.ending, PROCESS_NOT_STARTED);
    assert_string_equal(ran.output, "/bin/true: /nowhere: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_report_and_status_come_back),
        cmocka_unit_test(a_signal_is_told),
        cmocka_unit_test(a_loop_ends_at_its_deadline),
        cmocka_unit_test(a_sleeper_that_closed_its_output_ends_too),
        cmocka_unit_test(output_without_end_is_cut),
        cmocka_unit_test(no_process_that_it_started_is_left),
        cmocka_unit_test(the_environment_is_only_what_was_given),
        cmocka_unit_test(addresses_are_the_same_in_every_run_if_that_was_asked),
        cmocka_unit_test(it_is_never_root),
        cmocka_unit_test(a_confined_program_sees_no_network_and_no_other_folder),
        cmocka_unit_test(a_confined_program_sees_what_is_named_and_cannot_write_to_it),
        cmocka_unit_test(a_confined_program_fills_neither_disk_nor_memory),
        cmocka_unit_test(a_program_that_may_not_fork_does_not),
        cmocka_unit_test(its_standard_input_is_what_was_given),
        cmocka_unit_test(walls_that_do_not_stand_are_not_an_exit_status_of_the_program),
        cmocka_unit_test(a_program_that_is_not_there_is_told_with_its_reason),
        cmocka_unit_test(a_folder_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
