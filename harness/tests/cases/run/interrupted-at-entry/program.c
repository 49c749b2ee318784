/* program.c -- a signal at the first instruction of a function; its handler allocates. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <ucontext.h>

static void *volatile keep;

static void handle(int number, siginfo_t *info, void *context)
{
    (void)number, (void)info;
    keep = malloc(100);
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] += 2; /* past ud2 */
}

/* Between two others, so that the byte before it belongs to another function or to none. */
__attribute__((noinline, used)) static int before(int n)
{
    return n * n;
}
__attribute__((noinline)) static void interrupted(void)
{
    __asm__ volatile("ud2");
}

int main(int argc, char **argv)
{
    (void)argv;
    struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO };
    sigaction(SIGILL, &action, NULL);
    interrupted();
    return before(argc) - 1;
}
