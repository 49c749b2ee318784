/* run.h -- one benchmark function being run: what hm_bench points to. Shared by the files of this
 * room. */
#ifndef HM_BENCH_RUN_H
#define HM_BENCH_RUN_H

#include <heapmark/bench.h>
#include <heapmark/sample.h>

#include "bench/benchtime.h"
#include "bench/store.h"

enum { HM_BENCH_MAX_METRICS = 64, HM_BENCH_MAX_UNIT = 64 };

struct hm_bench_metrics { /* fixed room: reporting inside the measured window must not allocate */
    hm_metric list[HM_BENCH_MAX_METRICS];
    char units[HM_BENCH_MAX_METRICS][HM_BENCH_MAX_UNIT];
    size_t count;
};

struct hm_priv_log { /* text in the store, grown by doubling */
    char *text;
    size_t length, room;
};

struct hm_bench_loop_state {
    uint64_t n;      /* iterations hm_loop() is to allow in all; 0: not called yet */
    uint64_t parked; /* hm_priv_left while the timer is stopped */
    bool done;       /* hm_loop() has returned false */
};

struct hm_bench_run {
    hm_bench bench; /* what the benchmark function sees */
    struct hm_bench_runner *runner;
    struct hm_bench_store *store;
    struct hm_bench_run *parent;
    const char *name; /* whole */
    hm_bench_fn *fn;
    void *arg;
    const hm_case *entry; /* NULL for a sub-benchmark */
    struct hm_bench_benchtime goal;

    uint64_t n; /* Go's b.N */
    uint64_t previous_n, previous_ns;
    struct hm_bench_loop_state loop;

    bool timer_on;
    uint64_t start_ns, net_ns;
    hm_counters start, net;
    bool looks_closer; /* this is the pass that takes sizes */
    hm_sizes sizes;

    bool failed, skipped, show_allocs;
    bool has_sub; /* or only what is below it may match: not to be measured itself */
    uint64_t set_bytes;
    unsigned parallelism, procs;
    struct hm_bench_metrics metrics;
    struct hm_bench_cleanup *cleanups;
    struct hm_priv_log log;
};

/* Call the function once with N = n, the timer running; then its clean-ups. Fills net_*, n, failed.
 */
void hm_bench_run_once(struct hm_bench_run *run, uint64_t n);

/* hm_bench_run_once() with growing n until the goal is reached. The probe with N = 1 must have been
 * made. */
void hm_bench_run_until_goal(struct hm_bench_run *run);

void hm_bench_run_reset(struct hm_bench_run *run);
void hm_bench_run_start(struct hm_bench_run *run);
void hm_bench_run_stop(struct hm_bench_run *run);

/* From now on hm_loop() looks closer at every call. */
void hm_bench_run_poison(struct hm_bench_run *run);

/* hm_error() for what is not at any line of the user's: the runner's own complaints. */
#define hm_bench_complain(run, ...) hm_priv_error(&(run)->bench, "", 0, __VA_ARGS__)

#endif
