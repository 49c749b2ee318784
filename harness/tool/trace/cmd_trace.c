/* cmd_trace.c -- `heapmark trace`: in which frame could each block have lived? */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/verb.h"
#include "cli/option.h"
#include "process/start.h"
#include "trace/any.h"
#include "trace/formats.h"
#include "trace/html.h"
#include "trace/launch.h"
#include "trace/out.h"
#include "trace/sizes.h"
#include "trace/terminal.h"
#include "verdict/read.h"
#include "trace/check.h"

enum {
    BLOCKS_MAX = 4 << 20,
    EVENTS_MAX = 200000,
    STACK_BUDGET = 4096,
};

static const char usage_text[] =
    "usage: heapmark trace [OPTIONS] FILE.c... [-- ARGS...]\n"
    "       heapmark trace [OPTIONS] [-p DIR] PROGRAM [ARGS...]\n"
    "\n"
    "Says of every heap block of the run in which frame it could have lived.\n"
    "Sources are compiled for it, and so may a PROGRAM be: -g -finstrument-functions\n"
    "(and -fno-omit-frame-pointer), see docs/reference/trace.md. A program as it is\n"
    "runs under a Valgrind tool, see docs/reference/trace-any.md.\n"
    "\n"
    "  --any              use the Valgrind tool: for any program, or for sources compiled with\n"
    "                     nothing but -g and the flags given\n"
    "  --library=PART     with it: a library with PART in its path is the program's own code\n"
    "  --regions          with it: measure the stack between hm_region_begin() and _end()\n"
    "  --outside-of=PART  with it: count what regions run outside the file with PART in its path\n"
    "  --op=FUNCTION      only blocks made inside this function\n"
    "  --sort=ORDER       of the sites: blocks or bytes, those that could have lived on a stack\n"
    "                     first (default blocks), or line, as in the source\n"
    "  --top=N            show the first N sites, and the sum of the rest\n"
    "  --filter=NAME      show only sites in files or functions of that name, or whose blocks\n"
    "                     could have lived in such a function; NAME may be a pattern\n"
    "  --chains=all       show all calls of long chains of callers; short leaves out the middle\n"
    "                     (default short in a terminal, elsewhere all)\n"
    "  --stack-budget=N   warn of frames for which more than N bytes are advised (default 4096)\n"
    "  --wrapper=NAME     a function that passes requests on, as xmalloc does; repeatable\n"
    "  --no-wrappers      look through these only, not through others that are found\n"
    "  -p DIR             of a program: tell which sizes are constants of the source, with "
    "`heapmark\n"
    "                     escape` and the compile_commands.json in DIR\n"
    "  --escape=FILE      the same from what `heapmark escape --json` wrote\n"
    "  --check            compare with the // WANT \"...\" comments of the sources, both ways\n"
    "  --json[=FILE]      sites, verdicts and the events of a short run as JSON\n"
    "  --svg=FILE         draw one operation (see --op): frames over time, blocks below\n"
    "  --picture          the same as text\n"
    "  --format=FORMAT    a file for another viewer: dhat, pprof, folded or sarif, see\n"
    "                     docs/reference/formats.md\n"
    "  --out=FILE         write it there instead of to the standard output\n"
    "  --html=FILE        a page: one operation step by step, a flame graph, the sites\n"
    "  --no-source        leave lines of the source out of it\n"
    "  --quiet            do not show what the program prints to stdout\n"
    "  --max-blocks=N     follow at most N blocks alive at once (default 4194304)\n"
    "  --max-events=N     keep at most N steps for JSON and pictures (default 200000); with 0 the\n"
    "                     JSON has none, and a program of many calls runs faster\n"
    "  --cc=COMPILER      for sources; default $CC, else cc\n"
    "  -I -D -O -f -l ... flags for the compiler, when sources are given\n"
    "\n"
    "Exit status: 0 traced; 1 --check found a difference, or the program was killed;\n"
    "2 could not run: bad usage, unreadable input or a missing tool.\n";

struct request {
    struct verdict_options options;
    const char **wrappers;
    struct trace_any_options any_options;
    const char **libraries;
    const char *cc, *json, *svg, *html; /* json: "-" is stdout */
    bool check, picture, quiet, any, no_source;
    uint64_t blocks_max, events_max;
    struct verdict_look look;
    struct trace_format format;
    const char *project;     /* folder of a compile_commands.json; or NULL */
    const char *proof_file;  /* of the next; or NULL */
    json_t *proof;           /* what `heapmark escape --json` wrote; or NULL */
    const char *option;      /* being read */
    const char *frameless;   /* what was compiled without frames; NULL: nothing */
    char **flags, **sources; /* NULL-terminated; sources empty: argv is a program */
    char **argv;             /* of the program */
};

