/* sample.h -- what a run of benchmarks measured, as plain data.
 *
 * The runner fills it and the writers of report.h read it. The runner owns everything here, until
 * hm_main() returns. Totals are exact; the writers make quotients such as allocs/op. Times are
 * nanoseconds, sizes bytes. */
#ifndef HEAPMARK_SAMPLE_H
#define HEAPMARK_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <heapmark/counters.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What one operation is claimed to cost. Exact totals are compared: N operations must have asked
 * for exactly claim.allocs x N blocks, not for a number whose quotient truncates to
 * claim.allocs. */
typedef struct hm_claim {
    bool given;
    uint64_t allocs; /* blocks handed out per op */
    uint64_t bytes;  /* bytes requested per op */
} hm_claim;

/* The same as a value, for C++, where HM_CLAIM() needs C++20. */
static inline hm_claim hm_claim_of(uint64_t allocs, uint64_t bytes)
{
    hm_claim claim;
    claim.given = true;
    claim.allocs = allocs;
    claim.bytes = bytes;
    return claim;
}

typedef enum hm_verdict {
    HM_NO_CLAIM,
    HM_CLAIM_HOLDS,
    HM_CLAIM_FALSE,
    HM_CLAIM_UNCHECKED, /* nothing was counted, or nothing was measured */
} hm_verdict;

typedef enum hm_outcome { HM_MEASURED, HM_SKIPPED, HM_FAILED } hm_outcome;

typedef struct hm_metric { /* one call of hm_report_metric() */
    const char *unit;
    double value;
} hm_metric;

/* Sizes that the allocator must be asked for block by block, in an untimed pass of its own. */
typedef struct hm_sizes {
    bool measured;
    uint64_t n;      /* operations of that pass */
    uint64_t usable; /* bytes that the allocator gave: malloc_usable_size() */
    uint64_t go;     /* bytes Go's size classes and tiny allocator would have taken */
} hm_sizes;

/* One measurement of one benchmark: one line of Go's benchmark text. */
typedef struct hm_sample {
    hm_outcome outcome;
    hm_verdict verdict;
    uint64_t n;               /* operations */
    uint64_t time_ns;         /* wall time of all of them */
    hm_counters used;         /* of all of them; meaningless unless hm_report.counting */
    uint64_t set_bytes;       /* hm_set_bytes(); 0: not called */
    const hm_metric *metrics; /* sorted by unit */
    size_t metric_count;
    hm_sizes sizes;
    const char *output; /* the log: each line indented, with its newline; "" if there is none */
} hm_sample;

/* All measurements of one benchmark at one --cpu value, in the order they were made. */
typedef struct hm_result {
    const char *name; /* whole, with the word Benchmark, without the -procs suffix */
    unsigned procs; /* the --cpu value; 0: it failed or was skipped in the first run, with N = 1 */
    bool show_allocs; /* B/op and allocs/op were asked for */
    int name_width;   /* column width of the name in Go's text when this benchmark began */
    hm_claim claim;
    const char *why; /* NULL: not given */
    hm_sample *samples;
    size_t sample_count;
} hm_result;

typedef struct hm_report {
    const char *goos; /* as Go spells them, so that files of both languages can be joined */
    const char *goarch;
    const char *pkg; /* NULL or "": not known */
    const char *cpu; /* NULL or "": not known */
    bool verbose;    /* show also what was skipped, and why */
    bool counting;
    const char *counting_reason; /* why not; NULL when counting */
    bool sizes;                  /* sizes were asked for */
    uint64_t startup_ns;         /* from entering hm_main() to the first benchmark */
    uint64_t clock_ns;           /* one reading of the clock, measured then */
    uint64_t snapshot_ns;        /* one reading of the counters, measured then */
    uint64_t elapsed_ns;         /* the whole run; known at its end, like the next two */
    bool failed;                 /* a benchmark failed, or a claim under --check did */
    bool interrupted;            /* a signal or --timeout ended the run early */
    hm_result **results;
    size_t result_count;
} hm_report;

#ifdef __cplusplus
}
#endif
#endif
