/* cmd_trace.c -- `heapmark trace`: in which frame could each block have lived? */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/verb.h"
#include "cli/said.h"
#include "trace/launch.h"
#include "verdict/read.h"
#include "trace/want.h"

enum {
    BLOCKS_MAX = 4 << 20,
    EVENTS_MAX = 200000,
};

static const char usage_text[] =
    "usage: heapmark trace [OPTIONS] FILE.c... [-- ARGS...]\n"
    "       heapmark trace [OPTIONS] PROGRAM [ARGS...]\n"
    "\n"
    "Says of every heap block the run made which frame it could have lived in.\n"
    "Sources are compiled for it; a PROGRAM must be: -g -finstrument-functions\n"
    "(and -fno-omit-frame-pointer), see docs/reference/trace.md.\n"
    "\n"
    "  --op=FUNCTION      only blocks made inside this function\n"
    "  --wrapper=NAME     a function that passes requests on, as xmalloc does; repeatable\n"
    "  --check            compare with the // WANT \"...\" comments of the sources, both ways\n"
    "  --json[=FILE]      sites, verdicts and the events of a short run as JSON\n"
    "  --svg=FILE         draw one operation (see --op): frames over time, blocks below\n"
    "  --picture          the same as text\n"
    "  --quiet            do not show what the program prints to stdout\n"
    "  --max-blocks=N     follow at most N blocks alive at once (default 4194304)\n"
    "  --max-events=N     keep at most N steps for JSON and pictures (default 200000); with 0 the\n"
    "                     JSON has none, and a program of many calls runs faster\n"
    "  --cc=COMPILER      for sources; default $CC, else cc\n"
    "  -I -D -O -f -l ... flags for the compiler, when sources are given\n"
    "\n"
    "Exit status: 0 traced; 1 --check found a difference, or the program was killed;\n"
    "2 it could not be traced.\n";

struct request {
    struct verdict_options options;
    const char **wrappers;
    const char *cc, *json, *svg; /* json: "-" is stdout */
    bool check, picture, quiet;
    uint64_t blocks_max, events_max;
    char **flags, **sources; /* NULL-terminated; sources empty: argv is a program */
    char **argv;             /* of the program */
};

static int bad_usage(const char *what, const char *value)
{
    fprintf(stderr, "heapmark trace: %s%s%s; `heapmark trace --help` tells more\n", what,
            value != NULL ? ": " : "", value != NULL ? value : "");
    return HM_EXIT_USAGE;
}

static const char *value_of(const char *arg, const char *name)
{
    size_t n = strlen(name);
    return strncmp(arg, name, n) == 0 && arg[n] == '=' ? arg + n + 1 : NULL;
}

static bool parse_count(const char *text, uint64_t *out)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    *out = value;
    return errno == 0 && end != text && *end == '\0' && text[0] != '-' && value != 0 &&
           value < UINT32_MAX;
}

/* An option that is known, without the value it takes. */
static bool needs_value(const char *arg)
{
    static const char *const names[] = { "--json",    "--svg",        "--op",        "--cc",
                                         "--wrapper", "--max-blocks", "--max-events" };
    size_t n = strcspn(arg, "=");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == n && strncmp(arg, names[i], n) == 0)
            return true;
    return false;
}

/* One of our own options. 0, or the exit status. */
static int parse_option(struct request *r, const char *arg)
{
    const char *value;

    if (strcmp(arg, "--check") == 0)
        r->check = true;
    else if (strcmp(arg, "--quiet") == 0)
        r->quiet = true;
    else if (strcmp(arg, "--picture") == 0)
        r->picture = true;
    else if (strcmp(arg, "--json") == 0)
        r->json = "-";
    else if ((value = value_of(arg, "--json")) != NULL && value[0] != '\0')
        r->json = value;
    else if ((value = value_of(arg, "--svg")) != NULL && value[0] != '\0')
        r->svg = value;
    else if ((value = value_of(arg, "--op")) != NULL && value[0] != '\0')
        r->options.op = value;
    else if ((value = value_of(arg, "--cc")) != NULL && value[0] != '\0')
        r->cc = value;
    else if ((value = value_of(arg, "--wrapper")) != NULL && value[0] != '\0')
        r->wrappers[r->options.wrapper_count++] = value;
    else if ((value = value_of(arg, "--max-blocks")) != NULL) {
        if (!parse_count(value, &r->blocks_max))
            return bad_usage("--max-blocks wants a count from 1", value);
    } else if ((value = value_of(arg, "--max-events")) != NULL) {
        if (!parse_count(value, &r->events_max) && strcmp(value, "0") != 0)
            return bad_usage("--max-events wants a count from 0", value);
    } else
        return needs_value(arg) ? bad_usage("a value is missing, as in OPTION=VALUE", arg)
                                : bad_usage("no such option", arg);
    return 0;
}

/* Options of ours begin with two dashes, the compiler's with one; sources may mix with both. */
static int parse(struct request *r, int argc, char **argv)
{
    size_t flags = 0, sources = 0;
    int i = 1;

    for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--", 2) == 0) {
            int status = parse_option(r, argv[i]);
            if (status != 0)
                return status;
        } else if (argv[i][0] == '-' && argv[i][1] != '\0')
            r->flags[flags++] = argv[i];
        else if (trace_is_source(argv[i]))
            r->sources[sources++] = argv[i];
        else if (sources == 0)
            break;
        else
            r->flags[flags++] = argv[i]; /* an object, a library, a flag's value */
    }
    r->options.wrappers = r->wrappers;
    r->argv = argv + i;
    if (sources > 0)
        return 0; /* argv[0] of the program is put in where "--" stood */
    if (i < argc && strcmp(argv[i], "--") == 0)
        r->argv++;
    if (*r->argv == NULL)
        return bad_usage("expected a program or C files", NULL);
    return flags == 0 ? 0 : bad_usage("compiler flags are for sources", r->flags[0]);
}