static int bad_usage(const char *what, const char *value)
{
    fprintf(stderr, "heapmark trace: %s%s%s; `heapmark trace --help` tells more\n", what,
            value != NULL ? ": " : "", value != NULL ? value : "");
    return HM_EXIT_USAGE;
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

static bool take_json(void *request, const char *path)
{
    ((struct request *)request)->json = path != NULL ? path : "-";
    return true;
}

static bool take_wrapper(void *request, const char *name)
{
    struct request *r = request;
    r->wrappers[r->options.wrapper_count++] = name;
    return true;
}

/* Kept as the option of the Valgrind tool that it is. */
static bool take_library(void *request, const char *part)
{
    struct request *r = request;
    (void)part;
    r->libraries[r->any_options.library_count++] = r->option;
    return true;
}

static bool take_top(void *request, const char *text)
{
    if (parse_count(text, &((struct request *)request)->look.top))
        return true;
    bad_usage("--top wants a count from 1", text);
    return false;
}

static bool take_budget(void *request, const char *text)
{
    if (parse_count(text, &((struct request *)request)->look.stack_budget))
        return true;
    bad_usage("--stack-budget wants bytes from 1", text);
    return false;
}

static bool take_sort(void *request, const char *text)
{
    static const char *const orders[] = {
        [VERDICT_BY_BLOCKS] = "blocks", [VERDICT_BY_BYTES] = "bytes", [VERDICT_BY_LINE] = "line"
    };
    for (enum verdict_sort i = VERDICT_BY_BLOCKS; i <= VERDICT_BY_LINE; i++)
        if (strcmp(text, orders[i]) == 0) {
            ((struct request *)request)->look.sort = i;
            return true;
        }
    bad_usage("--sort wants blocks, bytes or line", text);
    return false;
}

static bool take_chains(void *request, const char *text)
{
    ((struct request *)request)->look.brief_chains = strcmp(text, "short") == 0;
    if (strcmp(text, "short") == 0 || strcmp(text, "all") == 0)
        return true;
    bad_usage("--chains wants short or all", text);
    return false;
}

static bool take_blocks(void *request, const char *text)
{
    if (parse_count(text, &((struct request *)request)->blocks_max))
        return true;
    bad_usage("--max-blocks wants a count from 1", text);
    return false;
}

static bool take_events(void *request, const char *text)
{
    if (parse_count(text, &((struct request *)request)->events_max) || strcmp(text, "0") == 0)
        return true;
    bad_usage("--max-events wants a count from 0", text);
    return false;
}

/* One of our own options: CLI_GO_ON, or the exit status. */
static int parse_option(struct request *r, const char *arg)
{
    const struct cli_option options[] = {
        { "check", .flag = &r->check },
        { "quiet", .flag = &r->quiet },
        { "picture", .flag = &r->picture },
        { "json", CLI_MAYBE_VALUE, .take = take_json, .ctx = r },
        { "svg", CLI_VALUE, .text = &r->svg },
        { "html", CLI_VALUE, .text = &r->html },
        { "no-source", .flag = &r->no_source },
        { "format", CLI_VALUE, .text = &r->format.name },
        { "out", CLI_VALUE, .text = &r->format.out },
        { "op", CLI_VALUE, .text = &r->options.op },
        { "any", .flag = &r->any },
        { "library", CLI_VALUE, .take = take_library, .ctx = r },
        { "regions", .flag = &r->any_options.regions },
        { "outside-of", CLI_VALUE, .text = &r->any_options.outside_of },
        { "top", CLI_VALUE, .take = take_top, .ctx = r },
        { "sort", CLI_VALUE, .take = take_sort, .ctx = r },
        { "filter", CLI_VALUE, .text = &r->look.filter },
        { "chains", CLI_VALUE, .take = take_chains, .ctx = r },
        { "stack-budget", CLI_VALUE, .take = take_budget, .ctx = r },
        { "cc", CLI_VALUE, .text = &r->cc },
        { "escape", CLI_VALUE, .text = &r->proof_file },
        { "no-wrappers", .flag = &r->options.no_wrappers },
        { "wrapper", CLI_VALUE, .take = take_wrapper, .ctx = r },
        { "max-blocks", CLI_VALUE, .take = take_blocks, .ctx = r },
        { "max-events", CLI_VALUE, .take = take_events, .ctx = r },
        CLI_OPTIONS_END,
    };
    r->option = arg;
    switch (cli_option_take(options, arg, NULL)) {
    case CLI_TAKEN:
        return CLI_GO_ON;
    case CLI_HELP:
        fputs(usage_text, stdout);
        return HM_EXIT_OK;
    case CLI_WANTS_VALUE:
        return bad_usage("a value is missing, as in OPTION=VALUE", arg);
    case CLI_WRONG_VALUE:
        return HM_EXIT_USAGE;
    default:
        return bad_usage("no such option", arg);
    }
}

/* Says what is wrong with -p. */
static bool project_is_there(const char *folder, bool sources)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/compile_commands.json", folder);
    if (sources)
        bad_usage("-p is for a program; sources are compared as they are", folder);
    else if (length >= (int)sizeof path || access(path, R_OK) != 0)
        fprintf(stderr, "heapmark trace: %s/compile_commands.json: %s\n", folder,
                length >= (int)sizeof path ? "the path is too long" : strerror(errno));
    else
        return true;
    return false;
}

