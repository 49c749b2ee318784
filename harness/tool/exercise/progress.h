/* progress.h -- what a student has done, in one small text file: a line a fact, `WORD NAME VALUE`,
 * in order, so that two copies can be merged by hand.
 *
 *   exercise 01_vec3 passed
 *   hints 01_vec3 2 */
#ifndef HM_EXERCISE_PROGRESS_H
#define HM_EXERCISE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* The value of WORD NAME in the file at path, or an empty string: there is none, or, with a message
 * and false, the file cannot be read. */
bool exercise_progress_get(const char *path, const char *word, const char *name, char *value,
                           size_t size);

/* Set it. The file is replaced whole, so that it is never half written. False after a message. */
bool exercise_progress_set(const char *path, const char *word, const char *name, const char *value);

#endif
