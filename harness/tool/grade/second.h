/* second.h -- a second count of the ops, by an instrument that is not in the answer's own code:
 * Valgrind. */
#ifndef HM_GRADE_SECOND_H
#define HM_GRADE_SECOND_H

#include "grade/run.h"

/* Why there is no second count here, a clause; NULL: there is. */
const char *grade_second_missing(void);

/* A line on stderr if there is none. */
void grade_second_said(void);

/* Count the visible and the hidden ops again, and look at their system calls. More blocks or bytes
 * than the counters say break the gate, and so does a system call that gets memory or starts
 * something; but never what the reference solution does, too. */
void grade_second(struct grade_job *job, const struct grade_measure *visible,
                  const struct grade_measure *hidden);

#endif
