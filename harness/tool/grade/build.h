/* build.h -- from one C file to the programs that check it, in a folder of their own:
 *
 *   in/      the answer, as NN_name.c, and the contract: all that a compiler of the answer sees
 *   out/     what is built of the answer
 *   judge/   built without the answer: the reference solution with the inputs, and the driver
 *
 * Each program is built and run in a sandbox that sees one or two of them. */
#ifndef HM_GRADE_BUILD_H
#define HM_GRADE_BUILD_H

#include <sys/types.h>

#include "grade/checks.h"
#include "grade/grade.h"
#include "process/sandbox.h"

/* Where a compiler finds its own parts, whatever the environment of the grader. */
#define GRADE_COMPILER_PATH "PATH=/usr/local/bin:/usr/bin:/bin"

/* What main() of an answer is called, so that it can be linked to the driver, which has one. */
#define GRADE_OWN_MAIN "main_of_the_answer"

enum grade_flavour { GRADE_AS_WRITTEN, GRADE_ASAN, GRADE_TSAN };

enum { GRADE_PATH = PATH_MAX + 96 };

/* One answer under judgement. */
struct grade_job {
    const struct grade_grader *grader;
    const struct exercise *exercise;
    struct grade_record *grade;
    char folder[PATH_MAX]; /* fresh, and gone at the end */
    char in[GRADE_PATH], out[GRADE_PATH], judge[GRADE_PATH];
    char file[80];                 /* what compilers and sanitizers call the answer */
    char shown[PATH_MAX];          /* what a message calls it */
    struct process_result ran;     /* the last run; large */
    bool grader_failed;            /* and said so: there is no judgement */
    const char *not_tried_because; /* why nothing more of it is run, a clause; NULL: go on */
    struct grade_checks checks;
};

/* Bytes of the character that text begins with; 0: it is none, or one that a terminal obeys. */
size_t grade_printable(const char *text);

/* Add a result to the record; fmt is the message, several lines if need be, in which the answer
 * gets the name that is shown and what a terminal would obey is a question mark. Returns passed. */
bool grade_note(struct grade_job *job, enum grade_kind kind, bool passed, const char *id,
                const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The grader cannot do its work, which is no fault of the answer: says so on stderr and sets
 * grader_failed. Returns false. */
bool grade_grader_failed(struct grade_job *job, const char *what, const char *why);

/* Make the folders. False when the grader failed; then none is left. */
bool grade_fresh_folder(struct grade_job *job);
void grade_remove_folder(const struct grade_job *job);

/* At most `size` bytes of a file that was handed in. A link could lead to the solution, a pipe have
 * no end: only a plain file is read. -1 with a clause in *why: none was, or the grader failed. */
ssize_t grade_read_plain(struct grade_job *job, const char *path, char *text, size_t size,
                         const char **why);

/* Copy the answer in, if it is a file that may be graded; notes why not. */
bool grade_take_answer(struct grade_job *job, const char *answer);

/* NN_name.c -> out/answer.o, as written, and out/answer.i, what the preprocessor made of it, which
 * is what the other builds start from. Notes the build result; warnings do not stop it. What the
 * exercise's solution.c cannot do either, here and below, is no fault of the answer: the grader has
 * failed. */
bool grade_compile_answer(struct grade_job *job);

/* judge/judge: the reference, the driver and the inputs; judge/driver.o, judge/driver_asan.o.
 * False: the grader failed. */
bool grade_build_judge(struct grade_job *job);

/* out/NAME: the answer and the driver. False, with the first line that says why in message, when it
 * cannot be built. */
bool grade_build_answer(struct grade_job *job, const char *name, enum grade_flavour flavour,
                        char message[GRADE_MESSAGE_MAX]);

/* out/NAME: the reference solution and the driver. False when it cannot be built. */
bool grade_build_reference(struct grade_job *job, const char *name);

/* out/traced, for a student's own answer: nothing is confined. */
bool grade_build_traced(struct grade_job *job, char message[GRADE_MESSAGE_MAX]);

#endif
