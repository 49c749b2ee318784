/* bench.c -- the ladder as a program: in memory, or with --redis or --redis-socket on a server. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "lab.h"

static const char help[] =
    "usage: %s [--redis=HOST:PORT | --redis-socket=PATH] [flags of the harness]\n"
    "\n"
    "  --redis=ADDRESS      run the rungs on a Redis server: HOST:PORT, redis://HOST:PORT or\n"
    "                       unix:///PATH. It overwrites the key C.\n"
    "  --redis-socket=PATH  the same over a Unix socket\n"
    "\n";

static bool asked(int argc, char **argv, const char *flag)
{
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && strcmp(argv[i] + 1 + (argv[i][1] == '-'), flag) == 0)
            return true;
    return false;
}

/* SetC1/impl=stack becomes SetC1/net=tcp/impl=stack. */
static int run_on_server(int argc, char **argv)
{
    static hm_case cases[32];
    static char names[32][80];
    for (size_t i = 0; i < server_case_count; i++) {
        const char *name = server_cases[i].name, *rest = strchr(name, '/');
        snprintf(names[i], sizeof names[i], "%.*s/net=%s%s", (int)(rest - name), name, lab_net(),
                 rest);
        cases[i] = server_cases[i];
        cases[i].name = names[i];
    }
    return hm_main(argc, argv, cases, server_case_count);
}

int main(int argc, char **argv)
{
    int wrong = lab_take_flags(&argc, argv);
    if (wrong != 0)
        return wrong;
    if (asked(argc, argv, "help") || asked(argc, argv, "h"))
        printf(help, argv[0]);
    else if (lab_net() != NULL && !asked(argc, argv, "list") && lab_ask_server() != 0)
        return 2;
    return lab_net() != NULL ? run_on_server(argc, argv)
                             : hm_main(argc, argv, memory_cases, memory_case_count);
}
