/* rules.h -- what no answer may be written with, whatever the exercise: code and sections that the
 * checks cannot see, and words to a compiler or a sanitizer. docs/reference/exercises.md tells
 * students. */
#ifndef HM_GRADE_RULES_H
#define HM_GRADE_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* Two looks: at the file as it was handed in, for lines that a preprocessor takes away, and at what
 * the preprocessor made of it, for what macros expand to. Headers of the system may hold all words
 * there but those that no header has. True: a rule is broken, and `what` says which and where. */
bool grade_rules_of_source(const char *source, char *what, size_t size);
bool grade_rules_of_text(const char *text, const char *file, char *what, size_t size);

#endif
