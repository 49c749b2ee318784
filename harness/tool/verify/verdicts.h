/* verdicts.h -- do two tracers that share no mechanism say the same of one program? */
#ifndef HM_VERIFY_VERDICTS_H
#define HM_VERIFY_VERDICTS_H

#include <jansson.h>

struct verify_agreement {
    size_t agree, explained, differ; /* sites */
};

/* Compare two reports of `heapmark trace --json`: by hooks, with the events, and with --any.
 * Prints every difference, with its reason or without one. */
struct verify_agreement verify_compare(const json_t *hooks, const json_t *any);

/* `heapmark verify --verdicts PROGRAM [-- ARGS...]`: run it under both. The exit status. */
int verify_verdicts(char **argv);

#endif
