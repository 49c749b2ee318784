/* cmd_run.c -- `heapmark run [OPTIONS] [--] PROGRAM ARGS...` */
#include "cli/verb.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/error.h"
#include "cli/option.h"
#include "process/program.h"
#include "process/start.h"
#include "run/against.h"
#include "run/formats.h"
#include "run/html.h"
#include "run/launch.h"
#include "run/ledger.h"
#include "run/sites.h"

enum { DEFAULT_SITES = 10, SITE_FRAMES = 64 };

struct options {
    bool json, children, html, no_source;
    struct run_wish sites;
    const char *out, *against, *format;
    char **command;
    const char *no_sites; /* why sites cannot be shown, or NULL */
};

static const char help[] =
    "usage: heapmark run [OPTIONS] [--] PROGRAM [ARGS...]\n"
    "\n"
    "Run a dynamically linked program and count what it asks of the heap.\n"
    "\n"
    "  --sites[=N]   the N call stacks that allocate most, by blocks and by bytes (10; all)\n"
    "  --top=N       the same\n"
    "  --sort=KEYS   rank sites by these, with commas: blocks, bytes; live, peak (requested\n"
    "                bytes alive at exit, at the peak), live-blocks, peak-blocks\n"
    "  --filter=TEXT only sites with TEXT in the name of a function or file of their stack\n"
    "  --against=OLD compare the sites with those of OLD, a report made with --json --sites=all\n"
    "  --children    follow the processes it starts: one report for each that can be counted\n"
    "  --json        the report as JSON (schema " RUN_SCHEMA ")\n"
    "  --html        the report as a page: a flame graph and the sites; --no-source leaves\n"
    "                lines of the source out of it\n"
    "  --format=FORMAT  the sites for another viewer into FILE: dhat, pprof or folded\n"
    "  --out FILE    the report into FILE; else to stderr when the program has ended\n"
    "\n"
    "Exit status: the program's own; 2 if it could not be started or cannot be counted.\n";

static bool take_number(struct options *o, const char *option, const char *value)
{
    char *end = NULL;
    if (value != NULL && strcmp(value, "all") == 0)
        o->sites.top = SIZE_MAX;
    else
        o->sites.top = value != NULL ? strtoul(value, &end, 10) : DEFAULT_SITES;
    if (end == NULL || (*value >= '0' && *value <= '9' && *end == '\0' && o->sites.top != 0))
        return true;
    cli_error("--%s=%s: expected a number of sites from 1, or all", option, value);
    return false;
}

static bool take_sites(void *options, const char *value)
{
    return take_number(options, "sites", value);
}

static bool take_top(void *options, const char *value)
{
    return take_number(options, "top", value);
}

/* RUN_ORDERS: there is none of that name. */
static enum run_order order_of(const char *name, size_t length)
{
    int by = 0;
    while (by < RUN_ORDERS && (strlen(run_orders[by].option) != length ||
                               strncmp(run_orders[by].option, name, length) != 0))
        by++;
    return (enum run_order)by;
}

static bool take_sort(void *options, const char *value)
{
    struct run_wish *wish = &((struct options *)options)->sites;
    bool any = false;
    for (const char *name = value;; name++) {
        size_t length = strcspn(name, ",");
        enum run_order by = order_of(name, length);
        if (by == RUN_ORDERS) {
            cli_error("--sort=%s: expected blocks, bytes, live, live-blocks, peak or peak-blocks",
                      value);
            return false;
        }
        wish->first = any ? wish->first : by;
        any = wish->order[by] = true;
        name += length;
        if (*name == '\0')
            return true;
    }
}

