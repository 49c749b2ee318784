/* unit.h -- the units of benchmark files: base units, and numbers short enough to read.
 *
 * The rules are those of golang.org/x/perf/benchunit. A unit is tokens joined by '/', '*', '-':
 * what stands behind a '/' is the denominator. */
#ifndef HM_GOBENCH_UNIT_H
#define HM_GOBENCH_UNIT_H

#include <stdbool.h>
#include <stddef.h>

/* Write the base unit of `unit` to `out` ("ns/op" gives "sec/op", "MB/s" gives "B/s"; others stay)
 * and return the factor that a value is multiplied with. size is that of out; a unit longer than
 * that is cut. */
double gobench_unit_tidy(const char *unit, char *out, size_t size);

/* How to print numbers of one row: value / factor with prec decimals, then the prefix. */
struct gobench_scale {
    double factor;
    int prec;
    const char *prefix; /* static */
};

/* A scale at which the smallest non-zero of the n values still shows four digits. Byte units (a
 * numerator B, MB or bytes) go by 1024, all others by 1000. */
struct gobench_scale gobench_unit_scale(const char *unit, const double *values, size_t n);

/* The longest number that gobench_scale_print() writes: 1e308 without a prefix, and its end. */
enum { GOBENCH_NUMBER = 336 };

/* Write the number to out: printf's "%.*f" and the prefix; "+Inf" and "-Inf" have none. */
void gobench_scale_print(char *out, size_t size, struct gobench_scale scale, double value);

#endif
