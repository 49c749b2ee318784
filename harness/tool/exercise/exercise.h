/* exercise.h -- an exercise as data: the folder demos/exercises/NN_name, read.
 *
 * The folder holds exercise.txt (below), contract.h, start.c, check.c (what the student may see),
 * hidden/check.c (what only the grader has), README.md, solution.c, and for the tests of the grader
 * other answers (other_NAME.c, honest ones) and a folder of cheats. exercise.txt has one `key:
 * value` a line:
 *
 *   title: A vector by value
 *   op: one call of vec3_sum
 *   allocs: 0            blocks per op, at most          (the budgets; all but title, op and
 *   allocs-half: 1       ... for half of the marks        hints are numbers, missing is 0)
 *   bytes: 0             bytes requested per op
 *   start-allocs: 0      blocks of the first op
 *   live: 0              blocks alive at the end
 *   stack: 512           bytes of stack below the op
 *   static: 0            bytes of data and bss
 *   defines: vec3_sum    the functions of the contract
 *   calls: memcpy strlen functions of libc the answer may call, beside malloc's and free's family
 *   hint: ...            three of them, from a question to a signature */
#ifndef HM_EXERCISE_EXERCISE_H
#define HM_EXERCISE_EXERCISE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

enum { EXERCISE_HINTS = 3, EXERCISE_TEXT = 4096 };

struct exercise_budget {
    long allocs, allocs_half, bytes, start_allocs, live, stack, statics;
};

struct exercise {
    char folder[PATH_MAX];
    char name[64]; /* "01_vec3" */
    const char *title, *op, *calls, *defines;
    const char *hints[EXERCISE_HINTS];
    struct exercise_budget budget;
    char text[EXERCISE_TEXT]; /* what the strings above point into */
};

/* Read FOLDER/exercise.txt. On bad input prints FILE:LINE: what was expected, and returns false. */
bool exercise_load(struct exercise *exercise, const char *folder);

/* The folder of exercise KEY ("1", "01", "vec3" or "01_vec3") below `root`. False, after saying
 * which exercises exist, when there is none. */
bool exercise_find(const char *root, const char *key, char folder[PATH_MAX]);

/* Call fn for the folder of each exercise below root, in order, until it returns false.
 * Returns how many there are; -1, after a message, if root cannot be read, or if fn returned false.
 */
int exercise_each(const char *root, bool (*fn)(const char *folder, void *arg), void *arg);

#endif
