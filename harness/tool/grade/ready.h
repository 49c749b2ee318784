/* ready.h -- can the grader work at all? Checked before any answer is judged, so that no student
 * loses marks because of a teacher's mistake or a machine without a compiler. */
#ifndef HM_GRADE_READY_H
#define HM_GRADE_READY_H

#include "grade/grade.h"

enum { GRADE_CHECK_PATH = PATH_MAX + 32 };

/* What compiles the answers; never NULL. */
const char *grade_compiler_of(const struct grade_grader *grader);

/* What a compiler named by a path needs of the file system, beside the system's: itself and the
 * folders of its installation. Fills `parts` and, ended with NULL, `list`; returns their number. */
size_t grade_compiler_parts(const char *compiler, char parts[8][PATH_MAX], const char **list);

/* Where the visible or hidden check.c of an exercise is, whether or not it is there. */
void grade_check_source(const struct grade_grader *grader, const struct exercise *exercise,
                        enum grade_kind kind, char source[GRADE_CHECK_PATH]);

/* Does the compiler start, and is there such an allocator? False after a line on stderr. */
bool grade_grader_ready(const struct grade_grader *grader);

/* Are the checks there that this grader asks of an exercise? False after a line on stderr. */
bool grade_checks_ready(const struct grade_grader *grader, const struct exercise *exercise);

/* A number of --seed: digits and nothing else. False, and *seed as it was, if it is none. */
bool grade_seed_of(const char *text, unsigned long *seed);

#endif
