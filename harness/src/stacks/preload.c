/* preload.c -- start and end of the preload library: attach to the launcher's ledger, follow forks.
 *
 * Without a ledger in the environment it does nothing. */
#include <pthread.h>
#include <stdio.h>

#include <heapmark/counters.h>

#include "count/hook.h"
#include "count/lane.h"
#include "count/mode.h"
#include "count/totals.h"
#include "stacks/exec.h"
#include "stacks/filter.h"
#include "stacks/others.h"
#include "stacks/stacks.h"
#include "stacks/unfollow.h"

/* The numbers at hm_count_process are those of this process. */
static bool ours;

static void forking(void)
{
    if (ours)
        __atomic_store_n(&hm_count_process.forks, 1, __ATOMIC_RELAXED);
}

static void forked(void)
{
    bool sealed = hm_stacks_filtered();
    ours = ours && !sealed;
    if (sealed)
        hm_count_observe(NULL);
    hm_count_ledger_forked(sealed);
    hm_count_lanes_forked();
    if (!sealed)
        hm_stacks_attach();
}

static void start(void)
{
    static bool started;
    if (started)
        return;
    started = true;
    hm_stacks_filter_start();
    hm_stacks_exec_start();
    hm_stacks_unfollow_start();
    if (!hm_count_ledger_attach())
        return;
    ours = true;
    /* The first request sets this too, but only if it came before the ledger was taken out of the
     * environment. */
    hm_count_mode_set(HM_COUNT_MODE_LAUNCHED);
    pthread_atfork(forking, NULL, forked);
    const char *reason = hm_counting_reason();
    snprintf(hm_count_process.reason, sizeof hm_count_process.reason, "%s",
             reason != NULL ? reason : "");
    __atomic_store_n(&hm_count_process.state,
                     reason != NULL ? HM_COUNT_PROCESS_BLIND : HM_COUNT_PROCESS_COUNTING,
                     __ATOMIC_RELEASE);
    hm_stacks_note_others();
    hm_stacks_attach();
}

/* Constructors of other libraries run before ours, and request memory. */
void (*const hm_count_at_first_request)(void) = start;

__attribute__((constructor)) static void start_at_last(void)
{
    start();
    hm_count_ledger_clean_environment();
}

__attribute__((destructor)) static void end(void)
{
    if (!ours)
        return;
    hm_stacks_note_others(); /* libraries that were loaded by dlopen() */
    if (hm_count_process.state == HM_COUNT_PROCESS_COUNTING)
        __atomic_store_n(&hm_count_process.state, HM_COUNT_PROCESS_EXITED, __ATOMIC_RELEASE);
}
