#include "symbols/guard.h"

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>

static const int crashes[] = { SIGSEGV, SIGBUS, SIGABRT };
enum { CRASHES = sizeof crashes / sizeof crashes[0] };

static _Thread_local sigjmp_buf *way_out; /* NULL: this thread is not in a guarded call */

static void crashed(int signal_number)
{
    if (way_out != NULL)
        siglongjmp(*way_out, signal_number);
    signal(signal_number, SIG_DFL); /* another thread's crash is its own: let it happen again */
    if (signal_number == SIGABRT)
        raise(signal_number);
}

bool symbols_guarded(void (*fn)(void *arg), void *arg)
{
    struct sigaction before[CRASHES], ours = { .sa_handler = crashed, .sa_flags = SA_NODEFER };
    sigjmp_buf here;
    sigemptyset(&ours.sa_mask);
    for (int i = 0; i < CRASHES; i++)
        sigaction(crashes[i], &ours, &before[i]);
    bool survived = sigsetjmp(here, 1) == 0;
    if (survived) {
        way_out = &here;
        fn(arg);
    }
    way_out = NULL;
    for (int i = 0; i < CRASHES; i++)
        sigaction(crashes[i], &before[i], NULL);
    return survived;
}

bool symbols_guarded_libdw(void (*fn)(void *arg), void *arg)
{
    bool survived = symbols_guarded(fn, arg);
    if (!survived)
        fputs(
            "heapmark: libdw crashed on the debug information (out of memory, or a damaged file): "
            "from here on there are no functions and lines\n",
            stderr);
    return survived;
}