/* Our options begin with two dashes, those of the compiler with one; sources may stand between. */
static int parse(struct request *r, int argc, char **argv)
{
    size_t flags = 0, sources = 0;
    int i = 1;

    for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--", 2) == 0) {
            int status = parse_option(r, argv[i]);
            if (status != CLI_GO_ON)
                return status;
        } else if (strcmp(argv[i], "-p") == 0 && sources == 0 && i + 1 < argc)
            r->project = argv[++i];
        else if (strcmp(argv[i], "-p") == 0 && sources == 0)
            return bad_usage("-p wants a folder, that of compile_commands.json", NULL);
        else if (argv[i][0] == '-' && argv[i][1] != '\0')
            r->flags[flags++] = argv[i];
        else if (trace_is_source(argv[i]))
            r->sources[sources++] = argv[i];
        else if (sources == 0)
            break;
        else
            r->flags[flags++] = argv[i]; /* an object, a library, a flag's value */
    }
    r->options.wrappers = r->wrappers;
    r->any_options.libraries = r->libraries;
    r->argv = argv + i;
    if (!trace_format_check(&r->format))
        return HM_EXIT_USAGE;
    if (r->project != NULL && !project_is_there(r->project, sources > 0))
        return HM_EXIT_USAGE;
    if (sources > 0)
        return CLI_GO_ON; /* argv[0] of the program is put in where "--" stood */
    if (i < argc && strcmp(argv[i], "--") == 0)
        r->argv++;
    if (*r->argv == NULL)
        return bad_usage("expected a program or C files", NULL);
    return flags == 0 ? CLI_GO_ON : bad_usage("compiler flags are for sources", r->flags[0]);
}

typedef bool writer(FILE *out, const struct verdict_report *report);

struct written {
    writer *write;
    const struct verdict_report *report;
};

static bool write_one(FILE *out, const void *written)
{
    const struct written *w = written;
    return w->write(out, w->report);
}

static bool write_file(const char *path, writer *write, const struct verdict_report *report)
{
    return trace_out(path, write_one, &(const struct written){ write, report });
}

static bool is_text(const struct request *r)
{
    return r->json == NULL && r->svg == NULL && !r->picture && !r->check &&
           r->format.name == NULL && r->html == NULL;
}

static int write_report(const struct request *r, const struct verdict_reading *reading, char **argv)
{
    const struct verdict_report *report = &reading->report;
    bool ok = true;

    if (r->json != NULL)
        ok = write_file(r->json, verdict_json, report) && ok;
    if (r->svg != NULL)
        ok = write_file(r->svg, verdict_svg, report) && ok;
    if (r->html != NULL) {
        char *command = trace_command(r->sources, argv);
        ok = trace_html(r->html, reading, command, !r->no_source) && ok;
        free(command);
    }
    if (r->format.name != NULL)
        ok = trace_format_write(&r->format, reading, r->sources, argv) && ok;
    if (r->picture)
        ok = write_file("-", verdict_picture, report) && ok;
    if (is_text(r))
        ok = write_file("-", trace_terminal, report) && ok;
    if (r->check && !trace_check(stderr, report, r->sources))
        return HM_EXIT_NO;
    return ok ? HM_EXIT_OK : HM_EXIT_USAGE;
}

/* Is that a program without hooks, and can it be traced all the same? Says so. */
static bool without_hooks(const char *name)
{
    char why[PROCESS_WHY_MAX];
    struct process_program program;
    if (!trace_any_possible() || !process_program_look(name, &program, why) || program.hooked ||
        program.no_loader)
        return false;
    fprintf(stderr,
            "heapmark trace: %s: not compiled for tracing, so it runs under Valgrind (--any)\n",
            name);
    return true;
}

static void show(struct symbols *symbols, const struct verdict_site *site)
{
    symbols_show(symbols, site->at.file);
    for (size_t c = 0; c < site->caller_count; c++)
        for (size_t i = 0; i < site->callers[c].count; i++)
            symbols_show(symbols, site->callers[c].frames[i].file);
    for (size_t e = 0; e < site->end_count; e++)
        for (size_t i = 0; i < site->ends[e].freed_count; i++)
            symbols_show(symbols, site->ends[e].freed[i].at.file);
}

