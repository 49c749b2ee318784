/* graded.h -- a folder with one answer to 01_vec3, handed in and marked by the built tool. */
#ifndef HM_TEST_GRADED_H
#define HM_TEST_GRADED_H

#include <stddef.h>

extern char graded_folder[]; /* of the student; there between the next two */
extern char graded_answer[]; /* 01_vec3.c in it */

/* CMocka's group setup and teardown. */
int graded_make_folder(void **state);
int graded_remove_folder(void **state);

/* Put these bytes into the answer, in place of what was there. */
void graded_hand_in(const char *bytes, size_t length);

/* Mark the folder; the tool must exit with `status` and print `words`. */
void graded_says(int status, const char *words);

#endif
