/* ending.c -- a program with a known history: it allocates 1000 blocks of 48 bytes, frees 600 of
 * them, and then ends in the way that `ending HOW` names.
 *
 *   exit N | _exit N | signal N | stop   ends so (stop: stops itself, exits 0 when continued)
 *   close     closes every descriptor, allocates 100 blocks more, exits 0
 *   fork      leaves a child behind that allocates 7 blocks and outlives it by a moment
 *   leave     the same, but the child has closed its descriptors and stays until it is killed
 *   forked    waits for a child that allocates 7 blocks and exits
 *   exec P    replaces itself by P
 *   child P   runs P and waits for it
 *   threads   4 threads allocate 1000 blocks each and free them
 *   many N    N blocks more, all alive at the end
 *   family    6 blocks more, all freed: two callocs of 10 times 48, and reallocs of one of them to
 *             4800, 48 and 8; one by realloc of 100; a calloc and a realloc that fail
 *   preload   sets LD_PRELOAD to "own.so" and runs nothing */
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void *volatile keep;

static void allocate(size_t n)
{
    for (size_t i = 0; i < n; i++)
        keep = malloc(48);
}

static void history(void)
{
    static void *blocks[1000];
    for (int i = 0; i < 1000; i++)
        blocks[i] = malloc(48);
    for (int i = 0; i < 600; i++)
        free(blocks[i]);
}

static void *worker(void *arg)
{
    for (int i = 0; i < 1000; i++) {
        keep = malloc(48);
        free(keep);
    }
    return arg;
}

static int threads(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}

static int child(const char *program, int wait_for_it)
{
    pid_t pid = fork();
    if (pid == 0) {
        if (program != NULL) {
            execl(program, program, (char *)NULL);
            _exit(127);
        }
        allocate(7);
        if (!wait_for_it)
            usleep(300000);
        _exit(0);
    }
    return wait_for_it ? waitpid(pid, NULL, 0) != pid : 0;
}

static int leave(void)
{
    int ready[2];
    char byte;
    if (pipe(ready) != 0)
        return 1;
    if (fork() == 0) {
        allocate(7);
        alarm(60);                        /* in case the test does not kill it */
        for (int fd = 0; fd < 1024; fd++) /* the last one tells the parent */
            close(fd);
        for (;;)
            pause();
    }
    close(ready[1]);
    return read(ready[0], &byte, 1) != 0;
}

static int closed(void)
{
    for (int fd = 0; fd < 1024; fd++)
        close(fd);
    allocate(100);
    return 0;
}

static int family(void)
{
    static const size_t sizes[] = { 4800, 48, 8 };
    void *volatile block = calloc(10, 48);
    free(block);
    block = calloc(10, 48);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        block = realloc(block, sizes[i]);
    volatile size_t too_many = SIZE_MAX / 4;
    int refused = realloc(block, too_many) == NULL && calloc(too_many, 8) == NULL;
    free(block);
    free(realloc(NULL, 100));
    return !refused;
}

int main(int argc, char **argv)
{
    const char *how = argc > 1 ? argv[1] : "exit", *what = argc > 2 ? argv[2] : NULL;
    int number = what != NULL ? (int)strtol(what, NULL, 10) : 0;
    history();
    if (strcmp(how, "_exit") == 0)
        _exit(number);
    if (strcmp(how, "signal") == 0)
        raise(number);
    if (strcmp(how, "stop") == 0) {
        raise(SIGTSTP);
        return 0;
    }
    if (strcmp(how, "close") == 0)
        return closed();
    if (strcmp(how, "fork") == 0 || strcmp(how, "forked") == 0)
        return child(NULL, strcmp(how, "forked") == 0);
    if (strcmp(how, "leave") == 0)
        return leave();
    if (strcmp(how, "exec") == 0)
        return execl(what, what, (char *)NULL);
    if (strcmp(how, "child") == 0)
        return child(what, 1);
    if (strcmp(how, "threads") == 0)
        return threads();
    if (strcmp(how, "many") == 0)
        allocate((size_t)number);
    if (strcmp(how, "family") == 0)
        return family();
    if (strcmp(how, "preload") == 0)
        return setenv("LD_PRELOAD", "own.so", 1);
    return number;
}
