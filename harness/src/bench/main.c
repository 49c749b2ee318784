/* main.c -- hm_main(): parse the flags, run the cases, write the reports. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include <heapmark/report.h>

#include "bench/env.h"
#include "bench/host.h"
#include "bench/runner.h"
#include "bench/sinks.h"
#include "bench/stop.h"

enum { OK = 0, NO = 1, CANNOT = 2 };

struct session {
    const char *program;
    struct hm_bench_flags flags;
    struct hm_bench_store store;
    struct hm_bench_runner runner;
    struct hm_bench_sinks sinks;
    bool shows_progress;
    unsigned claims_checked, claims_false, claims_unchecked;
};

static void say_claim(struct session *s, const hm_result *result, const hm_sample *sample)
{
    double n = (double)sample->n;
    fprintf(stderr,
            "%s: %s: claimed %" PRIu64 " allocs/op and %" PRIu64 " B/op, measured %.9g and %.9g "
            "(%" PRIu64 " and %" PRIu64 " in %" PRIu64 " ops)\n",
            s->program, result->name, result->claim.allocs, result->claim.bytes,
            (double)sample->used.allocs / n, (double)sample->used.bytes / n, sample->used.allocs,
            sample->used.bytes, sample->n);
}

/* Progress: print the name of the running benchmark on a terminal, unless the rows go there. */
static void on_start(void *ctx, const char *name)
{
    const struct session *s = ctx;
    if (s->shows_progress)
        fprintf(stderr, "\r\033[K%s", name);
}

static void end_progress(const struct session *s)
{
    if (s->shows_progress)
        fputs("\r\033[K", stderr);
}

static bool wants_progress(const struct hm_bench_sinks *sinks)
{
    for (size_t i = 0; i < sinks->count; i++)
        if (sinks->list[i].path == NULL && sinks->list[i].writer->row != NULL)
            return false;
    return isatty(STDERR_FILENO) != 0;
}

static void on_row(void *ctx, const hm_report *report, const hm_result *result,
                   const hm_sample *sample)
{
    struct session *s = ctx;
    hm_bench_sinks_row(&s->sinks, report, result, sample);
    s->claims_checked += sample->verdict == HM_CLAIM_HOLDS || sample->verdict == HM_CLAIM_FALSE;
    s->claims_unchecked += sample->verdict == HM_CLAIM_UNCHECKED;
    s->claims_false += sample->verdict == HM_CLAIM_FALSE;
    if (s->flags.check && sample->verdict == HM_CLAIM_FALSE) {
        end_progress(s);
        say_claim(s, result, sample);
    }
}

