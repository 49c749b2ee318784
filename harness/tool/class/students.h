/* students.h -- who handed in what: the folders of a class, as a teacher collects them or as a
 * learning platform hands them over. */
#ifndef HM_CLASS_STUDENTS_H
#define HM_CLASS_STUDENTS_H

#include "class/class.h"

/* Fill class->students from the folder `root`. A folder in it is a student. A file in it whose name
 * has the name of an exercise in it, as in "leeann_17_4711_01_vec3.c", belongs to the student whose
 * name is before that; such files are copied to a folder below `work`. A line on stderr names each
 * file that belongs to none. False after a line on stderr. */
bool class_students(struct class *c, const char *root, const char *work);

/* The name and the number in what a learning platform made of a student: "LEE Ann_4711_
 * assignsubmission_file_", and before the name of a loose file "leeann_LATE_17_4711"; else the
 * whole, and "". Both are owned. */
void class_name_of(const char *folder, bool loose, char **name, char **id);

/* Copy at most a mebibyte of a plain file. False with errno. */
bool class_copy(const char *from, const char *to);

#endif
