/* junit.h -- checks that held or did not as JUnit XML, which most servers of continuous integration
 * show. */
#ifndef HM_FORMATS_JUNIT_H
#define HM_FORMATS_JUNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum formats_held { FORMATS_HELD, FORMATS_BROKEN, FORMATS_UNJUDGED };

struct formats_check {
    const char *group, *name;
    enum formats_held held;
    const char *message; /* unless it held: one line */
    const char *text;    /* more lines; NULL: none */
};

/* Write one suite. False with errno set if `out` did not take all of it. */
bool formats_junit(FILE *out, const char *suite, const struct formats_check *checks, size_t count);

#endif
