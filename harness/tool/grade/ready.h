/* grade_ready.h -- can a grader be asked at all? What is asked before any answer is judged, so that
 * no student pays for a slip of the teacher or for a machine without a compiler. */
#ifndef HM_GRADE_READY_H
#define HM_GRADE_READY_H

#include "grade/grade.h"

enum { HM__CHECK_PATH = PATH_MAX + 32 };

/* What compiles the answers; never NULL. */
const char *hm__compiler_of(const struct hm__grader *grader);

/* Where the visible or hidden check.c of an exercise is, whether or not it is there. */
void hm__check_source(const struct hm__grader *grader, const struct hm__exercise *exercise,
                      enum hm__kind kind, char source[HM__CHECK_PATH]);

/* Does the compiler start, and is there such an allocator? False after a line on stderr. */
bool hm__grader_ready(const struct hm__grader *grader);

/* Are the checks there that this grader asks of an exercise? False after a line on stderr. */
bool hm__checks_ready(const struct hm__grader *grader, const struct hm__exercise *exercise);

/* A number of --seed: digits and nothing else. False, and *seed as it was, if it is none. */
bool hm__seed_of(const char *text, unsigned long *seed);

#endif
