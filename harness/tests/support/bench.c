/* bench.c -- the fake clock and counters, and a run of benchmarks with them. */
#include "support/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <heapmark/report.h>

#include "bench/env.h"

struct fake fake;

static struct fake detail_from;

void fake_op(uint64_t ns, uint64_t allocs, uint64_t bytes)
{
    fake.ns += ns;
    fake.counters.allocs += allocs;
    fake.counters.bytes += bytes;
    fake.usable += bytes + 8 * allocs;
    fake.go += 16 * allocs;
}

static uint64_t now_ns(void)
{
    return fake.ns;
}

static bool counting(void)
{
    return !fake.not_counting;
}

static const char *counting_reason(void)
{
    return fake.not_counting ? "the test says so" : NULL;
}

static hm_counters counters_now(void)
{
    return fake.counters;
}

static bool detail_start(void)
{
    detail_from = fake;
    return !fake.not_counting;
}

static void detail_stop(hm_detail *out)
{
    *out = (hm_detail){
        .usable_bytes = fake.usable - detail_from.usable,
        .go_bytes = fake.go - detail_from.go,
    };
}

static const struct hm_bench_env fake_env = {
    .now_ns = now_ns,
    .counting = counting,
    .counting_reason = counting_reason,
    .counters_now = counters_now,
    .detail_start = detail_start,
    .detail_stop = detail_stop,
};

int collect(void *ctx, const char *bytes, size_t length)
{
    struct collected *c = ctx;
    char *grown = realloc(c->text, c->length + length + 1);
    if (grown == NULL)
        abort();
    memcpy(grown + c->length, bytes, length);
    c->text = grown;
    c->length += length;
    c->text[c->length] = '\0';
    return 0;
}

static void on_row(void *ctx, const hm_report *report, const hm_result *result,
                   const hm_sample *sample)
{
    struct bench_run *run = ctx;
    struct collected c = { run->text, run->length };
    hm_out out = { .write = collect, .ctx = &c };
    hm_writer_find("go")->row(&out, report, result, sample);
    run->text = c.text;
    run->length = c.length;
}

static struct hm_bench_pattern *compile(struct bench_run *run, const char *flag, const char *text)
{
    const char *why;
    if (text == NULL || text[0] == '\0')
        return NULL;
    struct hm_bench_pattern *pattern = hm_bench_pattern_new(&run->store, flag, text, &why);
    if (pattern == NULL) {
        fprintf(stderr, "%s\n", why);
        abort();
    }
    return pattern;
}

static void parse(struct bench_run *run, const char *const *flags)
{
    char *argv[32] = { "test" };
    int argc = 1;
    while (*flags != NULL && argc < 31)
        argv[argc++] = (char *)*flags++;
    if (!hm_bench_flags_parse(&run->flags, argc, argv, stderr))
        abort();
}

void bench_run(struct bench_run *run, const hm_case *cases, size_t count, const char *const *flags)
{
    bool not_counting = fake.not_counting;
    memset(run, 0, sizeof *run);
    fake = (struct fake){ .not_counting = not_counting };
    parse(run, flags);
    run->text = calloc(1, 1);
    run->runner = (struct hm_bench_runner){
        .flags = &run->flags,
        .store = &run->store,
        .bench = compile(run, "bench", run->flags.bench),
        .skip = compile(run, "skip", run->flags.skip),
        .listener = { .row = on_row, .ctx = run },
        .report = { .goos = "linux",
                    .goarch = "amd64",
                    .pkg = "test",
                    .counting = counting(),
                    .counting_reason = counting_reason(),
                    .sizes = run->flags.sizes,
                    .verbose = run->flags.verbose },
    };
    run->report = &run->runner.report;
    hm_bench_env = &fake_env;
    hm_bench_runner_run(&run->runner, cases, count);
    hm_bench_env = &hm_bench_real_env;
}

void bench_done(struct bench_run *run)
{
    hm_bench_pattern_free(run->runner.bench);
    hm_bench_pattern_free(run->runner.skip);
    hm_bench_store_release(&run->store);
    free(run->text);
}

const hm_result *bench_result(const struct bench_run *run, const char *name)
{
    for (size_t i = 0; i < run->report->result_count; i++)
        if (strcmp(run->report->results[i]->name, name) == 0)
            return run->report->results[i];
    return NULL;
}
