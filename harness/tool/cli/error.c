/* error.c -- errors in the name of the verb that runs. */
#include "cli/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "cli/verb.h"

static char speaker[64] = "heapmark";

void cli_set_verb(const char *verb)
{
    snprintf(speaker, sizeof speaker, "heapmark %s", verb);
}

const char *cli_speaker(void)
{
    return speaker;
}

int cli_error(const char *fmt, ...)
{
    va_list args;
    fprintf(stderr, "%s: ", speaker);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    return HM_EXIT_USAGE;
}
