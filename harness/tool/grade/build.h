/* grade_build.h -- from one C file to the programs that check it, in a folder of their own. */
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
    char folder[PATH_MAX];     /* fresh, and gone at the end */
    char shown[PATH_MAX];      /* what compilers and sanitizers call the answer */
    struct process_result ran; /* the last run; large */
    bool unable;               /* the grader itself failed, and said so: there is no judgement */
    const char *hopeless;      /* why nothing more of it is run, a clause; NULL: go on */
};

/* Add a result to the record; fmt is the message. Returns passed. */
bool grade_note(struct grade_job *b, enum grade_kind kind, bool passed, const char *id,
                const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The grader cannot do its work, which is no fault of the answer: a line on stderr, b->unable.
 * False. */
bool grade_unable(struct grade_job *b, const char *what, const char *why);

/* Make the folder; false when the grader is unable. */
bool grade_fresh_folder(struct grade_job *b);
void grade_remove_folder(const struct grade_job *b);

/* Copy the answer in, if it is a file that may be graded; notes why not. Messages name it as the
 * student's editor finds it, or, in a record that knows no paths, as it is handed in. */
bool grade_take_answer(struct grade_job *b, const char *answer);

/* answer.c -> answer.o, as written. Notes the build result; warnings do not stop it. What the
 * exercise's solution.c cannot do either, here and below, is no fault of the answer: the grader is
 * unable. */
bool grade_compile_answer(struct grade_job *b);

/* check.c at `source` and the answer -> program `name`. False, with the compiler's first line in
 * message, when it cannot be linked. */
bool grade_build_checks(struct grade_job *b, const char *source, const char *name,
                        enum grade_flavour flavour, char message[GRADE_MESSAGE_MAX]);

#endif
