/* signals.c -- three signals, held and released. */
#include "grade/signals.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "process/sandbox.h"

static const int held[] = { SIGINT, SIGTERM, SIGHUP };

enum { HELD = sizeof held / sizeof held[0] };

static struct sigaction before[HELD];
static bool holding;

void grade_hold_signals(void)
{
    const struct sigaction hold = { .sa_handler = process_sandbox_interrupt };
    for (int i = 0; i < HELD; i++) {
        sigaction(held[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) /* as under nohup */
            sigaction(held[i], &hold, NULL);
    }
    holding = true;
}

void grade_release_signals(void)
{
    if (!holding)
        return;
    holding = false;
    for (int i = 0; i < HELD; i++)
        sigaction(held[i], &before[i], NULL);
    if (process_sandbox_interrupted() != 0)
        raise(process_sandbox_interrupted());
}
