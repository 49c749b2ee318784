/* main.c -- hm_main(): flags in, cases run, reports out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <heapmark/report.h>

#include "bench/env.h"
#include "bench/host.h"
#include "bench/runner.h"
#include "bench/stop.h"

enum { OK = 0, NO = 1, CANNOT = 2 };

struct sink {
    const hm_writer *writer;
    const char *path;
    FILE *file;
    hm_out out;
    int error; /* the first errno */
};

struct session {
    const char *program;
    struct hm__flags flags;
    struct hm__store store;
    struct hm__runner runner;
    struct sink sinks[HM__MAX_OUTPUTS];
    unsigned claims_checked, claims_false, claims_unchecked;
};

static int write_to_file(void *ctx, const char *bytes, size_t length)
{
    return fwrite(bytes, 1, length, ctx) == length ? 0 : errno;
}

static bool open_sinks(struct session *s)
{
    for (size_t i = 0; i < s->flags.output_count; i++) {
        struct sink *sink = &s->sinks[i];
        sink->writer = hm_writer_find(s->flags.outputs[i].format);
        sink->path = s->flags.outputs[i].path;
        sink->file = sink->path == NULL ? stdout : fopen(sink->path, "w");
        if (sink->file == NULL) {
            fprintf(stderr, "%s: cannot write %s: %s\n", s->program, sink->path, strerror(errno));
            return false;
        }
        bool terminal = isatty(fileno(sink->file)) != 0;
        const char *no_colour = getenv("NO_COLOR");
        sink->out = (hm_out){
            .write = write_to_file,
            .ctx = sink->file,
            .colour = terminal && (no_colour == NULL || no_colour[0] == '\0'),
        };
    }
    return true;
}

static void note_error(struct sink *sink, int error)
{
    if (error == 0 && fflush(sink->file) != 0)
        error = errno;
    if (sink->error == 0)
        sink->error = error;
}

static bool close_sinks(struct session *s)
{
    bool good = true;
    for (size_t i = 0; i < s->flags.output_count; i++) {
        struct sink *sink = &s->sinks[i];
        if (sink->file == NULL)
            continue;
        if (sink->file != stdout && fclose(sink->file) != 0 && sink->error == 0)
            sink->error = errno;
        if (sink->error != 0) {
            fprintf(stderr, "%s: cannot write %s: %s\n", s->program,
                    sink->path == NULL ? "standard output" : sink->path, strerror(sink->error));
            good = false;
        }
    }
    return good;
}

static void say_claim(struct session *s, const hm_result *result, const hm_sample *sample)
{
    fflush(stdout);
    fprintf(stderr,
            "%s: %s: claimed %llu allocs/op and %llu B/op, measured %llu allocs and %llu B in %llu "
            "ops\n",
            s->program, result->name, (unsigned long long)result->claim.allocs,
            (unsigned long long)result->claim.bytes, (unsigned long long)sample->used.allocs,
            (unsigned long long)sample->used.bytes, (unsigned long long)sample->n);
}

static void on_row(void *ctx, const hm_report *report, const hm_result *result,
                   const hm_sample *sample)
{
    struct session *s = ctx;
    for (size_t i = 0; i < s->flags.output_count; i++) {
        struct sink *sink = &s->sinks[i];
        if (sink->writer->row != NULL)
            note_error(sink, sink->writer->row(&sink->out, report, result, sample));
    }
    s->claims_checked += sample->verdict == HM_CLAIM_HOLDS || sample->verdict == HM_CLAIM_FALSE;
    s->claims_unchecked += sample->verdict == HM_CLAIM_UNCHECKED;
    s->claims_false += sample->verdict == HM_CLAIM_FALSE;
    if (s->flags.check && sample->verdict == HM_CLAIM_FALSE)
        say_claim(s, result, sample);
}