/* An option about sites asks for them, and without --sort they are ranked as ever. */
static bool complete(struct options *o)
{
    struct run_wish *wish = &o->sites;
    bool sorted = false;
    if (!run_format_check(o->format, o->out))
        return false;
    if (o->html && o->out == NULL) {
        cli_error("--html: --out FILE must name the file");
        return false;
    }
    if ((o->format != NULL || o->html) && wish->top == 0)
        wish->top = SIZE_MAX;
    for (int by = 0; by < RUN_ORDERS; by++)
        sorted = sorted || wish->order[by];
    if (wish->top == 0 && (sorted || wish->filter != NULL || o->against != NULL))
        wish->top = DEFAULT_SITES;
    if (!sorted) {
        wish->order[RUN_ALLOCS] = wish->order[RUN_BYTES] = true;
        wish->first = RUN_BYTES;
    }
    if (o->against != NULL)
        wish->against = run_against_read(o->against);
    return o->against == NULL || wish->against != NULL;
}

/* CLI_GO_ON, or the exit status. */
static int parse(int argc, char **argv, struct options *o)
{
    const struct cli_option options[] = {
        { "sites", CLI_MAYBE_VALUE, .take = take_sites, .ctx = o },
        { "top", CLI_VALUE, .take = take_top, .ctx = o },
        { "sort", CLI_VALUE, .take = take_sort, .ctx = o },
        { "filter", CLI_VALUE, .text = &o->sites.filter },
        { "against", CLI_VALUE, .text = &o->against },
        { "children", .flag = &o->children },
        { "json", .flag = &o->json },
        { "html", .flag = &o->html },
        { "no-source", .flag = &o->no_source },
        { "format", CLI_VALUE, .text = &o->format },
        { "out", CLI_VALUE, .text = &o->out },
        CLI_OPTIONS_END,
    };
    int status = cli_parse(&argc, &argv, options, CLI_OPERANDS_LAST, help);
    o->command = argv;
    if (status == CLI_GO_ON && argc == 0)
        status = cli_error("no program given; `heapmark run --help` tells more");
    return status == CLI_GO_ON && !complete(o) ? HM_EXIT_USAGE : status;
}

static int refuse(char *why)
{
    hm_base_make_plain(why); /* one line, whatever bytes a name has */
    fprintf(stderr, "heapmark run: %s\n", why);
    return HM_EXIT_USAGE;
}

/* The arguments of NAME for a script with `#!/usr/bin/env NAME`: it is started directly, because
 * env itself is not to be counted. Owned by the caller. NULL: no memory. */
static char **without_env(const struct process_program *program, char **command)
{
    size_t count = 0;
    while (command[count] != NULL)
        count++;
    char **argv = malloc((count + 2) * sizeof *argv);
    if (argv == NULL)
        return NULL;
    argv[0] = (char *)program->via_env;
    argv[1] = (char *)program->path;
    memcpy(argv + 2, command + 1, count * sizeof *argv);
    return argv;
}

static bool start(const struct process_program *program, const struct options *o,
                  const struct run_ledger *ledger, struct run_end *end, char why[PROCESS_WHY_MAX])
{
    bool env = program->via_env[0] != '\0';
    char **argv = env ? without_env(program, o->command) : o->command;
    if (argv == NULL)
        snprintf(why, PROCESS_WHY_MAX, "%s", strerror(errno));
    bool ok = argv != NULL &&
              run_launch(env ? program->image : program->path, argv, ledger->path, end, why);
    if (env)
        free(argv);
    return ok;
}

static bool write_report(FILE *out, const struct options *o, const struct run_report *report)
{
    if (o->html)
        return run_html(out, report, !o->no_source);
    if (o->format != NULL)
        return run_format_write(out, o->format, report);
    return o->json ? run_json(out, report) : run_text(out, report);
}

/* Remove a report that is not whole. A device file stays. */
static void discard(FILE *out, const char *path)
{
    struct stat st;
    if (path != NULL && fstat(fileno(out), &st) == 0 && S_ISREG(st.st_mode))
        unlink(path);
}

/* What is read of the ledger after the program has ended. */
struct found {
    size_t count;
    struct run_extent *extents;    /* count */
    struct run_process *processes; /* count */
    struct run_uncounted uncounted[HM_COUNT_LOST_REASONS];
    size_t uncounted_count;
    bool forks; /* one of them has forked */
};