typedef bool writer(FILE *out, const struct verdict_report *report);

/* main() says what the standard output did not take; what else is missing is memory. */
static bool write_stdout(writer *write, const struct verdict_report *report)
{
    bool ok = write(stdout, report);
    cli_said();
    if (!ok && !ferror(stdout))
        fputs("heapmark trace: no memory for the report\n", stderr);
    return ok;
}

static bool write_file(const char *path, writer *write, const struct verdict_report *report)
{
    if (strcmp(path, "-") == 0)
        return write_stdout(write, report);
    FILE *out = fopen(path, "w");
    bool ok = out != NULL && write(out, report);
    int why = errno;
    struct stat st;
    bool regular = out != NULL && fstat(fileno(out), &st) == 0 && S_ISREG(st.st_mode);
    if (out != NULL && fclose(out) != 0) {
        why = ok ? errno : why;
        ok = false;
    }
    if (!ok) {
        fprintf(stderr, "heapmark trace: %s: %s\n", path, strerror(why));
        if (regular)
            unlink(path); /* half of it is worth nothing; a device is not ours to remove */
    }
    return ok;
}

static int write_report(const struct request *r, const struct verdict_report *report)
{
    bool ok = true, text = r->json == NULL && r->svg == NULL && !r->picture && !r->check;

    if (r->json != NULL)
        ok = write_file(r->json, verdict_json, report) && ok;
    if (r->svg != NULL)
        ok = write_file(r->svg, verdict_svg, report) && ok;
    if (r->picture)
        ok = write_stdout(verdict_picture, report) && ok;
    if (text)
        ok = write_stdout(verdict_text, report) && ok;
    if (r->check && !trace_check(stderr, report, r->sources))
        return HM_EXIT_NO;
    return ok ? HM_EXIT_OK : HM_EXIT_USAGE;
}

static int trace(const struct request *r, char **argv)
{
    char why[PROCESS_WHY_MAX];
    struct trace_traced_run run;
    bool pictured = r->json != NULL || r->svg != NULL || r->picture;
    enum trace_traced_stdout to = r->quiet ? TRACE_STDOUT_NULL
                                  : r->json != NULL && strcmp(r->json, "-") == 0
                                      ? TRACE_STDOUT_STDERR
                                      : TRACE_STDOUT_SAME;
    struct trace_limits limits = { .events = pictured ? r->events_max : 0,
                                   .blocks = r->blocks_max };

    if (!trace_launch(&run, argv, &limits, to, why)) {
        fprintf(stderr, "heapmark trace: %s\n", why);
        trace_traced_done(&run);
        return HM_EXIT_USAGE;
    }
    struct verdict_reading reading;
    int status = HM_EXIT_USAGE;
    if (verdict_read(&reading, run.raw, &r->options) != 0) {
        fprintf(stderr, "heapmark trace: not enough memory to read the trace\n");
    } else if (reading.no_such_op) {
        fprintf(stderr,
                "heapmark trace: --op=%s: no function of that name was compiled for tracing\n",
                r->options.op);
    } else {
        reading.report.status = run.status;
        status = write_report(r, &reading.report);
    }
    verdict_read_done(&reading);
    if (status == HM_EXIT_OK && WIFSIGNALED(run.status))
        status = HM_EXIT_NO;
    trace_traced_done(&run);
    return status;
}

static int build_and_trace(struct request *r)
{
    char program[PATH_MAX], why[PROCESS_WHY_MAX];

    if (!trace_build(r->cc, r->flags, r->sources, program, why)) {
        if (why[0] != '\0')
            fprintf(stderr, "heapmark trace: %s\n", why);
        return HM_EXIT_USAGE;
    }
    char *alone[] = { program, NULL };
    char **argv = alone;
    if (r->argv[0] != NULL) { /* "--" and what follows */
        argv = r->argv;
        argv[0] = program;
    }
    int status = trace(r, argv);
    trace_unbuild(program);
    return status;
}

int cmd_trace(int argc, char **argv)
{
    struct request r = { .blocks_max = BLOCKS_MAX, .events_max = EVENTS_MAX };

    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        fputs(usage_text, stdout);
        return HM_EXIT_OK;
    }
    r.flags = calloc((size_t)argc + 1, sizeof *r.flags);
    r.sources = calloc((size_t)argc + 1, sizeof *r.sources);
    r.wrappers = calloc((size_t)argc + 1, sizeof *r.wrappers);
    int status = HM_EXIT_USAGE;
    if (r.flags == NULL || r.sources == NULL || r.wrappers == NULL)
        fprintf(stderr, "heapmark trace: no memory\n");
    else if ((status = parse(&r, argc, argv)) == 0)
        status = r.sources[0] != NULL ? build_and_trace(&r) : trace(&r, r.argv);
    free(r.flags);
    free(r.sources);
    free(r.wrappers);
    return status;
}
