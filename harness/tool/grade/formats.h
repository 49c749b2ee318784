/* formats.h -- marks in the formats of other systems. Each is a projection of the record: no stage
 * of the grader knows of them. */
#ifndef HM_GRADE_FORMATS_H
#define HM_GRADE_FORMATS_H

#include <stdio.h>

#include "grade/report.h"

struct grade_format {
    const char *name;
    const char *file; /* what the system calls it */
    /* False: not written, with errno, or after a line on stderr and errno 0. */
    bool (*write)(const struct grade_student *student, FILE *to);
};

/* NULL, after a line on stderr with all names, if there is no such format. */
const struct grade_format *grade_format_of(const char *name);

/* One line of a check, "it compiles: 01_vec3.c:3:3: error"; owned. */
char *grade_check_line(const struct grade_result *result);

/* All lines of one kind, "ok ..." or "FAIL ..."; owned, and empty if it has none. *failed, if not
 * NULL: one of its checks did not pass. */
char *grade_kind_lines(const struct grade_record *grade, enum grade_kind kind, bool *failed);

bool grade_junit(const struct grade_student *student, FILE *to);
bool grade_classroom50(const struct grade_student *student, FILE *to);

#endif
