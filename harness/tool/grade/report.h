/* grade_report.h -- a grade as JSON for machines and as Markdown for people. Same grade, same
 * bytes. */
#ifndef HM_GRADE_REPORT_H
#define HM_GRADE_REPORT_H

#include <stdio.h>

#include "grade/grade.h"

/* All answers of one student. */
struct hm__student {
    const char *name; /* borrowed */
    size_t count;
    struct hm__grade_of *grades; /* borrowed */
};

/* The versioned record of docs/reference/grade-json.md. False if it could not be written. */
bool hm__grade_json(const struct hm__student *student, const char *compiler, FILE *to);

/* The page a student reads: marks, what passed, what did not and why. */
bool hm__grade_page(const struct hm__student *student, FILE *to);

/* One exercise's lines, as they stand on the page and on the terminal. */
void hm__grade_lines(const struct hm__grade_of *grade, FILE *to);

int hm__student_total(const struct hm__student *student);

#endif
