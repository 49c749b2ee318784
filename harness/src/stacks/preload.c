/* preload.c -- start and end of the preload library: attach to the launcher's ledger, follow forks.
 *
 * Without a ledger in the environment it does nothing. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <heapmark/counters.h>

#include "count/lane.h"
#include "count/mode.h"
#include "count/totals.h"
#include "stacks/stacks.h"

/* In front of libc's. A program that installs a filter of system calls says so here first: without
 * privileges the kernel requires PR_SET_NO_NEW_PRIVS. */
__attribute__((visibility("default"))) int prctl(int option, ...)
{
    unsigned long a[4];
    va_list args;
    va_start(args, option);
    for (int i = 0; i < 4; i++)
        a[i] = va_arg(args, unsigned long);
    va_end(args);
    if (option == PR_SET_SECCOMP || option == PR_SET_NO_NEW_PRIVS)
        hm_stacks_seal();
    return (int)syscall(SYS_prctl, option, a[0], a[1], a[2], a[3]);
}

static void forked(void)
{
    hm_count_ledger_forked();
    hm_count_lanes_forked();
    hm_stacks_attach();
}

__attribute__((constructor)) static void start(void)
{
    if (!hm_count_ledger_attach())
        return;
    /* The first request sets this too, but only if it came before the ledger was taken out of the
     * environment. */
    hm_count_mode_set(HM_COUNT_MODE_LAUNCHED);
    pthread_atfork(NULL, NULL, forked);
    const char *reason = hm_counting_reason();
    snprintf(hm_count_process.reason, sizeof hm_count_process.reason, "%s",
             reason != NULL ? reason : "");
    __atomic_store_n(&hm_count_process.state,
                     reason != NULL ? HM_COUNT_PROCESS_BLIND : HM_COUNT_PROCESS_COUNTING,
                     __ATOMIC_RELEASE);
    hm_stacks_attach();
}

__attribute__((destructor)) static void end(void)
{
    if (hm_count_process.state == HM_COUNT_PROCESS_COUNTING)
        __atomic_store_n(&hm_count_process.state, HM_COUNT_PROCESS_EXITED, __ATOMIC_RELEASE);
}
