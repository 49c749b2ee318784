/* situations.c -- when and where a program may allocate: before main and after it, in threads and
 * after their end, in children, in signal handlers, in libraries that are loaded and unloaded. */
#include "scenario.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void pairs(int n)
{
    for (int i = 0; i < n; i++) {
        void *block = malloc(24);
        use(block);
        free(block);
    }
}

static struct cost before_main;

__attribute__((constructor)) static void constructor(void)
{
    reset();
    pairs(3);
    before_main = so_far();
}

/* Runs too late to be a scenario: it can report only by the exit status. */
__attribute__((destructor)) static void destructor(void)
{
    reset();
    pairs(3);
    if (is_counted() && so_far().allocs != 3)
        _exit(3);
}

static void at_exit(void)
{
    reset();
    pairs(5);
    if (is_counted() && so_far().allocs != 5)
        _exit(4);
}

static void a_constructor_allocates(void)
{
    EXPECT(!is_counted() || (before_main.allocs == 3 && before_main.frees == 3));
    EXPECT(atexit(at_exit) == 0); /* and the destructor above; both end the program if miscounted */
}

static pthread_key_t key;

static void key_destructor(void *left)
{
    pairs(7);
    if (left == &key) /* once more, in the next round */
        pthread_setspecific(key, environ);
}

static void *leaves_a_value(void *arg)
{
    if (arg != NULL)
        pthread_setspecific(key, &key);
    return NULL;
}

static struct cost one_thread(void *arg)
{
    pthread_t thread;

    reset();
    EXPECT(pthread_create(&thread, NULL, leaves_a_value, arg) == 0);
    pthread_join(thread, NULL);
    return so_far();
}

static void thread_destructors_allocate(void)
{
    pthread_key_create(&key, key_destructor);
    one_thread(NULL);
    struct cost idle = one_thread(NULL), busy = one_thread(&key);
    pthread_key_delete(key);
    if (is_counted()) {
        EXPECT(busy.allocs - idle.allocs == 14);
        EXPECT(busy.frees - idle.frees == 14);
    }
}

enum { CROWD = 300 };
static pthread_barrier_t barrier;

static void *crowd_member(void *arg)
{
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    pairs(100);
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    return arg;
}

static void hundreds_of_threads_allocate(void)
{
    static pthread_t crowd[CROWD];
    pthread_attr_t attributes;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 65536);
    pthread_barrier_init(&barrier, NULL, CROWD + 1);
    for (int i = 0; i < CROWD; i++)
        EXPECT(pthread_create(&crowd[i], &attributes, crowd_member, NULL) == 0);
    pthread_barrier_wait(&barrier);
    reset();
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    EXPECT_PAIRS(CROWD * 100);
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < CROWD; i++)
        pthread_join(crowd[i], NULL);
    pthread_barrier_destroy(&barrier);
    pthread_attr_destroy(&attributes);
}

static void *block_in_flight;

static void *frees_what_another_made(void *arg)
{
    free(block_in_flight);
    return arg;
}

static void another_thread_frees(void)
{
    pthread_t thread;

    one_thread(NULL);
    struct cost idle = one_thread(NULL);
    reset();
    block_in_flight = malloc(4321);
    pthread_create(&thread, NULL, frees_what_another_made, NULL);
    pthread_join(thread, NULL);
    struct cost used = so_far();
    if (is_counted())
        EXPECT(used.frees - idle.frees == 1 && used.allocs - idle.allocs == 1);
}

static volatile bool stop;

static void *allocates_all_the_time(void *arg)
{
    while (!stop) {
        pairs(500);
        usleep(100); /* leave the processor to the children */
    }
    return arg;
}

static bool child_is_well(void)
{
    pid_t child = fork();

    if (child == 0) {
        reset();
        pairs(2);
        free(strdup("child"));
        _exit(is_counted() && so_far().allocs != 3);
    }
    int status = -1;
    waitpid(child, &status, 0);
    return status == 0;
}

static void forks_while_threads_allocate(void)
{
    pthread_t threads[3];
    int well = 0;

    stop = false;
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, allocates_all_the_time, NULL);
    alarm(120); /* a child that hangs must not hang the test */
    for (int i = 0; i < 300; i++)
        well += child_is_well();
    alarm(0);
    stop = true;
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    EXPECT(well == 300);
}

static int status_of(pid_t child)
{
    int status = -1;

    waitpid(child, &status, 0);
    return status;
}

static void executes_itself(void)
{
    char *arguments[] = { (char *)program_path, (char *)"--again", NULL };
    pid_t child = fork();

    if (child == 0) {
        execv("/proc/self/exe", arguments);
        _exit(127);
    }
    EXPECT(status_of(child) == 0);
    EXPECT(posix_spawn(&child, "/proc/self/exe", NULL, NULL, arguments, environ) == 0);
    EXPECT(status_of(child) == 0);
    EXPECT(system("exit 7") == 7 << 8);
}

static void handler(int number)
{
    (void)number;
    pairs(1);
}

static void a_signal_handler_allocates(void)
{
    signal(SIGUSR1, handler);
    for (int i = 0; i < 1000; i++)
        raise(SIGUSR1);
    signal(SIGUSR1, SIG_DFL);
}

static volatile sig_atomic_t ticks;

static void on_tick(int number)
{
    (void)number;
    ticks++;
    (void)so_far(); /* reading the counters is allowed in a handler */
}

static void a_signal_handler_reads_while_the_program_allocates(void)
{
    const struct itimerval often = { { 0, 500 }, { 0, 500 } }, never = { { 0, 0 }, { 0, 0 } };
    long n = 0;

    signal(SIGALRM, on_tick);
    setitimer(ITIMER_REAL, &often, NULL);
    for (; ticks < 20; n += 10)
        pairs(10);
    setitimer(ITIMER_REAL, &never, NULL);
    signal(SIGALRM, SIG_DFL);
    EXPECT_PAIRS(n);
}

static void a_library_comes_and_goes(void)
{
    void *library = dlopen(CONFORMANCE_PLUGIN, RTLD_NOW);
    void (*plugin_pairs)(int) = NULL;

    EXPECT(library != NULL);
    if (library == NULL)
        return;
    void *symbol = dlsym(library, "plugin_pairs");
    memcpy(&plugin_pairs, &symbol, sizeof plugin_pairs);
    plugin_pairs(1); /* the first touch of its thread-local storage may allocate */
    reset();
    plugin_pairs(11);
    EXPECT_PAIRS(11);
    EXPECT(dlclose(library) == 0);
}

const struct scenario situations[] = {
    { "before main and after it", a_constructor_allocates, { DEPENDS, 0, 0, 0, 0 } },
    { "destructors of a thread", thread_destructors_allocate, { DEPENDS, 0, 0, 0, 0 } },
    { "hundreds of threads", hundreds_of_threads_allocate, { VARIES, 0, 0, 0, 0 } },
    { "freed by another thread", another_thread_frees, { DEPENDS, 0, 0, 0, 0 } },
    { "300 forks while threads allocate", forks_while_threads_allocate, { VARIES, 0, 0, 0, 0 } },
    { "exec, spawn, system", executes_itself, { DEPENDS, 0, 0, 0, 0 } },
    { "in a signal handler", a_signal_handler_allocates, { 1000, 1000, 24000, 0, 0 } },
    { "a handler reads meanwhile",
      a_signal_handler_reads_while_the_program_allocates,
      { VARIES, 0, 0, 0, 0 } },
    { "dlopen and dlclose", a_library_comes_and_goes, { DEPENDS, 0, 0, 0, 0 } },
    { NULL, NULL, { 0, 0, 0, 0, 0 } },
};