static bool compile(struct session *s, const char *flag, const char *text,
                    struct hm_bench_pattern **out)
{
    if (text == NULL || text[0] == '\0')
        return true;
    const char *why;
    *out = hm_bench_pattern_new(&s->store, flag, text, &why);
    if (*out == NULL)
        fprintf(stderr, "%s: %s\n", s->program, why);
    return *out != NULL;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* Measure what one reading of the clock and one of the counters cost: the mean of some. */
static void measure_costs(hm_report *report)
{
    enum { TIMES = 64 };
    uint64_t start = hm_bench_env->now_ns();
    for (int i = 0; i < TIMES; i++)
        hm_bench_env->now_ns();
    uint64_t middle = hm_bench_env->now_ns();
    for (int i = 0; i < TIMES; i++)
        hm_bench_env->counters_now();
    uint64_t end = hm_bench_env->now_ns();
    report->clock_ns = (middle - start) / TIMES;
    report->snapshot_ns = (end - middle) / TIMES;
}

static void describe_run(struct session *s, uint64_t entered)
{
    hm_report *report = &s->runner.report;
    static char cpu[512];
    hm_bench_cpu_name(cpu, sizeof cpu);
    report->goos = hm_bench_goos();
    report->goarch = hm_bench_goarch();
    report->pkg = s->flags.pkg == NULL ? base_name(s->program) : s->flags.pkg;
    report->cpu = cpu;
    report->verbose = s->flags.verbose;
    report->counting = hm_bench_env->counting();
    report->counting_reason = hm_bench_env->counting_reason();
    report->sizes = s->flags.sizes && report->counting;
    measure_costs(report);
    report->startup_ns = hm_bench_env->now_ns() - entered;
}

/* The exit status, with one line on stderr if it is not 0 and its reason was not printed yet. */
static int judge(struct session *s)
{
    const hm_report *report = &s->runner.report;
    if (hm_bench_store_ran_out(&s->store)) {
        fprintf(stderr, "%s: out of memory; what was measured before is in the report\n",
                s->program);
        return CANNOT;
    }
    if (report->interrupted) {
        fprintf(stderr, "%s: %s; what was measured before is in the report\n", s->program,
                hm_bench_stop_reason());
        return CANNOT;
    }
    if (report->failed)
        return NO;
    if (!s->flags.check)
        return OK;
    if (!report->counting)
        fprintf(stderr, "%s: claims not checked: %s\n", s->program, report->counting_reason);
    else if (s->claims_unchecked > 0)
        fprintf(stderr, "%s: %u claims could not be checked: skipped, or only sub-benchmarks ran\n",
                s->program, s->claims_unchecked);
    else if (s->claims_checked == 0)
        fprintf(stderr, "%s: --check: no benchmark that ran makes a claim\n", s->program);
    else
        return OK;
    return CANNOT;
}

static int run_session(struct session *s, uint64_t entered, const hm_case *cases, size_t count)
{
    if (!hm_bench_sinks_open(&s->sinks, &s->flags, s->program, stderr))
        return CANNOT;
    describe_run(s, entered);
    hm_report *report = &s->runner.report;
    if (!report->counting && s->flags.benchmem)
        fprintf(stderr, "%s: no B/op and allocs/op: %s\n", s->program, report->counting_reason);
    s->shows_progress = wants_progress(&s->sinks);
    hm_bench_stop_watch(s->flags.timeout_ns);
    hm_bench_runner_run(&s->runner, cases, count);
    end_progress(s);
    report->interrupted = hm_bench_stop_requested();
    if (report->interrupted || hm_bench_store_ran_out(&s->store))
        report->failed = true;
    report->elapsed_ns = hm_bench_env->now_ns() - entered;
    hm_bench_sinks_end(&s->sinks, report);
    bool written = hm_bench_sinks_close(&s->sinks, s->program, stderr);
    int status = judge(s);
    hm_bench_stop_unwatch();
    return written ? status : CANNOT;
}

static int headers = HM_VERSION;

void hm_priv_headers(int version)
{
    headers = version;
}

int(hm_main)(int argc, char **argv, const hm_case *cases, size_t count)
{
    uint64_t entered = hm_bench_env->now_ns();
    struct session s = { .program = argc > 0 ? argv[0] : "benchmark" };
    const char *problem = hm_version_problem(headers);
    if (problem != NULL) {
        fprintf(stderr, "%s: %s\n", s.program, problem);
        return CANNOT;
    }
    if (!hm_bench_flags_parse(&s.flags, argc, argv, stderr))
        return CANNOT;
    errno = 0;
    if (s.flags.help) {
        hm_bench_flags_help(stdout, base_name(s.program));
        return hm_bench_stdout_arrived(s.program, stderr) ? OK : CANNOT;
    }
    s.runner.flags = &s.flags;
    s.runner.store = &s.store;
    s.runner.listener =
        (struct hm_bench_listener){ .starting = on_start, .row = on_row, .ctx = &s };
    int status = CANNOT;
    if (compile(&s, "bench", s.flags.bench, &s.runner.bench) &&
        compile(&s, "skip", s.flags.skip, &s.runner.skip)) {
        if (s.flags.list) {
            hm_bench_runner_list(&s.runner, cases, count, stdout);
            status = hm_bench_stdout_arrived(s.program, stderr) ? OK : CANNOT;
        } else {
            status = run_session(&s, entered, cases, count);
        }
    }
    hm_bench_pattern_free(s.runner.bench);
    hm_bench_pattern_free(s.runner.skip);
    hm_bench_store_release(&s.store);
    return status;
}
