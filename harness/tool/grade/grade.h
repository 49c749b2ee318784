/* grade.h -- judge one answer to one exercise: compile it in a fresh folder, look into the object
 * file, run the checks in a sandbox, measure, give marks.
 *
 * The same answer gives the same record: no clock, address, path or date is in it. */
#ifndef HM_GRADE_GRADE_H
#define HM_GRADE_GRADE_H

#include <stdbool.h>
#include <stddef.h>

#include "exercise/exercise.h"

enum { GRADE_MESSAGE_MAX = 360 };

enum grade_kind {
    GRADE_KIND_BUILD,
    GRADE_KIND_VISIBLE,   /* behaviour that the student can check */
    GRADE_KIND_HIDDEN,    /* behaviour that only the grader checks */
    GRADE_KIND_INTEGRITY, /* a gate: broken, the budget earns nothing */
    GRADE_KIND_ALLOCS,
    GRADE_KIND_BUDGET,
    GRADE_KIND_EXPLAIN,
    GRADE_KIND_STYLE, /* costs the mark for the build */
    GRADE_KINDS
};

struct grade_result {
    enum grade_kind kind;
    bool passed;
    char id[120];  /* what was checked, a clause */
    char *message; /* why not, or what was measured; several lines of a compiler. Owned */
};

struct grade_record {
    char exercise[64];
    bool handed_in;
    bool built;
    bool confined; /* every run was in bubblewrap */
    char compiler[64];
    int score[GRADE_KINDS];           /* marks by kind */
    int total;                        /* of GRADE_MARKS */
    long allocs_per_op, bytes_per_op; /* -1: not measured */
    long predicted, observed;         /* of the notes; -1: there is no such number */
    struct grade_result *results;     /* owned */
    size_t count, capacity;
};

enum { GRADE_MARKS = 10 };

struct grade_grader {
    const char *compiler;  /* NULL: cc */
    const char *allocator; /* NULL: jemalloc; or glibc */
    const char *hidden;    /* a folder of NN_name/check.c; NULL: the exercise's own hidden/ */
    bool visible_only;     /* what the student runs: no hidden checks */
    unsigned long seed;    /* of the inputs that are drawn */
};

/* answer: path of the C file; notes: path of the prediction and explanation, may not exist; NULL:
 * they are not looked at. What is wrong with the answer is in the record, which is to be freed with
 * grade_record_done(). False, after a line on stderr, if the grader itself failed (no memory, no
 * objdump): then the record is no judgement. */
bool grade(const struct grade_grader *grader, const struct exercise *exercise, const char *answer,
           const char *notes, struct grade_record *grade);

void grade_record_done(struct grade_record *grade);

const char *grade_kind_name(enum grade_kind kind);
int grade_kind_max(enum grade_kind kind); /* marks that a kind can earn; integrity earns none */

#endif
