/* measure.h -- builds the tests of a Go package, and measures each of its benchmarks alone.
 *
 * Every benchmark runs twice, with N and 2N ops, and the profile of the first run is taken off that
 * of the second: what is left are exactly N ops, without set-up and without the op that Go tries
 * first. Not thread-safe. */
#ifndef HM_GO_MEASURE_H
#define HM_GO_MEASURE_H

#include <stdbool.h>

#include "read_m/profile.h"

struct go_request {
    const char *package; /* as `go build` takes it */
    const char *bench;   /* regular expression of -bench */
    const char *go;      /* the command */
    unsigned long n;     /* ops */
};

struct go_measured {
    char *test;               /* the test program; NULL: the package has no tests */
    char *home;               /* the folder of the package */
    struct gobench_set bench; /* what the runs printed */
    struct read_m_profile profile;
};

/* Build the package with -m=2 into `set`, which go_m_init() has prepared and this finishes. False
 * after it has said why: no Go, a package that does not compile, or several packages. */
bool go_build(const struct go_request *request, struct go_m_set *set, struct go_measured *to);

/* Run the benchmarks. False if some of them could not be measured, which it has said. */
bool go_measure(const struct go_request *request, const struct go_m_set *set,
                struct go_measured *to);

void go_measured_done(struct go_measured *measured);

#endif