static void read_process(struct found *f, const struct options *o)
{
    const struct run_extent *extent = &f->extents[f->count];
    struct run_process *p = &f->processes[f->count];
    if (extent->process->state == 0) { /* claimed, but not mapped: it is among the lost */
        run_ledger_unmap(extent);
        return;
    }
    run_totals(extent->process, p);
    f->forks |= extent->process->forks != 0;
    f->count++;
    if (o->sites.top == 0 || p->reason != NULL)
        return;
    struct run_wish others = o->sites; /* only the program itself is compared */
    others.against = NULL;
    if (o->no_sites != NULL)
        p->no_sites = o->no_sites;
    else if (extent->sites && !extent->process->no_sites)
        run_sites_read(extent->process, p->counters.allocs, f->count == 1 ? &o->sites : &others,
                       &p->sites);
    else
        p->no_sites = "no address space for them (ulimit -v)";
}

static void add_uncounted(struct found *f, enum hm_count_lost why, uint64_t processes)
{
    if (processes != 0)
        f->uncounted[f->uncounted_count++] =
            (struct run_uncounted){ .processes = processes, .reason = run_ledger_reason(why) };
}

/* False: no memory. Release it with forget(). */
static bool find(struct found *f, const struct options *o, const struct run_ledger *ledger)
{
    uint32_t claimed = run_ledger_count(ledger);
    uint32_t count = claimed < HM_COUNT_LEDGER_PROCESSES ? claimed : HM_COUNT_LEDGER_PROCESSES;
    uint64_t lost[HM_COUNT_LOST_REASONS];
    for (int i = 0; i < HM_COUNT_LOST_REASONS; i++)
        lost[i] = ledger->page->lost[i];
    f->extents = calloc(count + 1, sizeof *f->extents);
    f->processes = calloc(count + 1, sizeof *f->processes);
    for (uint32_t i = 0; f->extents != NULL && f->processes != NULL && i < count; i++) {
        f->extents[f->count] = run_ledger_map(ledger, i);
        if (f->extents[f->count].process != NULL)
            read_process(f, o);
        else
            lost[HM_COUNT_LOST_MEMORY]++;
    }
    for (int i = 0; i < HM_COUNT_LOST_REASONS; i++)
        add_uncounted(f, i, lost[i]);
    for (size_t i = 0; i < f->count; i++)
        for (size_t k = i + 1; k < f->count; k++)
            f->processes[i].goes_on |= f->processes[k].pid == f->processes[i].pid;
    return f->extents != NULL && f->processes != NULL;
}

static void forget(struct found *f)
{
    for (size_t i = 0; i < f->count; i++) {
        run_sites_done(&f->processes[i].sites);
        run_ledger_unmap(&f->extents[i]);
    }
    free(f->extents);
    free(f->processes);
}

/* Does the environment make that allocator pass all requests to malloc? */
static bool asks_malloc(const char *allocator)
{
    const char *python = getenv("PYTHONMALLOC"), *php = getenv("USE_ZEND_ALLOC");
    if (strcmp(allocator, "PyObject_Malloc") == 0)
        return python != NULL && strncmp(python, "malloc", strlen("malloc")) == 0;
    return strcmp(allocator, "_emalloc") == 0 && php != NULL && strtol(php, NULL, 10) == 0;
}

static void say_other(const char *file, const char *allocator)
{
    if (asks_malloc(allocator))
        return;
    char plain[PATH_MAX];
    snprintf(plain, sizeof plain, "%s", file);
    hm_base_make_plain(plain);
    fprintf(stderr, "heapmark run: %s has %s: what that serves is not counted\n", plain, allocator);
}

/* Allocators under names of their own, each once: that of the program, then those that its
 * processes found in what they loaded. */
