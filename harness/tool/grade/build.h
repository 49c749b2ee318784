/* build.h -- from one C file to the programs that check it, in a folder of their own. */
#ifndef HM_GRADE_BUILD_H
#define HM_GRADE_BUILD_H

#include "grade/grade.h"
#include "process/sandbox.h"

/* Where a compiler finds its own parts, whatever the environment of the grader. */
#define GRADE_COMPILER_PATH "PATH=/usr/local/bin:/usr/bin:/bin"

enum grade_flavour { GRADE_AS_WRITTEN, GRADE_ASAN, GRADE_TSAN, GRADE_TRACED };

/* One answer under judgement. */
struct grade_job {
    const struct grade_grader *grader;
    const struct exercise *exercise;
    struct grade_record *grade;
    char folder[PATH_MAX];         /* fresh, and gone at the end */
    char shown[PATH_MAX];          /* what compilers and sanitizers call the answer */
    struct process_result ran;     /* the last run; large */
    bool grader_failed;            /* and said so: there is no judgement */
    const char *not_tried_because; /* why nothing more of it is run, a clause; NULL: go on */
    char include_exercise[PATH_MAX + 8], include_heapmark[PATH_MAX + 8]; /* flags */
    const char *includes[3];
};

/* Add a result to the record; fmt is the message. Returns passed. */
bool grade_note(struct grade_job *job, enum grade_kind kind, bool passed, const char *id,
                const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The grader cannot do its work, which is no fault of the answer: says so on stderr and sets
 * grader_failed. Returns false. */
bool grade_grader_failed(struct grade_job *job, const char *what, const char *why);

/* Make the folder; false when the grader failed. */
bool grade_fresh_folder(struct grade_job *job);
void grade_remove_folder(const struct grade_job *job);

/* Copy the answer in, if it is a file that may be graded; notes why not. Messages name it as the
 * student's editor finds it, or, in a record that knows no paths, as it is handed in. */
bool grade_take_answer(struct grade_job *job, const char *answer);

/* answer.c -> answer.o, as written. Notes the build result; warnings do not stop it. What the
 * exercise's solution.c cannot do either, here and below, is no fault of the answer: the grader has
 * failed. */
bool grade_compile_answer(struct grade_job *job);

/* check.c at `source` and the answer -> program `name`. False, with the compiler's first line in
 * message, when it cannot be linked. */
bool grade_build_checks(struct grade_job *job, const char *source, const char *name,
                        enum grade_flavour flavour, char message[GRADE_MESSAGE_MAX]);

#endif
