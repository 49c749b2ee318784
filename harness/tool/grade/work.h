/* work.h -- an exercise that a student works on: the answer, the notes, how far it is. */
#ifndef HM_GRADE_WORK_H
#define HM_GRADE_WORK_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "exercise/exercise.h"
#include "grade/grade.h"

struct grade_work_options {
    const char *exercises, *mine;
    struct grade_grader grader;
    const char *action, *key;
};

struct grade_work {
    const struct grade_work_options *options;
    struct exercise exercise;
    char answer[PATH_MAX], notes[PATH_MAX], progress[PATH_MAX];
    char told[2 * PATH_MAX + 128]; /* what was made for the student when it was opened, in lines */
};

/* Exercise `key`; the answer and the form for notes are made if there are none. False after a line
 * on stderr. */
bool grade_work_open(struct grade_work *w, const struct grade_work_options *options,
                     const char *key);

/* A copy of start.c as the answer. False after a line on stderr. */
bool grade_work_put_start(const struct grade_work *w);

/* Judge the answer by what the student can see, notes included, and note the progress. False: the
 * grader failed, and there is no record. */
bool grade_work_judge(const struct grade_work *w, struct grade_record *grade);

/* All checks passed; the notes do not matter for that. */
bool grade_work_passes(const struct grade_record *grade);

/* "01_vec3: 5 of 8 marks so far, over budget": the whole state in one line. */
void grade_work_status(const struct grade_work *w, const struct grade_record *grade, char *text,
                       size_t size);

/* What holds, what does not and where, or what to compare the answer with. */
void grade_work_report(struct grade_work *w, const struct grade_record *grade);

/* The next hint. HM_EXIT_OK or HM_EXIT_USAGE. */
int grade_work_hint(const struct grade_work *w);

/* The exercises and how far each is, as lines on stdout. HM_EXIT_OK or HM_EXIT_USAGE. */
int grade_work_list(const struct grade_work_options *options);

/* The number of the first exercise behind `after` that has not passed yet, else the first one that
 * has not; an empty text: all have passed. False after a line on stderr. */
bool grade_work_next(const struct grade_work_options *options, const char *after, char key[64]);

/* Check again whenever the answer or the notes are saved, until it passes; on a terminal until the
 * student ends it. Returns the exit status. */
int grade_work_watch(struct grade_work *w);

#endif
