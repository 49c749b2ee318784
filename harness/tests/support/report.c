/* report.c -- the fixed reports, and the comparison with golden files. */
#include "support/report.h"

#include <stdio.h>
#include <string.h>

#include <heapmark/bench.h>

#include "support/bench.h"
#include "support/cmocka_all.h"
#include "support/spawn.h"

#define MEASURED(ns, ops, blocks, size)                                                            \
    .outcome = HM_MEASURED, .n = (ops), .time_ns = (ns), .output = "",                             \
    .used = { .allocs = (blocks), .frees = (blocks), .bytes = (size) }

static hm_sample boxed[] = {
    { MEASURED(4100000, 100000, 300000, 5600000), .verdict = HM_CLAIM_HOLDS,
      .sizes = { true, 1000, 64000, 56000 } },
    { MEASURED(4300000, 100000, 300000, 5600000), .verdict = HM_CLAIM_HOLDS,
      .sizes = { true, 1000, 64000, 56000 } },
    { MEASURED(4200000, 100000, 300000, 5600000), .verdict = HM_CLAIM_HOLDS,
      .sizes = { true, 1000, 64000, 56000 } },
};
static hm_sample stack[] = {
    { MEASURED(318500, 1000000, 0, 0), .verdict = HM_CLAIM_HOLDS, .sizes = { true, 1000, 0, 0 } },
};
static hm_sample liar[] = {
    { MEASURED(1000, 10, 15, 120), .verdict = HM_CLAIM_FALSE },
    { MEASURED(1000, 10, 20, 160), .verdict = HM_CLAIM_FALSE },
};
static const hm_metric some_metrics[] = { { "allocs/op", 7.9 },
                                          { "hit%", 99.5 },
                                          { "x|y/op", 0.00012 } };
static hm_sample metrics[] = {
    { .outcome = HM_MEASURED,
      .n = 1000,
      .time_ns = 12345678,
      .used = { .allocs = 500, .bytes = 4000 },
      .set_bytes = 27,
      .metrics = some_metrics,
      .metric_count = 3,
      .output = "    demo.c:10: first\n        second\n" },
};
static hm_sample fails_early[] = {
    { .outcome = HM_FAILED, .verdict = HM_CLAIM_UNCHECKED, .output = "    demo.c:20: no luck\n" },
};
static hm_sample fails_late[] = {
    { MEASURED(100, 1, 0, 0) },
    { .outcome = HM_FAILED, .output = "    demo.c:30: later\n" },
};
static hm_sample skipped[] = {
    { .outcome = HM_SKIPPED, .output = "    demo.c:40: no server\n" },
};

static hm_result results[] = {
    { .name = "BenchmarkSetC1/impl=boxed",
      .procs = 2,
      .show_allocs = true,
      .claim = HM_CLAIM(.allocs = 3, .bytes = 56),
      .why = "the array of arguments, the header of the string and the integer are each a block of "
             "their own",
      .samples = boxed,
      .sample_count = 3 },
    { .name = "BenchmarkSetC1/impl=stack",
      .procs = 2,
      .show_allocs = true,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .samples = stack,
      .sample_count = 1 },
    { .name = "BenchmarkLiar",
      .procs = 2,
      .show_allocs = true,
      .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
      .samples = liar,
      .sample_count = 2 },
    { .name = "BenchmarkA_name_that_is_too_long_for_its_column",
      .procs = 1,
      .show_allocs = true,
      .samples = metrics,
      .sample_count = 1 },
    { .name = "BenchmarkA_name_that_is_too_long_for_its_column",
      .procs = 4,
      .show_allocs = true,
      .samples = metrics,
      .sample_count = 1 },
    { .name = "BenchmarkEarly",
      .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
      .samples = fails_early,
      .sample_count = 1 },
    { .name = "BenchmarkLate", .procs = 2, .samples = fails_late, .sample_count = 2 },
    { .name = "BenchmarkSkip", .samples = skipped, .sample_count = 1 },
};

enum { RESULTS = sizeof results / sizeof results[0] };

const hm_report *sample_report(void)
{
    static hm_result *list[RESULTS];
    for (size_t i = 0; i < RESULTS; i++) {
        results[i].name_width = 28;
        list[i] = &results[i];
    }
    static hm_report report = {
        .goos = "linux",
        .goarch = "amd64",
        .pkg = "demo",
        .cpu = "A Processor @ 2.0GHz",
        .counting = true,
        .sizes = true,
        .startup_ns = 50000,
        .clock_ns = 25,
        .snapshot_ns = 10,
        .elapsed_ns = 1234567890,
        .failed = true,
        .interrupted = true,
        .results = list,
        .result_count = RESULTS,
    };
    return &report;
}

const hm_report *blind_report(void)
{
    static hm_sample sample = { MEASURED(1000, 10, 0, 0), .verdict = HM_CLAIM_UNCHECKED };
    static hm_result result = { .name = "BenchmarkPlain",
                                .procs = 1,
                                .show_allocs = true,
                                .name_width = 15,
                                .samples = &sample,
                                .sample_count = 1 };
    static hm_result *list[] = { &result };
    static hm_report report = { .goos = "linux",
                                .goarch = "arm64",
                                .counting_reason = "this program is linked statically",
                                .elapsed_ns = 53000000,
                                .results = list,
                                .result_count = 1 };
    return &report;
}

static void keep_actual(const char *file, const struct collected *c)
{
    char path[512];
    snprintf(path, sizeof path, HM_BUILD_DIR "/%s.actual", file);
    FILE *to = fopen(path, "w");
    if (to == NULL)
        return;
    fwrite(c->text, 1, c->length, to);
    fclose(to);
}

void assert_golden(const hm_report *report, const char *writer, bool colour, const char *file)
{
    struct collected c = { 0 };
    hm_out out = { .write = collect, .ctx = &c, .colour = colour };
    assert_int_equal(hm_write(hm_writer_find(writer), &out, report), 0);
    char path[512];
    snprintf(path, sizeof path, HM_SOURCE_DIR "/harness/tests/golden/%s", file);
    char *expected = read_whole(path);
    bool same = expected != NULL && strcmp(c.text, expected) == 0;
    if (!same)
        keep_actual(file, &c);
    free(expected);
    free(c.text);
    if (!same)
        fail_msg("differs from %s; see " HM_BUILD_DIR "/%s.actual", path, file);
}
