/* cmd_verify.c -- `heapmark verify [--bench REGEX] [--benchtime Nx] PROGRAM...`: our counters,
 * jemalloc's statistics and Valgrind's total heap usage over the same iterations of every
 * benchmark. */
#include "cli/verb.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "process/jobs.h"
#include "cli/error.h"
#include "cli/option.h"
#include "cli/pattern.h"
#include "process/program.h"
#include "cli/said.h"
#include "verify/runs.h"
#include "verify/verdicts.h"
#include "cli/xalloc.h"

enum { DEFAULT_N = 100, NAME_MAX_SHOWN = 28 };

struct options {
    const char *bench;
    unsigned long n;
    bool verdicts;
};

/* One benchmark, how it is selected, and its runs (verify/runs.h). */
struct subject {
    const char *name; /* without the word Benchmark */
    char *pattern;
    struct process_job *jobs;
};

struct tally {
    const char *no_valgrind; /* why Valgrind cannot run at all; NULL: it can */
    size_t agree, explained, differ, not_measured;
    size_t programs_not_run;
};

static const char help[] =
    "usage: heapmark verify [--bench REGEX] [--benchtime Nx] PROGRAM...\n"
    "       heapmark verify --verdicts PROGRAM [-- ARGS...]\n"
    "\n"
    "Run each benchmark of the programs N and 2N times (default 100x) under three\n"
    "instruments, and compare what the N more iterations allocated.\n"
    "--verdicts: trace the program by its hooks and under the Valgrind tool, and compare\n"
    "the verdicts of both, site by site and frame by frame.\n"
    "\n"
    "Exit status: 0 all agree or differ for a known reason, 1 a difference that\n"
    "nothing explains, 2 something could not be measured, or nothing was compared.\n";

static size_t compared(const struct tally *t)
{
    return t->agree + t->explained + t->differ + t->not_measured;
}

static void print_head(void)
{
    printf("%-*s %23s %16s\n", NAME_MAX_SHOWN, "", "allocs/op", "B/op");
    printf("%-*s %5s %8s %8s %7s %8s\n", NAME_MAX_SHOWN, "benchmark", "ours", "jemalloc",
           "valgrind", "ours", "valgrind");
}

/* Per op: whole if it divides, else with the fraction that Go's truncation would hide. */
static void print_per_op(bool known, int64_t total, unsigned long n, int width)
{
    if (!known)
        printf(" %*s", width, "-");
    else if (total % (int64_t)n == 0)
        printf(" %*" PRId64, width, total / (int64_t)n);
    else
        printf(" %*.2f", width, (double)total / (double)n);
}

static const char *const words[] = {
    [VERIFY_AGREE] = "agree",
    [VERIFY_DIFFER_EXPLAINED] = "explained",
    [VERIFY_DIFFER] = "DIFFER",
    [VERIFY_NOT_MEASURED] = "unknown",
};

static void print_row(const struct subject *s, const struct verify_readings *r,
                      const struct verify_judgement *j, unsigned long n, bool with_valgrind)
{
    printf("%-*s", NAME_MAX_SHOWN, s->name);
    if (strlen(s->name) > NAME_MAX_SHOWN)
        printf("\n%-*s", NAME_MAX_SHOWN, "");
    print_per_op(r->ours.known, r->ours.allocs, n, 5);
    print_per_op(r->jemalloc.known, r->jemalloc.allocs, n, 8);
    print_per_op(r->valgrind.known, r->valgrind.allocs, n, 8);
    print_per_op(r->ours.known, r->ours.bytes, n, 7);
    print_per_op(r->valgrind.known, r->valgrind.bytes, n, 8);
    printf("  %s\n", words[j->verdict]);
    if (j->ours != NULL)
        printf("    ours: %s\n", j->ours);
    if (j->jemalloc != NULL)
        printf("    jemalloc: %s\n", j->jemalloc);
    if (j->valgrind != NULL && with_valgrind)
        printf("    Valgrind: %s\n", j->valgrind);
    cli_said();
}

static void judge(const struct subject *s, unsigned long n, struct tally *tally)
{
    struct verify_readings r = verify_read(s->jobs);
    struct verify_judgement j = verify_judge(&r);
    if (compared(tally) == 0)
        print_head();
    print_row(s, &r, &j, n, tally->no_valgrind == NULL);
    tally->agree += j.verdict == VERIFY_AGREE;
    tally->explained += j.verdict == VERIFY_DIFFER_EXPLAINED;
    tally->differ += j.verdict == VERIFY_DIFFER;
    tally->not_measured += j.verdict == VERIFY_NOT_MEASURED;
}

static void show_progress(size_t done, size_t of)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%zu of %zu runs%s", done, of,
                done == of ? "\r                    \r" : "");
}

