/* report.h -- a grade as JSON for machines and as Markdown for people. Same grade, same
 * bytes. */
#ifndef HM_GRADE_REPORT_H
#define HM_GRADE_REPORT_H

#include <stdio.h>

#include "grade/grade.h"

/* All answers of one student. */
struct grade_student {
    const char *name; /* borrowed */
    size_t count;
    struct grade_record *grades; /* borrowed */
};

/* The versioned record of docs/reference/grade-json.md. False if it could not be written. */
bool grade_json(const struct grade_student *student, const struct grade_grader *grader, FILE *to);

/* The page a student reads: marks, what passed, what did not and why. */
bool grade_page(const struct grade_student *student, FILE *to);

/* One exercise's lines, as they stand on the page and on the terminal. */
void grade_lines(const struct grade_record *grade, FILE *to);

int grade_student_total(const struct grade_student *student);

#endif
