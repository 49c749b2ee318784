/* read.h -- a mark back from the grade.json that it was written to. */
#ifndef HM_GRADE_READ_H
#define HM_GRADE_READ_H

#include "grade/grade.h"

/* The record of the first exercise in the file, to be freed with grade_record_done(). False, and
 * nothing to free, if there is no such file or it is not what grade_json() writes. */
bool grade_read(const char *path, struct grade_record *grade);

#endif
