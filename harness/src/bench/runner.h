/* runner.h -- which benchmarks run, how often, and what becomes of the measurements. */
#ifndef HM_RUNNER_H
#define HM_RUNNER_H

#include <heapmark/bench.h>
#include <heapmark/sample.h>

#include "bench/flags.h"
#include "bench/match.h"
#include "bench/name.h"
#include "bench/store.h"

/* Told of every sample as soon as it is complete. */
struct hm__listener {
    void (*starting)(void *ctx, const char *name); /* about to be probed */
    void (*row)(void *ctx, const hm_report *report, const hm_result *result,
                const hm_sample *sample);
    void *ctx;
};

struct hm__runner {
    const struct hm__flags *flags;
    struct hm__store *store;
    struct hm__pattern *bench, *skip; /* NULL: nothing */
    struct hm__listener listener;
    struct hm__names names;
    int name_width, suffix_width; /* in Go's text */
    hm_report report;
    size_t result_room;
};

/* Run the cases in order. All other members must be set or zero. */
void hm__runner_run(struct hm__runner *runner, const hm_case *cases, size_t count);

/* Print the name of every case that would run. */
void hm__runner_list(struct hm__runner *runner, const hm_case *cases, size_t count, FILE *to);

#endif
