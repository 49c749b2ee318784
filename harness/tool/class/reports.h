/* reports.h -- what a teacher gets of a class: a page for each student, the table of marks, the
 * page of the class, and who handed in the same. */
#ifndef HM_CLASS_REPORTS_H
#define HM_CLASS_REPORTS_H

#include <stdio.h>

#include "class/alike.h"
#include "class/class.h"
#include "class/page.h"

/* grade.md or grade.html of a student. */
void class_student_page(const struct class *c, const struct class_student *student,
                        struct class_page *page);

/* grades.csv: a line for each student; an empty field is a mark that is not known. */
void class_csv(const struct class *c, FILE *to);

/* moodle.csv: a grading worksheet, for students whose folders Moodle named. */
void class_moodle(const struct class *c, FILE *to);

/* canvas.csv: a gradebook, with a column for each exercise. */
void class_canvas(const struct class *c, FILE *to);

/* class.md or class.html: how the marks are spread, what was missed most, and what was predicted
 * beside what was measured. No student is named. */
void class_summary(const struct class *c, struct class_page *page);

/* similar.md and similar.csv. */
void class_similar_page(const struct class *c, const struct class_pair *pairs, size_t count,
                        struct class_page *page);
void class_similar_csv(const struct class *c, const struct class_pair *pairs, size_t count,
                       FILE *to);

/* A field of a CSV table and what follows it. What a spreadsheet would take for a formula gets a
 * quote in front. */
void class_csv_field(FILE *to, const char *text, char after);

#endif
