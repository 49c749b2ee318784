/* meter.h -- two ways of doing a thing, measured in alternation, and the ratio of their times.
 *
 * Times are processor time of the measuring threads, so that another process on the machine
 * disturbs them little. Each round gives one ratio; the report shows the median of the ratios and
 * their middle half. */
#ifndef HM_OVERHEAD_METER_H
#define HM_OVERHEAD_METER_H

#include <stdbool.h>
#include <stdint.h>

enum { MOST_ROUNDS = 512 };

/* Runs the operation `n` times and returns nanoseconds per operation; negative: it cannot be
 * measured. */
typedef double measure_fn(uint64_t n, void *arg);

struct contest {
    const char *what; /* what is on top of the ratio, e.g. "hm_loop / counted loop" */
    measure_fn *top, *bottom;
    void *top_arg, *bottom_arg;
    uint64_t n;      /* operations in one round of each */
    unsigned rounds; /* at most MOST_ROUNDS */
    double limit;    /* the target */
    bool at_least;   /* the ratio must be at least the limit, not at most */
};

/* Measure and print one line. Returns whether the target was met. */
bool contest_run(const struct contest *contest);

/* Processor time of the calling thread. */
uint64_t thread_ns(void);

/* Sorts the values. */
double median(double *values, unsigned count);

#endif
