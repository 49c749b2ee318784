#include "cli/option.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static char speaker[64] = "heapmark";

const char *cli_speaker(void)
{
    return speaker;
}

void cli_options_begin(void)
{
    optind = 0; /* glibc: scan anew */
    opterr = 0;
}

static bool is_long(const struct option *longs, int val)
{
    while (longs->name != NULL && longs->val != val)
        longs++;
    return longs->name != NULL;
}

int cli_option(int argc, char **argv, const char *shorts, const struct option *longs)
{
    snprintf(speaker, sizeof speaker, "heapmark %s", argv[0]);
    int c = getopt_long(argc, argv, shorts, longs, NULL);
    if (c != '?')
        return c;
    const char *option = argv[optind - 1], letter[] = { '-', (char)optopt, '\0' };
    int length = (int)strcspn(option, "=");
    if (optopt == 0)
        fprintf(stderr, "heapmark %s: no such option: %s", argv[0], option);
    else if (!is_long(longs, optopt))
        fprintf(stderr, "heapmark %s: no such option: %s", argv[0], letter);
    else
        fprintf(stderr, "heapmark %s: %.*s %s value", argv[0], length, option,
                option[length] == '=' ? "takes no" : "wants a");
    fprintf(stderr, "; `heapmark %s --help` tells more\n", argv[0]);
    return c;
}
