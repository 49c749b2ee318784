/* adjust.h -- late days, and marks that the teacher gives in place of the grader's: a small table,
 * as a spreadsheet writes it.
 *
 *   student,exercise,late,marks,why
 *   Ann Lee,,2,,
 *   bo,03,,7,the picture in the notes is right */
#ifndef HM_CLASS_ADJUST_H
#define HM_CLASS_ADJUST_H

#include "class/class.h"

struct class_late {
    long free_days; /* that cost nothing */
    long cost;      /* marks a day and exercise, after those */
};

/* Apply the table at path (RFC 4180, any order of the columns). A student is named by the name, the
 * number or the folder; an exercise by its number or name. False after FILE:LINE: and what was
 * expected; then nothing is to be used. */
bool class_adjust(struct class *c, const char *path, const struct class_late *late);

#endif
