/* sweep.c -- makes each request for memory of a program fail in turn, one in each run, until many
 * runs in a row have no such request.
 *
 *     sweep [OPTIONS] -- PROGRAM ARGS...
 *       --preload=LIBS   LD_PRELOAD of the program, if it is not linked with heapmark's malloc
 *       --out=FILE       the program writes this file into its current folder; up to three
 *       --varies         what it writes differs from run to run: not compared
 *       --reported       exit status 1 is explained in what it writes, not on stderr
 *       --inner          PROGRAM prepares something, and arms what it then runs itself
 *       --to=N           from request N on only one in --stride=K
 *       --most=N         stop at request N
 *       --in-a-row=N     how many unharmed runs are the end (40)
 *
 * Each run must do its work as if nothing had happened, or say on stderr what is wrong and exit 1
 * or 2. Either way no signal, no hang, no leak (if LIBS end with LeakSanitizer), nothing left in
 * its folder or in TMPDIR, and FILE absent or whole: the bytes of the undisturbed run, or JSON
 * that parses if it varies. Exit status 1 if one run does not.
 */
#include <err.h>
#include <getopt.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <jansson.h>

#include "sweep/run.h"

enum { LEAKED = 23 }; /* LeakSanitizer's own exit status */

struct plan {
    unsigned to, stride, most, in_a_row;
};

static bool is_json(const char *name)
{
    size_t n = strlen(name);
    return n > 5 && strcmp(name + n - 5, ".json") == 0;
}

/* NULL: file i is absent or whole. */
static const char *wrong_with_file(const struct swept *s, const struct outcome *usual,
                                   const struct outcome *o, int i)
{
    if (o->file[i] == NULL)
        return NULL;
    if (!s->varies)
        return usual->file[i] != NULL && strcmp(o->file[i], usual->file[i]) == 0
                   ? NULL
                   : "a file that is not the usual one is left behind";
    if (!is_json(s->out[i]))
        return NULL;
    json_t *json = json_loads(o->file[i], 0, NULL);
    bool whole = json != NULL;
    json_decref(json);
    return whole ? NULL : "half a file is left behind";
}

static bool same_files(const struct outcome *a, const struct outcome *b)
{
    for (int i = 0; i < OUT_MAX; i++)
        if ((a->file[i] == NULL) != (b->file[i] == NULL))
            return false;
    return true;
}

/* Whether this run differs from a run without a failure. */
static bool unharmed(const struct swept *s, const struct outcome *usual, const struct outcome *o)
{
    return o->status == usual->status && (s->varies || strcmp(o->out, usual->out) == 0) &&
           same_files(usual, o) && (usual->err[0] == '\0') == (o->err[0] == '\0') &&
           (s->varies || strcmp(o->err, usual->err) == 0);
}

/* What is wrong with the run; NULL: nothing. */
static const char *wrong_with(const struct swept *s, const struct outcome *usual,
                              const struct outcome *o)
{
    if (WIFSIGNALED(o->status))
        return WTERMSIG(o->status) == SIGALRM ? "it hung" : "it was killed by a signal";
    if (WEXITSTATUS(o->status) == LEAKED)
        return "it leaks";
    if (WEXITSTATUS(o->status) > 2)
        return "the exit status is not 0, 1 or 2";
    if (o->left_over != NULL)
        return "something is left behind";
    bool explained = o->err[0] != '\0' || (s->reported && WEXITSTATUS(o->status) == 1);
    if (!unharmed(s, usual, o) && !explained)
        return "no word on stderr";
    for (int i = 0; s->out[i] != NULL; i++) {
        const char *why = wrong_with_file(s, usual, o, i);
        if (why != NULL)
            return why;
    }
    return NULL;
}

static void complain(const char *why, unsigned n, const struct outcome *o)
{
    fprintf(stderr,
            "sweep: request %u fails: %s (status 0x%x%s%s)\n  stdout: %.200s\n  stderr: %s\n", n,
            why, (unsigned)o->status, o->left_over != NULL ? ", left: " : "",
            o->left_over != NULL ? o->left_over : "", o->out, o->err);
}

/* Number of runs with a fault. */
static unsigned sweep(const struct swept *s, const struct plan *plan, const char *scratch)
{
    struct outcome usual = run_failing_at(s, scratch, 0);
    const char *why = wrong_with(s, &usual, &usual);
    unsigned bad = why != NULL, harmed = 0, runs = 0, last = 0;
    if (why != NULL)
        complain(why, 0, &usual);
    for (unsigned n = 1, row = 0; row < plan->in_a_row && n <= plan->most && bad < 10;
         n += n < plan->to ? 1 : plan->stride) {
        struct outcome o = run_failing_at(s, scratch, n);
        why = wrong_with(s, &usual, &o);
        if (why != NULL)
            complain(why, n, &o);
        bad += why != NULL;
        row = why == NULL && unharmed(s, &usual, &o) ? row + 1 : 0;
        harmed += row == 0;
        if (row == 0)
            last = n;
        runs++;
        run_done(&o);
    }
    run_done(&usual);
    printf("%u requests failed in turn: %u said so, the last was %u\n", runs, harmed, last);
    if (harmed == 0)
        errx(1, "no failure was noticed: is the program counted?");
    return bad;
}

static void add_out(struct swept *s, const char *name)
{
    int n = 0;
    while (s->out[n] != NULL)
        n++;
    if (n == OUT_MAX)
        errx(2, "more than %d files", OUT_MAX);
    s->out[n] = name;
}

static void parse(int argc, char **argv, struct swept *s, struct plan *plan)
{
    static const struct option options[] = {
        { "preload", required_argument, NULL, 'p' }, { "out", required_argument, NULL, 'o' },
        { "varies", no_argument, NULL, 'v' },        { "to", required_argument, NULL, 't' },
        { "reported", no_argument, NULL, 'e' },      { "stride", required_argument, NULL, 's' },
        { "most", required_argument, NULL, 'm' },    { "in-a-row", required_argument, NULL, 'r' },
        { "inner", no_argument, NULL, 'i' },         { 0 }
    };
    for (int c; (c = getopt_long(argc, argv, "+", options, NULL)) != -1;) {
        unsigned number = optarg != NULL ? (unsigned)strtoul(optarg, NULL, 10) : 0;
        switch (c) {
        case 'p':
            s->preload = optarg;
            break;
        case 'o':
            add_out(s, optarg);
            break;
        case 'i':
            s->inner = true;
            break;
        case 'v':
            s->varies = true;
            break;
        case 'e':
            s->reported = true;
            break;
        case 't':
            plan->to = number;
            break;
        case 's':
            plan->stride = number;
            break;
        case 'm':
            plan->most = number;
            break;
        case 'r':
            plan->in_a_row = number;
            break;
        default:
            exit(2);
        }
    }
    s->argv = argv + optind;
    if (s->argv[0] == NULL || plan->stride == 0)
        errx(2, "usage: sweep [OPTIONS] -- PROGRAM ARGS...");
}

int main(int argc, char **argv)
{
    struct swept s = { 0 };
    struct plan plan = { .to = UINT32_MAX, .stride = 1, .most = UINT32_MAX, .in_a_row = 40 };
    parse(argc, argv, &s, &plan);
    char scratch[] = "/tmp/heapmark-sweep-XXXXXX";
    if (mkdtemp(scratch) == NULL || chmod(scratch, 0711) != 0) /* a sandbox is not run as root */
        err(2, "%s", scratch);
    unsigned bad = sweep(&s, &plan, scratch);
    remove_tree(scratch);
    return bad > 0;
}
