/* where.h -- where an answer that is over its budget allocates: the trace of one op. */
#ifndef HM_GRADE_WHERE_H
#define HM_GRADE_WHERE_H

#include "grade/grade.h"

/* Build the answer and its visible checks for tracing, trace one op, print sites, verdicts, advice
 * and the picture to standard output. Prints why not when that cannot be done. */
void grade_where(const struct grade_grader *grader, const struct exercise *exercise,
                 const char *answer);

#endif
