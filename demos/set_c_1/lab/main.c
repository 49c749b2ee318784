/* main.c -- the program around the cases: its flags, and which cases run where under which name. */
#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "lab.h"

enum { CASES_MAX = 64, NAME_BYTES = 80 };

static const char help[] =
    "usage: %s [--redis=HOST:PORT | --redis-socket=PATH] [--reverse] [flags of the harness]\n"
    "\n"
    "  --redis=ADDRESS      run the rungs on a Redis server: HOST:PORT, redis://HOST:PORT or\n"
    "                       unix:///PATH. It overwrites the key C.\n"
    "  --redis-socket=PATH  the same over a Unix socket\n"
    "  --reverse            the cases from the last to the first\n"
    "\n";

static bool asked(int argc, char **argv, const char *flag)
{
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && strcmp(argv[i] + 1 + (argv[i][1] == '-'), flag) == 0)
            return true;
    return false;
}

/* Add the cases that run at this place. Those on a server are named after the net:
 * SetC1/impl=RUNG becomes SetC1/net=tcp/impl=RUNG. */
static size_t add(hm_case *out, size_t n, const struct lab_case *cases, size_t count)
{
    static char names[CASES_MAX][NAME_BYTES];
    const char *net = lab_net();
    for (size_t i = 0; i < count && n < CASES_MAX; i++) {
        const char *name = cases[i].bench.name, *rest = strchr(name, '/');
        if ((cases[i].where & (net != NULL ? ON_SERVER : IN_MEMORY)) == 0)
            continue;
        out[n] = cases[i].bench;
        if (net != NULL) {
            snprintf(names[n], sizeof names[n], "%.*s/net=%s%s", (int)(rest - name), name, net,
                     rest);
            out[n].name = names[n];
        }
        n++;
    }
    return n;
}

static void reverse(hm_case *cases, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        hm_case held = cases[i];
        cases[i] = cases[n - 1 - i];
        cases[n - 1 - i] = held;
    }
}

int lab_main(int argc, char **argv, const struct lab_case *ladder, size_t count)
{
    static hm_case cases[CASES_MAX];
    int wrong = lab_take_flags(&argc, argv);
    if (wrong != 0)
        return wrong;
    if (asked(argc, argv, "help") || asked(argc, argv, "h"))
        printf(help, argv[0]);
    else if (lab_net() != NULL && !asked(argc, argv, "list") && lab_ask_server() != 0)
        return 2;
    size_t n = add(cases, 0, ladder, count);
    n = add(cases, n, also_measured, also_measured_count);
    if (lab_reversed())
        reverse(cases, n);
    return hm_main(argc, argv, cases, n);
}