static void verify_cases(const char *program, char *list, const struct options *o,
                         struct tally *tally)
{
    size_t count = 0, at = 0;
    for (const char *p = list; *p != '\0'; p++)
        count += *p == '\n';
    struct subject *subjects = xzalloc((count + 1) * sizeof *subjects);
    struct process_job *jobs = xzalloc((count * VERIFY_RUNS + 1) * sizeof *jobs);
    struct verify_times times;
    snprintf(times.once, sizeof times.once, "%lux", o->n);
    snprintf(times.twice, sizeof times.twice, "%lux", o->n * 2);
    char *rest = NULL;
    for (char *line = strtok_r(list, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        struct subject *s = &subjects[at];
        s->name = strncmp(line, "Benchmark", 9) == 0 ? line + 9 : line;
        s->pattern = cli_pattern(line);
        s->jobs = &jobs[at++ * VERIFY_RUNS];
        verify_plan(s->jobs, program, s->pattern, &times);
    }
    process_jobs_run(jobs, at * VERIFY_RUNS, 0, show_progress);
    for (size_t i = 0; i < at; i++) {
        judge(&subjects[i], o->n, tally);
        free(subjects[i].pattern);
    }
    process_jobs_done(jobs, at * VERIFY_RUNS);
    free(jobs);
    free(subjects);
}

/* True if the program could be run. That --bench selects none of its benchmarks is no failure. */
static bool verify_program(const char *name, const struct options *o, struct tally *tally)
{
    char path[PATH_MAX], why[PROCESS_WHY_MAX], list_flag[512];
    if (!process_program_find(name, path, why)) {
        fprintf(stderr, "heapmark verify: %s\n", why);
        return false;
    }
    snprintf(list_flag, sizeof list_flag, "--list%s%s", o->bench != NULL ? "=" : "",
             o->bench != NULL ? o->bench : "");
    struct process_job list = { .argv = { path, list_flag } };
    process_jobs_run(&list, 1, 1, NULL);
    bool listed = process_job_succeeded(&list);
    bool none = listed && *list.out == '\0' && o->bench == NULL;
    if (!listed)
        fprintf(stderr, "heapmark verify: %s: does not list its benchmarks: %s", name,
                *list.err != '\0' ? list.err : "no reason given\n");
    else if (none)
        fprintf(stderr, "heapmark verify: %s: lists no benchmark; expected a benchmark program\n",
                name);
    else
        verify_cases(path, list.out, o, tally);
    process_jobs_done(&list, 1);
    return listed && !none;
}

static bool take_benchtime(void *options, const char *value)
{
    struct options *o = options;
    char *end;
    o->n = strtoul(value, &end, 10);
    if (*value >= '1' && *value <= '9' && strcmp(end, "x") == 0 && o->n <= 1000000)
        return true;
    cli_error("--benchtime %s: expected 1x to 1000000x", value);
    return false;
}

/* CLI_GO_ON with the programs alone in argv, or the exit status. */
static int parse(int *argc, char ***argv, struct options *o)
{
    const struct cli_option options[] = {
        { "verdicts", .flag = &o->verdicts },
        { "bench", CLI_VALUE, .text = &o->bench },
        { "benchtime", CLI_VALUE, .take = take_benchtime, .ctx = o },
        CLI_OPTIONS_END,
    };
    int status = cli_parse(argc, argv, options, CLI_MIXED, help);
    if (status == CLI_GO_ON && *argc == 0)
        status = cli_error("no program given; `heapmark verify --help` tells more");
    return status;
}

static int conclude(const struct tally *t, const struct options *o)
{
    if (compared(t) == 0) {
        if (t->programs_not_run == 0)
            fprintf(stderr, "heapmark verify: --bench %s: no benchmark has a name that matches\n",
                    o->bench);
        return HM_EXIT_USAGE;
    }
    if (t->no_valgrind != NULL)
        printf("Valgrind: did not run: %s\n", t->no_valgrind);
    printf("%zu agree, %zu differ for a known reason, %zu differ for none, %zu not measured\n",
           t->agree, t->explained, t->differ, t->not_measured);
    if (t->programs_not_run != 0)
        fprintf(stderr, "heapmark verify: %zu of the programs could not be run\n",
                t->programs_not_run);
    if (t->not_measured != 0)
        fprintf(stderr, "heapmark verify: %zu not measured; the table says why\n", t->not_measured);
    if (t->differ != 0)
        return HM_EXIT_NO;
    return t->programs_not_run == 0 && t->not_measured == 0 ? HM_EXIT_OK : HM_EXIT_USAGE;
}

int cmd_verify(int argc, char **argv)
{
    struct options o = { .n = DEFAULT_N };
    struct tally tally = { 0 };
    int status = parse(&argc, &argv, &o);
    if (status != CLI_GO_ON)
        return status;
    xjson();
    if (o.verdicts)
        return verify_verdicts(argv);
    char path[PATH_MAX], why[PROCESS_WHY_MAX];
    if (!process_program_find("valgrind", path, why))
        tally.no_valgrind = why;
    for (int i = 0; i < argc; i++)
        tally.programs_not_run += !verify_program(argv[i], &o, &tally);
    return conclude(&tally, &o);
}
