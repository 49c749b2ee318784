/* verdict.h -- what was found, as plain data: all that the writers and the check may see. */
#ifndef HM_ESCAPE_VERDICT_H
#define HM_ESCAPE_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hm__spot {
    const char *file; /* NULL: unknown */
    unsigned line, column;
};

struct hm__flow_step {
    const char *text;
    struct hm__spot at;
};

enum hm__subject { HM__SUBJECT_SITE, HM__SUBJECT_PARAM, HM__SUBJECT_LOCAL };

struct hm__verdict {
    enum hm__subject subject;
    struct hm__spot at;
    const char *function;
    const char *allocator;  /* sites: what was called */
    const char *expression; /* the C text of the call, or the name of the parameter or local */
    const char *message;    /* the whole line, in Go's words */
    bool escapes;
    bool wrapper; /* a site that allocates through a function of the program */
    bool size_known;
    int64_t size_bytes;         /* sites, when size_known */
    const char *reason;         /* NULL when it does not escape */
    struct hm__spot why_at;     /* where the use stands that stopped the proof */
    const char *note;           /* NULL, or what else there is to say */
    struct hm__flow_step *flow; /* the uses that led there, first one first */
    size_t flow_count;
    const char *gcc, *clang; /* "kept", "deleted", "unknown"; NULL when not asked */
};

struct hm__verdicts {
    struct hm__verdict *list;
    size_t count, room;
};

#endif