static bool compile(struct session *s, const char *flag, const char *text,
                    const struct hm__pattern **out)
{
    if (text == NULL || text[0] == '\0')
        return true;
    const char *why;
    *out = hm__pattern_new(&s->store, flag, text, &why);
    if (*out == NULL)
        fprintf(stderr, "%s: %s\n", s->program, why);
    return *out != NULL;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* What one look at the clock and one at the counters cost here, as the mean of a few. */
static void measure_costs(hm_report *report)
{
    enum { TIMES = 64 };
    uint64_t start = hm__env->now_ns();
    for (int i = 0; i < TIMES; i++)
        hm__env->now_ns();
    uint64_t middle = hm__env->now_ns();
    for (int i = 0; i < TIMES; i++)
        hm__env->counters_now();
    uint64_t end = hm__env->now_ns();
    report->clock_ns = (middle - start) / TIMES;
    report->snapshot_ns = (end - middle) / TIMES;
}

static void describe_run(struct session *s, uint64_t entered)
{
    hm_report *report = &s->runner.report;
    static char cpu[512];
    hm__cpu_name(cpu, sizeof cpu);
    report->goos = hm__goos();
    report->goarch = hm__goarch();
    report->pkg = s->flags.pkg == NULL ? base_name(s->program) : s->flags.pkg;
    report->cpu = cpu;
    report->counting = hm__env->counting();
    report->counting_reason = hm__env->counting_reason();
    measure_costs(report);
    report->startup_ns = hm__env->now_ns() - entered;
}

/* 0, 1 or 2, with one line on stderr for whatever is not 0 and was not said yet. */
static int judge(struct session *s)
{
    const hm_report *report = &s->runner.report;
    if (hm__store_ran_out(&s->store)) {
        fprintf(stderr, "%s: out of memory; what was measured before is in the report\n",
                s->program);
        return CANNOT;
    }
    if (report->interrupted) {
        fprintf(stderr, "%s: %s; what was measured before is in the report\n", s->program,
                hm__stop_reason());
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
        fprintf(stderr, "%s: --check, but nothing that ran makes a claim\n", s->program);
    else
        return OK;
    return CANNOT;
}

static int run_session(struct session *s, uint64_t entered, const hm_case *cases, size_t count)
{
    if (!open_sinks(s)) {
        close_sinks(s);
        return CANNOT;
    }
    describe_run(s, entered);
    hm_report *report = &s->runner.report;
    if (!report->counting)
        fprintf(stderr, "%s: no B/op and allocs/op: %s\n", s->program, report->counting_reason);
    hm__stop_watch(s->flags.timeout_ns);
    hm__runner_run(&s->runner, cases, count);
    report->interrupted = hm__stop_requested();
    report->failed = report->failed || report->interrupted;
    report->elapsed_ns = hm__env->now_ns() - entered;
    for (size_t i = 0; i < s->flags.output_count; i++) {
        struct sink *sink = &s->sinks[i];
        note_error(sink, sink->writer->end(&sink->out, report));
    }
    bool written = close_sinks(s);
    int status = judge(s);
    hm__stop_unwatch();
    return written ? status : CANNOT;
}

int hm_main(int argc, char **argv, const hm_case *cases, size_t count)
{
    uint64_t entered = hm__env->now_ns();
    struct session s = { .program = argc > 0 ? argv[0] : "benchmark" };
    if (!hm__flags_parse(&s.flags, argc, argv, stderr))
        return CANNOT;
    if (s.flags.help) {
        hm__flags_help(stdout, base_name(s.program));
        return OK;
    }
    s.runner.flags = &s.flags;
    s.runner.store = &s.store;
    s.runner.listener = (struct hm__listener){ .row = on_row, .ctx = &s };
    int status = CANNOT;
    if (compile(&s, "bench", s.flags.bench, &s.runner.bench) &&
        compile(&s, "skip", s.flags.skip, &s.runner.skip)) {
        if (s.flags.list) {
            hm__runner_list(&s.runner, cases, count, stdout);
            status = OK;
        } else {
            status = run_session(&s, entered, cases, count);
        }
    }
    hm__pattern_free((struct hm__pattern *)s.runner.bench);
    hm__pattern_free((struct hm__pattern *)s.runner.skip);
    hm__store_release(&s.store);
    return status;
}
