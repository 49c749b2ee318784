/* class.h -- a class as a value: its students, the exercises, and what each answer is worth. */
#ifndef HM_CLASS_CLASS_H
#define HM_CLASS_CLASS_H

#include <stdbool.h>
#include <stddef.h>

#include "class/digest.h"
#include "grade/grade.h"

/* One student's answer to one exercise. */
struct class_answer {
    char *path;                  /* of the C file, which may not be there; owned */
    char key[CLASS_DIGEST_TEXT]; /* of all that its marks depend on */
    bool marked;
    struct grade_record grade; /* if marked */
    char *not_marked;          /* else why not, one clause; owned */
    long given;                /* marks that the teacher gave in place of those; -1: none */
    int late_cost;             /* marks lost for being late */
    char *why;                 /* the teacher's reason; owned; NULL: none */
};

struct class_student {
    char *name;   /* printable; owned, as all strings here */
    char *id;     /* the number that a learning platform put into the name of the folder; "" */
    char *folder; /* of the answers */
    char *page;   /* a name for a folder, the student's own in this class */
    long late;    /* days */
    struct class_answer *answers; /* one for each exercise; owned */
};

struct class
{
    struct class_student *students; /* in the order of their folders; owned */
    size_t count, capacity;
    struct exercise *exercises; /* owned */
    size_t exercise_count, exercise_capacity;
    unsigned long seed; /* of the inputs */
    long *start_allocs; /* allocs/op of start.c, for each exercise; -1: not measured. Owned */
};

/* What an answer is worth in the end; -1: it is not marked and nothing was given. */
int class_final(const struct class_answer *answer);

/* The sum of what is known, of class->exercise_count * GRADE_MARKS. */
int class_student_total(const struct class *c, const struct class_student *student);

/* All answers of the student have marks. */
bool class_student_marked(const struct class *c, const struct class_student *student);

void class_done(struct class *c);

#endif
