/* explain.h -- the marks for the notes beside an answer. */
#ifndef HM_GRADE_EXPLAIN_H
#define HM_GRADE_EXPLAIN_H

#include "grade/build.h"

/* Read the notes at path, which may not exist, and hold their number against the measured one. */
void grade_explain(struct grade_job *job, const char *path);

#endif
