/* said.c -- flush the standard output and keep the first error. */
#include "cli/said.h"

#include <errno.h>
#include <stdio.h>

static int kept;

void cli_said(void)
{
    int why = errno; /* of a write before, which left its mark on the stream */
    if (fflush(stdout) != 0)
        why = errno;
    else if (!ferror(stdout))
        return;
    if (kept == 0)
        kept = why;
}

int cli_said_why(void)
{
    return kept;
}
