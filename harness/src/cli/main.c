/* main.c -- `heapmark VERB ARGS...`: find the verb, run it. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static void usage(FILE *to)
{
    fputs("usage: heapmark VERB [ARGS...]\n\nverbs:\n", to);
    for (const struct hm__verb *v = hm__verbs; v->name != NULL; v++)
        fprintf(to, "  %-10s %s\n", v->name, v->summary);
    fputs(
        "\n`heapmark VERB --help` tells more. Exit status: 0 fine, 1 the answer is no, 2 could not "
        "be asked.\n",
        to);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        usage(stderr);
        return HM_EXIT_USAGE;
    }
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
        strcmp(argv[1], "-h") == 0) {
        usage(stdout);
        return HM_EXIT_OK;
    }
    for (const struct hm__verb *v = hm__verbs; v->name != NULL; v++)
        if (strcmp(argv[1], v->name) == 0)
            return v->run(argc - 1, argv + 1);
    fprintf(stderr, "heapmark: no verb '%s'; `heapmark help` lists them\n", argv[1]);
    return HM_EXIT_USAGE;
}
