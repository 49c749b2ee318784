/* preload.c -- start and end of the preload library: join the launcher's ledger, follow forks.
 *
 * Without a ledger in the environment it does nothing, so it may be linked anywhere. */
#include <pthread.h>
#include <stdio.h>

#include <heapmark/counters.h>

#include "count/lane.h"
#include "count/mode.h"
#include "count/totals.h"
#include "stacks/stacks.h"

static void forked(void)
{
    hm__ledger_forked();
    hm__lanes_forked();
    hm__stacks_attach();
}

__attribute__((constructor)) static void start(void)
{
    if (!hm__ledger_attach())
        return;
    /* If no request came before us, when the environment was whole. */
    hm__mode_set(HM__MODE_LAUNCHED);
    pthread_atfork(NULL, NULL, forked);
    const char *reason = hm_counting_reason();
    snprintf(hm__process.reason, sizeof hm__process.reason, "%s", reason != NULL ? reason : "");
    __atomic_store_n(&hm__process.state, reason != NULL ? HM__PROCESS_BLIND : HM__PROCESS_COUNTING,
                     __ATOMIC_RELEASE);
    hm__stacks_attach();
}

__attribute__((destructor)) static void end(void)
{
    if (hm__process.state == HM__PROCESS_COUNTING)
        __atomic_store_n(&hm__process.state, HM__PROCESS_EXITED, __ATOMIC_RELEASE);
}
