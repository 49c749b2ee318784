/* meter.c -- measures two functions in turns and reports the ratio of their times. */
#include "meter.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

uint64_t thread_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median(double *values, unsigned count)
{
    qsort(values, count, sizeof values[0], by_value);
    return (values[count / 2] + values[(count - 1) / 2]) / 2;
}

struct rounds {
    double ratio[MOST_ROUNDS], top[MOST_ROUNDS], bottom[MOST_ROUNDS];
};

/* The order changes from round to round, so that a drift of the machine favours neither side. */
static bool one_round(const struct contest *c, struct rounds *rounds, unsigned i)
{
    double top = 0, bottom = 0;
    for (unsigned turn = 0; turn < 2; turn++) {
        if ((turn + i) % 2 == 0)
            top = c->top(c->n, c->top_arg);
        else
            bottom = c->bottom(c->n, c->bottom_arg);
    }
    rounds->top[i] = top;
    rounds->bottom[i] = bottom;
    rounds->ratio[i] = top / bottom;
    return top > 0 && bottom > 0;
}

bool contest_run(const struct contest *c)
{
    struct rounds rounds;
    c->top(c->n / 10 + 1, c->top_arg); /* caches, frequency, lazy binding */
    c->bottom(c->n / 10 + 1, c->bottom_arg);
    for (unsigned i = 0; i < c->rounds; i++) {
        if (!one_round(c, &rounds, i)) {
            printf("%-42s not measured\n", c->what);
            return false;
        }
    }
    double ratio = median(rounds.ratio, c->rounds);
    double low = rounds.ratio[c->rounds / 4], high = rounds.ratio[c->rounds - 1 - c->rounds / 4];
    bool met = c->at_least ? ratio >= c->limit : ratio <= c->limit;
    printf("%-42s %6.2f  %6.2f-%-6.2f %s %-5.2f %-4s %9.2f %9.2f\n", c->what, ratio, low, high,
           c->at_least ? ">=" : "<=", c->limit, met ? "met" : "MISS", median(rounds.top, c->rounds),
           median(rounds.bottom, c->rounds));
    fflush(stdout);
    return met;
}