/* The lines of a report are those of the sources as they were when the program was built. */
static void say_newer_sources(const struct verdict_reading *reading)
{
    for (size_t i = 0; i < reading->report.site_count; i++)
        show(reading->symbols, &reading->report.sites[i]);
    symbols_say_newer(reading->symbols, stderr, "heapmark trace");
}

static int trace(const struct request *r, char **argv)
{
    char why[PROCESS_WHY_MAX];
    struct trace_traced_run run;
    bool pictured = r->json != NULL || r->svg != NULL || r->html != NULL || r->picture ||
                    trace_format_needs_events(&r->format);
    bool data_there = (r->json != NULL && strcmp(r->json, "-") == 0) ||
                      (r->format.name != NULL && strcmp(r->format.out, "-") == 0);
    int output = r->quiet ? PROCESS_NULL : data_there ? STDERR_FILENO : 0;
    struct verdict_limits limits = { .events = pictured ? r->events_max : 0,
                                     .blocks = r->blocks_max };

    bool any = r->any || (r->sources[0] == NULL && without_hooks(argv[0]));
    bool ran = any ? trace_any_launch(&run, argv, &limits, output, &r->any_options, why)
                   : trace_launch(&run, argv, &limits, output, why);
    if (!ran) {
        fprintf(stderr, "heapmark trace: %s\n", why);
        trace_traced_done(&run);
        return HM_EXIT_USAGE;
    }
    struct verdict_reading reading;
    int status = HM_EXIT_USAGE;
    if ((any ? verdict_read_machine(&reading, run.mapping.raw, &r->options)
             : verdict_read(&reading, run.mapping.raw, &r->options)) != 0) {
        if (reading.damage[0] != '\0')
            fprintf(stderr, "heapmark trace: the program wrote over the trace: %s\n",
                    reading.damage);
        else
            fprintf(stderr, "heapmark trace: not enough memory to read the trace\n");
    } else if (reading.no_such_op) {
        fprintf(stderr, "heapmark trace: --op=%s: no function of that name %s\n", r->options.op,
                any ? "is in the program" : "was compiled for tracing");
    } else {
        reading.report.status = run.status;
        reading.report.frameless = r->frameless;
        reading.report.look = r->look;
        reading.report.look.sizes_unasked =
            r->sources[0] == NULL && r->project == NULL && r->proof == NULL;
        if (r->proof != NULL)
            trace_sizes_of_proof(&reading, json_incref(r->proof));
        else if (r->sources[0] != NULL && (r->json != NULL || is_text(r)))
            trace_sizes(&reading, r->flags, r->sources);
        else if (r->project != NULL)
            trace_sizes_of_project(&reading, r->project);
        status = write_report(r, &reading, argv);
        say_newer_sources(&reading);
    }
    bool cut = WIFSIGNALED(run.status) || (any && reading.report.cut_short);
    verdict_read_done(&reading);
    if (status == HM_EXIT_OK && cut)
        status = HM_EXIT_NO;
    trace_traced_done(&run);
    return status;
}

static int build_and_trace(struct request *r)
{
    char why[PROCESS_WHY_MAX],
        *program = trace_build(r->cc, r->flags, r->sources, r->any, &r->frameless, why);

    if (program == NULL) {
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
    return trace(r, argv);
}

int cmd_trace(int argc, char **argv)
{
    struct request r = { .blocks_max = BLOCKS_MAX,
                         .events_max = EVENTS_MAX,
                         .look = { .stack_budget = STACK_BUDGET,
                                   .brief_chains = isatty(STDOUT_FILENO) },
                         .format.out = "-" };

    if (argc > 1 && strcmp(argv[1], "-h") == 0) { /* later ones are the compiler's */
        fputs(usage_text, stdout);
        return HM_EXIT_OK;
    }
    r.flags = calloc((size_t)argc + 1, sizeof *r.flags);
    r.sources = calloc((size_t)argc + 1, sizeof *r.sources);
    r.wrappers = calloc((size_t)argc + 1, sizeof *r.wrappers);
    r.libraries = calloc((size_t)argc + 1, sizeof *r.libraries);
    int status = HM_EXIT_USAGE;
    if (r.flags == NULL || r.sources == NULL || r.wrappers == NULL || r.libraries == NULL)
        fprintf(stderr, "heapmark trace: no memory\n");
    else
        status = parse(&r, argc, argv);
    if (status == CLI_GO_ON && r.proof_file != NULL)
        r.proof = trace_sizes_load(r.proof_file);
    if (status == CLI_GO_ON && r.proof_file != NULL && r.proof == NULL)
        status = HM_EXIT_USAGE;
    if (status == CLI_GO_ON)
        status = r.sources[0] != NULL ? build_and_trace(&r) : trace(&r, r.argv);
    free(r.flags);
    free(r.sources);
    free(r.wrappers);
    free(r.libraries);
    json_decref(r.proof);
    return status;
}
