/* marking.h -- mark the answers of a class, several at a time, each at most once.
 *
 * A mark is the grade.json of one answer, kept under the digest of all that it depends on: the
 * answer and its notes, the exercise, the seed, the compiler and the grader itself. What is kept is
 * not marked again, whoever handed it in. */
#ifndef HM_CLASS_MARKING_H
#define HM_CLASS_MARKING_H

#include "class/class.h"

struct class_marking {
    struct grade_grader grader;
    const char *exercises;
    bool unsafe;
    unsigned at_once;    /* jobs; 0: one per processor */
    const char *records; /* the folder of the marks that are kept */
    const char *work;    /* a folder for what is under way */
};

/* Find the answers of each student and their keys; class->exercises and the students are there. */
void class_find_answers(struct class *c, const struct class_marking *m);

/* Mark what is not kept, and read all marks and what start.c costs. Progress goes to stderr if that
 * is a terminal. False if a signal came in between, which is stopped_by then. */
bool class_mark(struct class *c, const struct class_marking *m, int *stopped_by);

#endif
