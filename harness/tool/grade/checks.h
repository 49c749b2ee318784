/* checks.h -- the checks of an exercise: inputs, what the reference solution makes of each, and
 * what the answer makes of it. */
#ifndef HM_GRADE_CHECKS_H
#define HM_GRADE_CHECKS_H

#include "grade/grade.h"

struct grade_job;

struct grade_case {
    const char *line; /* "case HEX" or "op HEX" */
    bool op;
    char *want, *got, *sanitized; /* results; NULL: none. Owned */
};

struct grade_check {
    enum grade_kind kind;
    const char *name;
    size_t first, count; /* of its cases */
    char ending[128];    /* how the answer's process ended in it; empty: it did not */
};

struct grade_checks {
    char *text; /* what line and name point into; owned, as the lists are */
    struct grade_case *cases;
    struct grade_check *list;
    size_t case_count, count;
};

/* Draw the inputs and get the reference's results. False: the grader failed. */
bool grade_checks_draw(struct grade_job *job);

/* A descriptor with inputs for a driver: the cases from `first` on, or only the ops of a kind. -1
 * with errno. */
int grade_checks_from(const struct grade_checks *checks, size_t first);
int grade_checks_ops(const struct grade_checks *checks, enum grade_kind kind);

void grade_checks_done(struct grade_checks *checks);

#endif
