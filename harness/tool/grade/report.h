/* report.h -- a grade as JSON for machines and as Markdown for people. Same grade, same
 * bytes. */
#ifndef HM_GRADE_REPORT_H
#define HM_GRADE_REPORT_H

#include <stdio.h>

#include "grade/grade.h"

/* All answers of one student. */
struct grade_student {
    const char *name;     /* borrowed, as is: */
    const char *compiler; /* what compiled the answers */
    unsigned long seed;   /* of their inputs */
    size_t count;
    struct grade_record *grades; /* borrowed */
};

/* The versioned record of docs/reference/grade-json.md. False if it could not be written. */
bool grade_json(const struct grade_student *student, FILE *to);

/* The page a student reads: marks, what passed, what did not and why. */
bool grade_page(const struct grade_student *student, FILE *to);

/* The part of the page that is about one exercise. */
void grade_page_part(const struct grade_record *grade, FILE *to);

/* A sentence that says why allocations and budget earn nothing, whatever was measured; NULL if they
 * earn what was measured. */
const char *grade_budget_lost(const struct grade_record *grade);

/* "pass", "fail", "error" (it does not compile) or "missing". */
const char *grade_status_of(const struct grade_record *grade);

/* The same for a terminal of so many columns: what is one line is broken there. */
void grade_lines_within(const struct grade_record *grade, FILE *to, size_t columns);

/* One exercise's lines, as they stand on the page and on the terminal. */
void grade_lines(const struct grade_record *grade, FILE *to);

int grade_student_total(const struct grade_student *student);

#endif