static void say_others(const struct process_program *program, const struct found *f)
{
    bool known = program->other_allocator[0] != '\0';
    if (known)
        say_other(program->image, program->other_allocator);
    for (size_t i = 0; i < f->count; i++) {
        const struct run_process *p = &f->processes[i];
        bool said = p->other == NULL || (known && i == 0 && strcmp(p->other_in, p->exe) == 0);
        for (size_t k = 0; !said && k < i; k++)
            said =
                f->processes[k].other != NULL && strcmp(f->processes[k].other_in, p->other_in) == 0;
        if (!said)
            say_other(p->other_in, p->other);
    }
}

struct reporting {
    FILE *out;
    struct options *options;
    const struct process_program *program;
    const struct run_ledger *ledger;
    const struct run_end *end;
};

static void make_report(void *reporting)
{
    const struct reporting *r = reporting;
    const struct options *o = r->options;
    struct found f = { 0 };
    bool found = find(&f, o, r->ledger), written = false;
    struct run_report report = {
        .command = o->command,
        .killed = WIFSIGNALED(r->end->status),
        .status =
            WIFSIGNALED(r->end->status) ? WTERMSIG(r->end->status) : WEXITSTATUS(r->end->status),
        .children = o->children,
        .others = !o->children && (r->end->others || f.forks),
        .script = strcmp(r->program->image, r->program->path) != 0 ? r->program->image : NULL,
        .uncounted_count = f.uncounted_count,
        .uncounted = f.uncounted,
        .count = f.count,
        .processes = f.processes,
    };
    if (!found)
        fprintf(stderr, "heapmark run: no memory for the report\n");
    else if (f.count == 0)
        fprintf(stderr, "heapmark run: %s: not counted: %s\n", o->command[0],
                f.uncounted_count != 0
                    ? f.uncounted[0].reason
                    : "the library was not loaded, or could not reach the launcher");
    else if (!(written = write_report(r->out, o, &report)))
        fprintf(stderr, "heapmark run: %s: report not written: %s\n",
                o->out != NULL ? o->out : "stderr", strerror(errno));
    if (!written)
        discard(r->out, o->out);
    for (size_t i = 0; (!o->json || o->out != NULL) && i < f.count; i++)
        run_sites_say_newer(&f.processes[i].sites, stderr);
    say_others(r->program, &f);
    forget(&f);
}

/* The program has ended: nothing that goes wrong from here on may change its exit status. libdw
 * ends the process when memory ends, so the debug information is read in a copy of this one. */
static void report_on(struct reporting *r)
{
    signal(SIGPIPE, SIG_IGN);
    if (r->options->sites.top != 0) {
        if (process_survives(make_report, r))
            return;
        r->options->no_sites = "no memory for the debug information";
    }
    make_report(r);
}

int cmd_run(int argc, char **argv)
{
    struct options o = { 0 };
    int usage = parse(argc, argv, &o);
    if (usage != CLI_GO_ON)
        return usage;
    struct process_program program;
    char why[PROCESS_WHY_MAX];
    if (!process_program_check(o.command[0], &program, why))
        return refuse(why);
    FILE *out = o.out != NULL ? fopen(o.out, "we") : stderr;
    if (out == NULL) {
        snprintf(why, sizeof why, "%.400s: %s", o.out, strerror(errno));
        return refuse(why);
    }
    struct run_ledger ledger;
    struct run_end end = { 0 };
    bool opened = run_ledger_open(&ledger, o.children, o.sites.top != 0 ? SITE_FRAMES : 0);
    if (!opened)
        snprintf(why, sizeof why, "no memory file for the counts: %s%s", strerror(errno),
                 errno == EFBIG ? " (ulimit -f)" : "");
    o.sites.started = time(NULL);
    o.sites.program = open(program.image, O_RDONLY | O_CLOEXEC);
    bool ran = opened && start(&program, &o, &ledger, &end, why);
    if (ran)
        report_on(&(struct reporting){ out, &o, &program, &ledger, &end });
    if (opened)
        run_ledger_close(&ledger);
    run_against_free(o.sites.against);
    if (o.sites.program >= 0)
        close(o.sites.program);
    if (ran)
        run_end_like(end.status);
    discard(out, o.out);
    return refuse(why);
}
