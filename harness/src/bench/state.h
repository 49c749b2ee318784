/* state.h -- the state of a run of benchmarks, shared by the files of this room: the runner, and
 * one benchmark function while it runs.
 *
 * Both belong to the thread that the benchmark runs on. Strings and lists live in the store. Times
 * are nanoseconds. */
#ifndef HM_BENCH_STATE_H
#define HM_BENCH_STATE_H

#include <heapmark/bench.h>
#include <heapmark/sample.h>

#include "bench/benchtime.h"
#include "bench/flags.h"
#include "bench/match.h"
#include "bench/name.h"
#include "bench/store.h"

/* Called by the runner while it works. */
struct hm_bench_listener {
    void (*starting)(void *ctx, const char *name); /* about to be probed; may be NULL */
    /* a sample is complete */
    void (*row)(void *ctx, const hm_report *report, const hm_result *result,
                const hm_sample *sample);
    void *ctx;
};

struct hm_bench_runner {
    const struct hm_bench_flags *flags;
    struct hm_bench_store *store;
    struct hm_bench_pattern *bench, *skip; /* NULL: matches nothing */
    struct hm_bench_listener listener;
    struct hm_bench_names names;
    int name_width, suffix_width; /* columns in Go's text */
    hm_report report;
    size_t result_room;
};

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
    uint64_t n;      /* iterations that hm_loop() will allow in all; 0: not called yet */
    uint64_t parked; /* value of hm_priv_left while the timer is stopped */
    bool done;       /* hm_loop() has returned false */
};

/* What hm_bench points to. */
struct hm_bench_run {
    hm_bench bench; /* what the benchmark function sees */
    struct hm_bench_runner *runner;
    struct hm_bench_store *store;
    struct hm_bench_run *parent;
    const char *name; /* the whole name, with its parents' */
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
    bool takes_sizes; /* this is the untimed pass for usable bytes and Go's bytes */
    hm_sizes sizes;

    bool failed, skipped, show_allocs;
    bool has_sub; /* it is not measured itself: it has sub-benchmarks, or only those can match */
    uint64_t set_bytes;
    unsigned parallelism, procs;
    struct hm_bench_metrics metrics;
    struct hm_bench_cleanup *cleanups;
    struct hm_priv_log log;
};

/* From now on every call of hm_loop() takes its slow path, which sees failed and skipped. */
static inline void hm_bench_run_leave_fast_path(struct hm_bench_run *run)
{
    // A benchmark that runs has a run; the analyser cannot see that.
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference)
    run->bench.hm_priv_left = 1;
    run->loop.parked = 1;
}

/* hm_error() for the runner's own complaints, which belong to no line of the user's source. */
#define hm_bench_complain(run, ...) hm_priv_error(&(run)->bench, "", 0, __VA_ARGS__)

#endif
