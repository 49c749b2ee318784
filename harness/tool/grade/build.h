/* grade_build.h -- from one C file to the programs that check it, in a folder of their own. */
#ifndef HM_GRADE_BUILD_H
#define HM_GRADE_BUILD_H

#include "grade/grade.h"
#include "process/sandbox.h"

/* Where a compiler finds its own parts, whatever the environment of the grader. */
#define HM__COMPILER_PATH "PATH=/usr/local/bin:/usr/bin:/bin"

enum hm__flavour { HM__AS_WRITTEN, HM__ASAN, HM__TSAN, HM__TRACED };

/* One answer under judgement. */
struct hm__bench_of {
    const struct hm__grader *grader;
    const struct hm__exercise *exercise;
    struct hm__grade_of *grade;
    char folder[PATH_MAX]; /* fresh, and gone at the end */
    char shown[PATH_MAX];  /* what compilers and sanitizers call the answer */
    struct hm__ran ran;    /* the last run; large */
    bool unable;           /* the grader itself failed, and said so: there is no judgement */
    const char *hopeless;  /* why nothing more of it is run, a clause; NULL: go on */
};

/* Add a result to the record; fmt is the message. Returns passed. */
bool hm__note(struct hm__bench_of *b, enum hm__kind kind, bool passed, const char *id,
              const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The grader cannot do its work, which is no fault of the answer: a line on stderr, b->unable.
 * False. */
bool hm__unable(struct hm__bench_of *b, const char *what, const char *why);

/* Make the folder; false when the grader is unable. */
bool hm__fresh_folder(struct hm__bench_of *b);
void hm__remove_folder(const struct hm__bench_of *b);

/* Copy the answer in, if it is a file that may be graded; notes why not. Messages name it as the
 * student's editor finds it, or, in a record that knows no paths, as it is handed in. */
bool hm__take_answer(struct hm__bench_of *b, const char *answer);

/* answer.c -> answer.o, as written. Notes the build result; warnings do not stop it. What the
 * exercise's solution.c cannot do either, here and below, is no fault of the answer: the grader is
 * unable. */
bool hm__compile_answer(struct hm__bench_of *b);

/* check.c at `source` and the answer -> program `name`. False, with the compiler's first line in
 * message, when it cannot be linked. */
bool hm__build_checks(struct hm__bench_of *b, const char *source, const char *name,
                      enum hm__flavour flavour, char message[HM__MESSAGE_MAX]);

#endif
