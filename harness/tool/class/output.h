/* output.h -- the folder that a class is marked into. */
#ifndef HM_CLASS_OUTPUT_H
#define HM_CLASS_OUTPUT_H

#include "class/class.h"
#include "grade/formats.h"

/* What is written beside the rest. */
struct class_formats {
    const struct grade_format *list[8]; /* for each student */
    size_t count;
    bool moodle, canvas; /* tables of the class */
};

struct class_output {
    const char *folder;
    int lock;                            /* a descriptor of the folder, held while we work */
    char *records, *work;                /* owned */
    const struct class_formats *formats; /* borrowed; NULL: none */
};

/* Make the folder and its parts, empty what an earlier run left under way, and keep others out.
 * False after a line on stderr. */
bool class_output_open(struct class_output *out, const char *folder);

/* The seed that this folder was begun with; a new one the first time. */
bool class_output_seed(const struct class_output *out, unsigned long *seed);

/* Write all pages and tables. False after a line on stderr for each file that cannot be written. */
bool class_output_write(const struct class_output *out, const struct class *c);

/* Remove what was under way. */
void class_output_close(struct class_output *out);

#endif
