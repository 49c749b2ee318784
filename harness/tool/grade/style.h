/* style.h -- what is left in an answer that is neither a cheat nor an error. */
#ifndef HM_GRADE_STYLE_H
#define HM_GRADE_STYLE_H

#include "grade/build.h"
#include "grade/inspect.h"

/* Note what is style, with what to do about it, and take it out of the lists of `in`. */
void grade_style(struct grade_job *job, struct grade_inspected *in);

#endif
