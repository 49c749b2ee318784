/* bench.h -- testing.B for C: find out what one call costs, in time and in heap blocks.
 *
 *     static void stack(hm_bench *b)
 *     {
 *         char out[64];                            // setup: neither timed nor counted
 *         while (hm_loop(b))
 *             hm_keep(encode(out, sizeof out));    // timed and counted
 *     }                                            // after the loop: neither
 *
 *     static const hm_case cases[] = {
 *         { .name = "SetC1/impl=stack", .run = stack, .claim = HM_CLAIM(.allocs = 0, .bytes = 0) },
 *     };
 *     int main(int argc, char **argv) { return hm_main(argc, argv, cases, HM_COUNT(cases)); }
 *
 * The semantics are those of Go's testing.B (src/testing/benchmark.go). Where they differ on
 * purpose, the comment of the function says so. Ownership: the runner owns every hm_bench; it is
 * valid only inside the function that receives it. Strings are borrowed and must outlive the run,
 * unless said otherwise. Threads: all functions belong to the thread the benchmark runs on, except
 * hm_pb_next(), which belongs to the worker that received the hm_pb. */
#ifndef HEAPMARK_BENCH_H
#define HEAPMARK_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <heapmark/keep.h>
#include <heapmark/sample.h>
#include <heapmark/version.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Both members are private. hm_loop(), which is inlined, changes the first. */
typedef struct hm_bench {
    uint64_t hm_priv_left; /* calls of hm_loop() until the runner must look again; never 0 */
    struct hm_bench_run *hm_bench_run;
} hm_bench;

typedef void hm_bench_fn(hm_bench *b);

#define HM_CLAIM(...)                                                                              \
    {                                                                                              \
        .given = true, __VA_ARGS__                                                                 \
    }
#define HM_COUNT(a) (sizeof(a) / sizeof((a)[0]))

typedef struct hm_case {
    const char *name; /* without the word Benchmark; parts joined by '/', e.g. "SetC1/impl=boxed" */
    hm_bench_fn *run;
    void *arg;       /* hm_arg() returns it; may be NULL */
    hm_claim claim;  /* all zero: no claim */
    const char *why; /* one line for reports: why it costs that; may be NULL */
} hm_case;

/* Parse flags, run the cases in order, write the report. For main(). Returns the exit status: 0; 1
 * if a benchmark failed or --check found a false claim; 2 for bad usage, or if the run could not be
 * completed. */
int(hm_main)(int argc, char **argv, const hm_case *cases, size_t count);

/* Tells the library with which headers the program was compiled. */
void hm_priv_headers(int version);
#define hm_main(...) (hm_priv_headers(HM_VERSION), hm_main(__VA_ARGS__))

/* The arg of the case or of hm_run(). */
void *hm_arg(const hm_bench *b);

bool hm_priv_loop_slow(hm_bench *b);

/* True while the body must run again. The first call starts the clock and the counters; the call
 * that returns false stops both. The body must not be left before that: that fails the benchmark.
 */
static inline bool hm_loop(hm_bench *b)
{
    /* Written so that it becomes one instruction that subtracts in memory and sets the flags: that
     * is as fast as a counter in a register. */
    if (__builtin_expect(--b->hm_priv_left != 0, 1))
        return true;
    return hm_priv_loop_slow(b);
}

/* Go's b.N: for a function with a loop of its own in place of hm_loop(). The runner calls such a
 * function again for every N, so do the setup before hm_reset_timer(). */
uint64_t hm_n(const hm_bench *b);

/* The measured window: time and counts stop and start together. */
void hm_start_timer(hm_bench *b);
void hm_stop_timer(hm_bench *b);
void hm_reset_timer(hm_bench *b); /* zero time and counts, forget metrics; running stays running */
uint64_t hm_elapsed_ns(const hm_bench *b);

void hm_set_bytes(hm_bench *b, uint64_t bytes_per_op); /* adds MB/s, MB = 10^6 bytes */
void hm_report_allocs(hm_bench *b);                    /* as --benchmem, for this benchmark */

/* Report `value unit` beside the built-in columns, or in place of ns/op, MB/s, B/op, allocs/op.
 * unit: not empty, no white space, copied; the last call for a unit wins. */
void hm_report_metric(hm_bench *b, double value, const char *unit);

/* Run fn as the sub-benchmark b/name. False if it failed. name is copied. */
bool hm_run(hm_bench *b, const char *name, hm_bench_fn *fn, void *arg);

/* Called last-in first-out after the benchmark function returned, outside the measured window. */
void hm_cleanup(hm_bench *b, void (*fn)(void *arg), void *arg);

/* fmt is printf's. hm_error() marks the benchmark failed, hm_skip() skipped; neither leaves the
 * function: hm_loop() is false from then on, and the caller returns. */
#define hm_log(b, ...)   hm_priv_log((b), __FILE__, __LINE__, __VA_ARGS__)
#define hm_error(b, ...) hm_priv_error((b), __FILE__, __LINE__, __VA_ARGS__)
#define hm_skip(b, ...)  hm_priv_skip((b), __FILE__, __LINE__, __VA_ARGS__)
void hm_priv_log(hm_bench *b, const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void hm_priv_error(hm_bench *b, const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void hm_priv_skip(hm_bench *b, const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void hm_fail(hm_bench *b); /* hm_error() without a message */
bool hm_failed(const hm_bench *b);

/* Run body on parallelism x --cpu threads, which share exactly N iterations: each calls
 * hm_pb_next() before an iteration, and returns when that is false. Default parallelism: 1. Unlike
 * Go's, the threads are started outside the measured window. */
typedef struct hm_pb hm_pb;
void hm_run_parallel(hm_bench *b, void (*body)(hm_pb *pb, void *arg), void *arg);
void hm_set_parallelism(hm_bench *b, unsigned p);
bool hm_pb_next(hm_pb *pb);

/* Blocks that one call of fn hands out, process-wide, over `runs` calls after one warm-up call,
 * divided as integers so that a test may ask for exactly 0. runs >= 1. Returns -1 when nothing
 * counts in this process (hm_counting_reason() says why): unknown is not 0. */
int64_t hm_allocs_per_run(unsigned runs, void (*fn)(void *arg), void *arg);

#ifdef __cplusplus
}
#endif
#endif
