/* verdict.h -- the verdicts as plain data: all that the writers and --check see. */
#ifndef HM_ESCAPE_BASE_VERDICT_H
#define HM_ESCAPE_BASE_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "escape/base/place.h"

struct escape_flow_step {
    const char *text;
    struct escape_place at;
};

enum escape_subject { ESCAPE_SUBJECT_SITE, ESCAPE_SUBJECT_PARAM, ESCAPE_SUBJECT_LOCAL };

struct escape_verdict {
    enum escape_subject subject;
    struct escape_place at;
    const char *function;
    const char *allocator;  /* sites: what was called */
    const char *expression; /* the C text of the call, or the name of the parameter or local */
    const char *message;    /* the whole line, in Go's words */
    bool escapes;
    bool wrapper;  /* a site that allocates through a function of the program */
    bool indirect; /* a site that allocates through a pointer: its call at -O2 is not recognised */
    bool size_known;
    int64_t size_bytes;            /* sites, when size_known */
    const char *reason;            /* NULL when it does not escape */
    struct escape_place why_at;    /* of the use that stopped the proof */
    const char *note;              /* a remark on a site that does not escape, or NULL */
    struct escape_flow_step *flow; /* the uses that led there, first one first */
    size_t flow_count;
    const char *gcc, *clang; /* at -O2: "kept", "deleted", "unknown"; NULL when not asked */
};

struct escape_verdicts {
    struct escape_verdict *list;
    size_t count, room;
};

#endif
