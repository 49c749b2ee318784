/* bench.h -- run benchmarks in a test, on a clock and counters that only the benchmarks move. */
#ifndef HM_TEST_BENCH_H
#define HM_TEST_BENCH_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/runner.h"

/* The fake clock and counters. The body of a benchmark adds its pretended cost to them. */
struct fake {
    uint64_t ns;
    hm_counters counters;
    uint64_t usable, go; /* what a detail pass would have seen so far */
    bool not_counting;
};
extern struct fake fake;

/* One operation that takes ns and one block of the given size. */
void fake_op(uint64_t ns, uint64_t allocs, uint64_t bytes);

struct bench_run {
    struct hm_bench_store store;
    struct hm_bench_flags flags;
    struct hm_bench_runner runner;
    const hm_report *report;
    char *text; /* the report in Go's text, as it arrived */
    size_t length;
};

/* Run the cases under the fakes with the given flags (NULL-terminated, without the program's name).
 * Starts the fakes from zero. Release with bench_done(). */
void bench_run(struct bench_run *run, const hm_case *cases, size_t count, const char *const *flags);
void bench_done(struct bench_run *run);

#define BENCH(run, cases, ...)                                                                     \
    bench_run((run), (cases), sizeof(cases) / sizeof((cases)[0]),                                  \
              (const char *const[]){ __VA_ARGS__, NULL })

/* The result with that full name; NULL if there is none. */
const hm_result *bench_result(const struct bench_run *run, const char *name);

/* A sink that collects what is written; text stays ended by '\0'. */
struct collected {
    char *text;
    size_t length;
};
int collect(void *ctx, const char *bytes, size_t length);

#endif
