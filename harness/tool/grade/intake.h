/* intake.h -- which file of a student's folder is the answer, when a browser, a system or a zip has
 * changed its name. */
#ifndef HM_GRADE_INTAKE_H
#define HM_GRADE_INTAKE_H

#include <limits.h>
#include <stdbool.h>

/* The path of `name` with `ending` (".c"): that file of the folder; else the one file in the folder
 * or below it that has the name in it in any case ("01_vec3 (1).c", "sub/01_VEC3.C"); an answer may
 * also end in ".c.txt".
 * A line on stderr names a file that is taken so, and each that is not. */
void grade_intake(const char *folder, const char *name, const char *ending, char path[PATH_MAX]);

/* What a terminal would obey, a line's end and what is not UTF-8 become a question mark. */
void grade_clean_name(char *text);

#endif
