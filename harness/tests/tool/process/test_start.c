/* test_start.c -- a program starts as it was asked to, or the step that failed comes back. */
#include "support/cmocka_all.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <heapmark/fail.h>
#include <heapmark/sample.h>

#include "process/jobs.h"
#include "process/start.h"
#include "support/spawn.h"

static char why[PROCESS_WHY_MAX];

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define SHELL(...) WORDS("sh", "-c", __VA_ARGS__)

static int open_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

/* It does not start, for this reason; neither a child nor a descriptor is left. */
static void fails(struct process_start start, int error, const char *reason)
{
    int before = open_descriptors();
    assert_int_equal(process_start(&start, why), -1);
    assert_int_equal(errno, error);
    assert_string_equal(why, reason);
    assert_int_equal(open_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    assert_int_equal(process_start(&start, NULL), -1); /* nor must anyone want the reason */
}

/* Runs to status 0 with all that it wrote to its descriptor `of` in the result, which is valid
 * until the next call. */
static const char *written(struct process_start start, int of)
{
    static char text[4096];
    int status, file = memfd_create("written", MFD_CLOEXEC), before = open_descriptors();
    start.fd[of] = file;
    if (!process_run(&start, &status, why))
        fail_msg("%s", why);
    assert_true(process_succeeded(status));
    ssize_t n = pread(file, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    assert_int_equal(open_descriptors(), before);
    close(file);
    return text;
}

static void exec_that_fails_brings_its_errno_back(void **state)
{
    (void)state;
    write_script("not_executable", "#!/bin/sh\n", 0644);
    write_script("no_program", "neither ELF nor script", 0755);
    fails((struct process_start){ .argv = WORDS("/nowhere/x") }, ENOENT,
          "/nowhere/x: No such file or directory");
    char *path = strdup(getenv("PATH")); /* where a folder of it is locked, that is the reason */
    setenv("PATH", "/usr/bin:/bin", 1);
    fails((struct process_start){ .argv = WORDS("no-such-program-in-path") }, ENOENT,
          "no-such-program-in-path: No such file or directory");
    setenv("PATH", path, 1);
    free(path);
    fails((struct process_start){ .argv = WORDS("./not_executable") }, EACCES,
          "./not_executable: Permission denied");
    fails((struct process_start){ .path = "./no_program", .argv = WORDS("name") }, ENOEXEC,
          "./no_program: Exec format error");
    unlink("not_executable");
    unlink("no_program");
}

static const char *refuse(const void *arg)
{
    errno = *(const int *)arg;
    return "limits";
}

static void any_other_step_that_fails_is_named(void **state)
{
    (void)state;
    const int error = EPERM;
    fails((struct process_start){ .argv = WORDS("true"), .folder = "/nowhere" }, ENOENT,
          "true: /nowhere: No such file or directory");
    fails((struct process_start){ .argv = WORDS("true"), .fd = { [2] = 999 } }, EBADF,
          "true: redirection: Bad file descriptor");
    fails((struct process_start){ .argv = WORDS("true"), .prepare = refuse, .arg = &error }, EPERM,
          "true: limits: Operation not permitted");
}

static void too_many_open_files_are_a_reason_too(void **state)
{
    (void)state;
    struct rlimit before, none = { 0 };
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    pid_t pid = process_start(&(struct process_start){ .argv = WORDS("true") }, why);
    setrlimit(RLIMIT_NOFILE, &before);
    assert_int_equal(pid, -1);
    assert_string_equal(why, "true: pipe: Too many open files");
}

static void without_memory_for_the_environment_nothing_is_started(void **state)
{
    (void)state;
    if (!hm_counting())
        skip();
    const struct process_start start = { .argv = WORDS("true"), .add = WORDS("A=1") };
    hm_fail_at(1);
    pid_t pid = process_start(&start, why);
    int error = errno;
    assert_false(hm_fail_disarm());
    assert_int_equal(pid, -1);
    assert_int_equal(error, ENOMEM);
    assert_string_equal(why, "true: environment: Cannot allocate memory");
}

static void each_descriptor_goes_where_it_was_sent(void **state)
{
    (void)state;
    const struct process_start start = { .argv = SHELL("cat; echo 1; echo 2 >&2; echo 3 >&3"),
                                         .fd = { PROCESS_NULL, PROCESS_NULL, PROCESS_NULL,
                                                 PROCESS_NULL } };
    assert_string_equal(written(start, 1), "1\n");
    assert_string_equal(written(start, 2), "2\n");
    assert_string_equal(written(start, 3), "3\n");
}

static void descriptors_can_be_exchanged(void **state)
{
    (void)state;
    int file[2] = { memfd_create("one", MFD_CLOEXEC), memfd_create("two", MFD_CLOEXEC) };
    int kept[2] = { dup(1), dup(2) }, status;
    char text[2][8] = { "", "" };
    fflush(stdout);
    dup2(file[0], 1);
    dup2(file[1], 2);
    bool ran = process_run(&(struct process_start){ .argv = SHELL("echo out; echo err >&2"),
                                                    .fd = { [1] = 2, [2] = 1 } },
                           &status, why);
    for (int i = 0; i < 2; i++) {
        dup2(kept[i], i + 1);
        close(kept[i]);
        assert_int_equal(pread(file[i], text[i], 7, 0), 4);
        close(file[i]);
    }
    assert_true(ran);
    assert_string_equal(text[0], "err\n");
    assert_string_equal(text[1], "out\n");
}

static void what_we_printed_comes_before_what_it_prints(void **state)
{
    (void)state;
    int file = memfd_create("both", MFD_CLOEXEC), kept = dup(1), status;
    char text[16] = "";
    fflush(stdout);
    dup2(file, 1);
    printf("ours ");
    process_run(&(struct process_start){ .argv = WORDS("echo", "its") }, &status, why);
    dup2(kept, 1);
    close(kept);
    pread(file, text, sizeof text - 1, 0);
    close(file);
    assert_string_equal(text, "ours its\n");
}

static void only_the_four_descriptors_are_inherited_if_that_was_asked(void **state)
{
    (void)state;
    int low = fcntl(2, F_DUPFD, 40), high = fcntl(2, F_DUPFD, 60);
    struct process_start start = { .argv =
                                       SHELL("for fd in /proc/$$/fd/*; do echo ${fd##*/}; done"),
                                   .fd = { [3] = PROCESS_NULL } };
    assert_non_null(strstr(written(start, 1), "\n40\n"));
    start.only_these = true;
    const char *list = written(start, 1);
    close(low);
    close(high);
    assert_non_null(strstr(list, "\n3\n"));
    assert_null(strstr(list, "\n40\n"));
    assert_null(strstr(list, "\n60\n"));
}

static void added_variables_replace_ours_and_env_replaces_all(void **state)
{
    (void)state;
    setenv("HM_TEST", "ours", 1);
    setenv("HM_TEST_2", "kept", 1);
    struct process_start start = { .argv = SHELL("echo $HM_TEST $HM_TEST_2 $HM_TEST_3"),
                                   .add = WORDS("HM_TEST=its", "HM_TEST_3=new") };
    assert_string_equal(written(start, 1), "its kept new\n");
    start.argv = WORDS("env"); /* what is replaced keeps its place */
    assert_non_null(strstr(written(start, 1), "HM_TEST=its\nHM_TEST_2=kept\n"));
    start.argv = SHELL("echo $HM_TEST $HM_TEST_2 $HM_TEST_3");
    start.env = WORDS("HM_TEST_3=alone");
    assert_string_equal(written(start, 1), "alone\n");
    start.env = start.add = NULL;
    assert_string_equal(written(start, 1), "ours kept\n");
}

static void it_runs_in_its_folder_under_the_name_it_was_given(void **state)
{
    (void)state;
    const struct process_start start = { .path = "/bin/sh",
                                         .argv = WORDS("called", "-c", "pwd; echo $0"),
                                         .folder = "/usr" };
    assert_string_equal(written(start, 1), "/usr\ncalled\n");
}

static void a_group_of_its_own_ends_at_one_signal(void **state)
{
    (void)state;
    int status;
    pid_t pid =
        process_start(&(struct process_start){ .argv = SHELL("sleep 60"), .own_group = true }, why);
    assert_true(pid > 0);
    assert_int_equal(getpgid(pid), pid);
    assert_int_equal(kill(-pid, SIGKILL), 0);
    assert_true(process_wait(pid, &status));
    assert_true(WIFSIGNALED(status));
    assert_false(process_succeeded(status));
}

/* The end of a pipe that only the program still holds is reached when the program is gone. */
static void it_ends_with_us_if_that_was_asked(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    pid_t middle = fork();
    if (middle == 0) {
        pid_t pid = process_start(&(struct process_start){ .argv = WORDS("sleep", "60"),
                                                           .fd = { [3] = ends[1] },
                                                           .when_we_end = SIGKILL },
                                  NULL);
        _exit(pid > 0 ? 0 : 1);
    }
    int status;
    assert_true(process_wait(middle, &status));
    assert_true(process_succeeded(status));
    close(ends[1]);
    char byte;
    alarm(10);
    assert_int_equal(read(ends[0], &byte, 1), 0);
    alarm(0);
    close(ends[0]);
}

static void output_comes_back_whole_with_its_length_and_status(void **state)
{
    (void)state;
    char *output;
    size_t length;
    int before = open_descriptors();
    assert_int_equal(process_output(SHELL("printf 'a\\0b'; exit 127"), true, &output, &length),
                     127);
    assert_int_equal(length, 3);
    assert_memory_equal(output, "a\0b", 4);
    free(output);
    assert_int_equal(process_output(SHELL("kill -KILL $$"), true, &output, &length), 128 + SIGKILL);
    free(output);
    assert_int_equal(process_output(WORDS("/nowhere/x"), true, &output, &length), -1);
    assert_int_equal(errno, ENOENT);
    assert_null(output);
    assert_int_equal(open_descriptors(), before);
    if (!hm_counting())
        return;
    hm_fail_at(1);
    assert_int_equal(process_output(WORDS("true"), true, &output, &length), -1);
    assert_int_equal(errno, ENOMEM);
    assert_false(hm_fail_disarm());
    assert_int_equal(open_descriptors(), before);
}

static void a_job_that_cannot_start_says_why_in_its_errors(void **state)
{
    (void)state;
    struct process_job jobs[] = { { .argv = { "/nowhere/x" } }, { .argv = { "echo", "second" } } };
    process_jobs_run(jobs, 2, 1, NULL);
    assert_false(process_job_succeeded(&jobs[0]));
    assert_string_equal(jobs[0].err, "/nowhere/x: No such file or directory\n");
    assert_true(process_job_succeeded(&jobs[1]));
    assert_string_equal(jobs[1].out, "second\n");
    process_jobs_done(jobs, 2);
}

static void a_pool_waits_for_one_job_while_others_run(void **state)
{
    (void)state;
    struct process_job slow = { .args = SHELL("sleep 5; echo slow") },
                       quick = { .args = SHELL("printf 'a\\0b'") }, third = { .argv = { "true" } };
    struct process_pool pool = { .at_once = 2 };
    process_pool_add(&pool, &slow);
    process_pool_add(&pool, &quick);
    process_pool_add(&pool, &third);
    assert_int_equal(pool.running_count, 2);
    process_pool_wait(&pool, &quick);
    assert_int_equal(quick.out_length, 3);
    assert_memory_equal(quick.out, "a\0b", 4);
    process_pool_wait(&pool, &third);
    assert_true(process_job_succeeded(&third));
    assert_null(slow.err); /* it still runs */
    kill(slow.pid, SIGKILL);
    process_pool_wait(&pool, &slow);
    assert_false(process_job_succeeded(&slow));
    assert_int_equal(pool.running_count, 0);
    struct process_job *jobs[] = { &slow, &quick, &third };
    for (size_t i = 0; i < 3; i++)
        process_jobs_done(jobs[i], 1);
}

static void end(void *status)
{
    if (*(int *)status != 0)
        _exit(*(int *)status);
}

static void a_copy_that_ends_early_is_noticed(void **state)
{
    (void)state;
    assert_true(process_survives(end, &(int){ 0 }));
    assert_false(process_survives(end, &(int){ 1 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exec_that_fails_brings_its_errno_back),
        cmocka_unit_test(any_other_step_that_fails_is_named),
        cmocka_unit_test(too_many_open_files_are_a_reason_too),
        cmocka_unit_test(without_memory_for_the_environment_nothing_is_started),
        cmocka_unit_test(each_descriptor_goes_where_it_was_sent),
        cmocka_unit_test(descriptors_can_be_exchanged),
        cmocka_unit_test(what_we_printed_comes_before_what_it_prints),
        cmocka_unit_test(only_the_four_descriptors_are_inherited_if_that_was_asked),
        cmocka_unit_test(added_variables_replace_ours_and_env_replaces_all),
        cmocka_unit_test(it_runs_in_its_folder_under_the_name_it_was_given),
        cmocka_unit_test(a_group_of_its_own_ends_at_one_signal),
        cmocka_unit_test(it_ends_with_us_if_that_was_asked),
        cmocka_unit_test(output_comes_back_whole_with_its_length_and_status),
        cmocka_unit_test(a_copy_that_ends_early_is_noticed),
        cmocka_unit_test(a_job_that_cannot_start_says_why_in_its_errors),
        cmocka_unit_test(a_pool_waits_for_one_job_while_others_run),
    };
    return cmocka_run_group_tests_name("start", tests, NULL, NULL);
}
