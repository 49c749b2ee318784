/* run.h -- one benchmark function being run: what hm_bench points to. Shared by the files of this
 * room. */
#ifndef HM_RUN_H
#define HM_RUN_H

#include <heapmark/bench.h>
#include <heapmark/sample.h>

#include "bench/benchtime.h"
#include "bench/store.h"

enum { HM__MAX_METRICS = 64, HM__MAX_UNIT = 64 };

struct hm__metrics { /* fixed room: reporting inside the measured window must not allocate */
    hm_metric list[HM__MAX_METRICS];
    char units[HM__MAX_METRICS][HM__MAX_UNIT];
    size_t count;
};

struct hm__log { /* text in the store, grown by doubling */
    char *text;
    size_t length, room;
};

struct hm__loop_state {
    uint64_t n;      /* iterations hm_loop() is to allow in all; 0: not called yet */
    uint64_t parked; /* hm__left while the timer is stopped */
    bool done;       /* hm_loop() has returned false */
};

struct hm__run {
    hm_bench bench; /* what the benchmark function sees */
    struct hm__runner *runner;
    struct hm__store *store;
    struct hm__run *parent;
    const char *name; /* whole */
    hm_bench_fn *fn;
    void *arg;
    const hm_case *entry; /* NULL for a sub-benchmark */
    struct hm__benchtime goal;

    uint64_t n; /* Go's b.N */
    uint64_t previous_n, previous_ns;
    struct hm__loop_state loop;

    bool timer_on;
    uint64_t start_ns, net_ns;
    hm_counters start, net;
    bool looks_closer; /* this is the pass that takes sizes */
    hm_sizes sizes;

    bool failed, skipped, show_allocs;
    bool has_sub; /* or only what is below it may match: not to be measured itself */
    uint64_t set_bytes;
    unsigned parallelism, procs;
    struct hm__metrics metrics;
    struct hm__cleanup *cleanups;
    struct hm__log log;
};

/* Call the function once with N = n, the timer running; then its clean-ups. Fills net_*, n, failed.
 */
void hm__run_once(struct hm__run *run, uint64_t n);

/* hm__run_once() with growing n until the goal is reached. The probe with N = 1 must have been
 * made. */
void hm__run_until_goal(struct hm__run *run);

void hm__run_reset(struct hm__run *run);
void hm__run_start(struct hm__run *run);
void hm__run_stop(struct hm__run *run);

/* From now on hm_loop() looks closer at every call. */
void hm__run_poison(struct hm__run *run);

/* hm_error() for what is not at any line of the user's: the runner's own complaints. */
#define hm__complain(run, ...) hm__error(&(run)->bench, "", 0, __VA_ARGS__)

#endif
