/* main.c -- `heapmark VERB ARGS...`: find the verb, run it, check that its output was written. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/verb.h"
#include "cli/error.h"
#include "cli/said.h"
#include "cli/size_limit.h"

static void usage(FILE *to)
{
    fputs("usage: heapmark VERB [ARGS...]\n\nverbs:\n", to);
    for (const struct cli_verb *v = cli_verbs; v->name != NULL; v++)
        fprintf(to, "  %-10s %s\n", v->name, v->summary);
    fputs("\n`heapmark VERB --help` describes a verb, `heapmark --version` prints the version.\n"
          "Exit status: 0 fine, 1 the answer is no, 2 could not run: bad usage,\n"
          "unreadable input or a missing tool.\n",
          to);
}

/* If stdout could not be written, the verb failed. errno is known only for the last write and for
 * writes followed by cli_said(). */
static int close_stdout(const char *verb, int status)
{
    bool before = ferror(stdout) != 0;
    int last = fflush(stdout) != 0 ? errno : 0;
    if (!before && last == 0)
        return status;
    int why = cli_said_why() != 0 ? cli_said_why() : last;
    fprintf(stderr, "heapmark%s%s: <stdout>: cannot be written%s%s\n", *verb != '\0' ? " " : "",
            verb, why != 0 ? ": " : "", why != 0 ? strerror(why) : "");
    return HM_EXIT_USAGE;
}

/* A file opened later must not become descriptor 0, 1 or 2, which mean something to the programs
 * that are started. A closed one is opened the wrong way round, so that its use fails as before. */
static void hold_closed(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    hold_closed();
    cli_survive_size_limit();
    if (argc < 2) {
        usage(stderr);
        return HM_EXIT_USAGE;
    }
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
        strcmp(argv[1], "-h") == 0) {
        usage(stdout);
        return close_stdout("", HM_EXIT_OK);
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("heapmark " HM_VERSION_TEXT);
        return close_stdout("", HM_EXIT_OK);
    }
    for (const struct cli_verb *v = cli_verbs; v->name != NULL; v++)
        if (strcmp(argv[1], v->name) == 0) {
            cli_set_verb(v->name);
            return close_stdout(v->name, v->run(argc - 1, argv + 1));
        }
    fprintf(stderr, "heapmark: no verb '%s'; `heapmark help` lists them\n", argv[1]);
    return HM_EXIT_USAGE;
}
