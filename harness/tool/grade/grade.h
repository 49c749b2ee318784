/* grade.h -- judge one answer to one exercise: compile it in a fresh folder, look into the object
 * file, run the checks in a sandbox, measure, give marks.
 *
 * The same answer gives the same record: no clock, address, path or date is in it. */
#ifndef HM_GRADE_H
#define HM_GRADE_H

#include <stdbool.h>
#include <stddef.h>

#include "exercise/exercise.h"

enum { HM__RESULTS_MAX = 64, HM__MESSAGE_MAX = 360 };

enum hm__kind {
    HM__KIND_BUILD,
    HM__KIND_VISIBLE,   /* behaviour that the student can check */
    HM__KIND_HIDDEN,    /* behaviour that only the grader checks */
    HM__KIND_INTEGRITY, /* a gate: broken, the budget earns nothing */
    HM__KIND_ALLOCS,
    HM__KIND_BUDGET,
    HM__KIND_EXPLAIN,
    HM__KINDS
};

struct hm__result_of_check {
    enum hm__kind kind;
    bool passed;
    char id[120];                  /* what was checked, a clause */
    char message[HM__MESSAGE_MAX]; /* why not, or what was measured */
};

struct hm__grade_of {
    char exercise[64];
    bool handed_in;
    bool built;
    bool confined; /* bubblewrap stood around every run */
    char compiler[64];
    int score[HM__KINDS];             /* marks by kind */
    int total;                        /* of HM__MARKS */
    long allocs_per_op, bytes_per_op; /* -1: not measured */
    size_t count;
    struct hm__result_of_check results[HM__RESULTS_MAX];
};

enum { HM__MARKS = 10 };

struct hm__grader {
    const char *compiler;  /* NULL: cc */
    const char *allocator; /* NULL: jemalloc; or glibc */
    const char *hidden;    /* a folder of NN_name/check.c; NULL: the exercise's own hidden/ */
    bool visible_only;     /* what the student runs: no hidden checks, no marks for explaining */
    unsigned long seed;    /* for hm_check_random() */
};

/* answer: path of the C file; notes: path of the prediction and explanation, may not exist.
 * What is wrong with the answer is in the record. False, after a line on stderr, if the grader
 * itself failed (no memory, no objdump): then the record is no judgement. */
bool hm__grade(const struct hm__grader *grader, const struct hm__exercise *exercise,
               const char *answer, const char *notes, struct hm__grade_of *grade);

const char *hm__kind_name(enum hm__kind kind);
int hm__kind_max(enum hm__kind kind); /* marks that a kind can earn; integrity earns none */

#endif
