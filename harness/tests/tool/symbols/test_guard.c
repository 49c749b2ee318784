/* The guard catches a crash inside a call, reports it, and restores the process. */
#include "support/cmocka_all.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "symbols/guard.h"
#include "support/counted.h"

static void count_up(void *arg)
{
    ++*(int *)arg;
}

static void crash(void *arg)
{
    raise(*(int *)arg);
}

static void what_does_not_crash_is_simply_called(void **state)
{
    (void)state;
    int calls = 0;
    assert_true(symbols_guarded(count_up, &calls));
    assert_int_equal(calls, 1);
}

static void each_kind_of_crash_is_survived_more_than_once(void **state)
{
    (void)state;
    int kinds[] = { SIGSEGV, SIGBUS, SIGABRT };
    for (int again = 0; again < 2; again++)
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            assert_false(symbols_guarded(crash, &kinds[i]));
}

static void write_to(void *arg)
{
    *(volatile int *)arg = 1;
}

static void a_real_bad_access_is_survived(void **state)
{
    (void)state;
    void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(page != MAP_FAILED);
    assert_false(symbols_guarded(write_to, page));
    munmap(page, 4096);
}

static void handlers_and_mask_are_as_before(void **state)
{
    (void)state;
    int kind = SIGABRT;
    struct sigaction mine = { .sa_handler = SIG_IGN }, after;
    sigset_t before, now;
    sigaction(SIGBUS, &mine, NULL);
    pthread_sigmask(SIG_SETMASK, NULL, &before);
    assert_false(symbols_guarded(crash, &kind));
    sigaction(SIGBUS, NULL, &after);
    pthread_sigmask(SIG_SETMASK, NULL, &now);
    assert_true(after.sa_handler == SIG_IGN);
    assert_int_equal(sigismember(&now, SIGABRT), sigismember(&before, SIGABRT));
    signal(SIGBUS, SIG_DFL);
}

static void *crash_here(void *arg)
{
    signal(SIGALRM, SIG_DFL);
    abort();
    return arg;
}

static void crash_in_another_thread(void *arg)
{
    pthread_t thread;
    (void)arg;
    alarm(20);
    pthread_create(&thread, NULL, crash_here, NULL);
    pthread_join(thread, NULL);
}

static void another_thread_s_crash_is_not_hidden(void **state)
{
    (void)state;
    int status;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        _exit(symbols_guarded(crash_in_another_thread, NULL) ? 3 : 4);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void a_crash_of_libdw_is_told_once_it_happened(void **state)
{
    (void)state;
    int kind = SIGSEGV, calls = 0, ends[2];
    char said[256] = "";
    assert_int_equal(pipe(ends), 0);
    int old = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    bool fine = symbols_guarded_libdw(count_up, &calls),
         survived = symbols_guarded_libdw(crash, &kind);
    dup2(old, STDERR_FILENO);
    close(ends[1]);
    ssize_t n = read(ends[0], said, sizeof said - 1);
    close(ends[0]);
    close(old);
    assert_true(fine);
    assert_false(survived);
    assert_true(n > 0);
    assert_ptr_equal(strstr(said, "heapmark: libdw crashed"), said);
    assert_null(strstr(said + 1, "heapmark:"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_crash_is_simply_called),
        cmocka_unit_test(each_kind_of_crash_is_survived_more_than_once),
        cmocka_unit_test(a_real_bad_access_is_survived),
        cmocka_unit_test(handlers_and_mask_are_as_before),
        cmocka_unit_test(another_thread_s_crash_is_not_hidden),
        cmocka_unit_test(a_crash_of_libdw_is_told_once_it_happened),
    };
    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
