/* error.c -- errors in the name of the verb that runs. */
#include "cli/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

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
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    int length = vasprintf(&text, fmt, args);
    va_end(args);
    for (char *c = text; length > 0 && *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    fprintf(stderr, "%s: %s\n", speaker, length >= 0 ? text : "no memory");
    if (length >= 0)
        free(text);
    return HM_EXIT_USAGE;
}
