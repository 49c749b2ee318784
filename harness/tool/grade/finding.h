/* finding.h -- what a sanitizer found, in one line that is the same in every run. */
#ifndef HM_GRADE_FINDING_H
#define HM_GRADE_FINDING_H

#include <stdbool.h>
#include <stddef.h>

/* From what a program printed: the sanitizer's first finding, or why it cannot work, without its
 * addresses, and the first frame in the file `shown` (NULL: no frame), as FILE:LINE, if one is
 * named. False: it found nothing. */
bool grade_finding(const char *output, const char *shown, char *text, size_t size);

#endif
