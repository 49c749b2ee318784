/* runner.h -- which benchmarks run, how often, and what becomes of the measurements. */
#ifndef HM_BENCH_RUNNER_H
#define HM_BENCH_RUNNER_H

#include <heapmark/bench.h>
#include <heapmark/sample.h>

#include "bench/flags.h"
#include "bench/match.h"
#include "bench/name.h"
#include "bench/store.h"

/* Told of every sample as soon as it is complete. */
struct hm_bench_listener {
    void (*starting)(void *ctx, const char *name); /* about to be probed */
    void (*row)(void *ctx, const hm_report *report, const hm_result *result,
                const hm_sample *sample);
    void *ctx;
};

struct hm_bench_runner {
    const struct hm_bench_flags *flags;
    struct hm_bench_store *store;
    struct hm_bench_pattern *bench, *skip; /* NULL: nothing */
    struct hm_bench_listener listener;
    struct hm_bench_names names;
    int name_width, suffix_width; /* in Go's text */
    hm_report report;
    size_t result_room;
};

/* Run the cases in order. All other members must be set or zero. */
void hm_bench_runner_run(struct hm_bench_runner *runner, const hm_case *cases, size_t count);

/* Print the name of every case that would run. */
void hm_bench_runner_list(struct hm_bench_runner *runner, const hm_case *cases, size_t count,
                          FILE *to);

#endif
