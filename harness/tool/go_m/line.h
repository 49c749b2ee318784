/* line.h -- one line of `go build -gcflags=-m`: where it points, and what kind of message it
 * is. Pure functions over one string; nothing is allocated and nothing is kept. */
#ifndef HM_GO_M_LINE_H
#define HM_GO_M_LINE_H

#include <stdbool.h>
#include <stddef.h>

enum go_m_kind {
    GO_M_ESCAPES,         /* E escapes to heap */
    GO_M_MOVED,           /* moved to heap: x */
    GO_M_STAYS,           /* E does not escape */
    GO_M_LEAKS,           /* leaking param: p */
    GO_M_LEAKS_CONTENT,   /* leaking param content: p */
    GO_M_LEAKS_TO_RESULT, /* leaking param: p to result ~r0 level=0 */
    GO_M_ZERO_COPY,       /* zero-copy string->[]byte conversion */
    /* What follows is not a finding. */
    GO_M_FLOW,         /* flow: TO = WHAT */
    GO_M_FROM,         /* from WHAT (REASON) at PLACE */
    GO_M_FUNCTION,     /* can inline F, cannot inline F: where F is declared */
    GO_M_INLINING,     /* inlining call to F */
    GO_M_ABOUT_OTHERS, /* known, and not about escape: inlining, devirtualizing, ... */
    GO_M_UNKNOWN,
};

/* A part of the line it was found in. */
struct go_m_span {
    const char *at;
    size_t len;
};

struct go_m_place {
    struct go_m_span file;
    unsigned line, column; /* line 0: made by the compiler; column 0: not said */
};

struct go_m_line {
    enum go_m_kind kind;
    bool explains;             /* a heading: steps follow, and the plain line comes later */
    bool reasons;              /* of a GO_M_FUNCTION: why, or at what cost; only -m=2 says so */
    bool arrow;                /* a flow with the arrow of Go 1.25 */
    struct go_m_span what;     /* expression, variable, parameter, function */
    struct go_m_span to;       /* result, or where a flow goes */
    struct go_m_span reason;   /* of a GO_M_FROM */
    struct go_m_span function; /* "in F", "for F"; len 0 if not said */
    int level;                 /* of GO_M_LEAKS_TO_RESULT */
    bool has_place;
    struct go_m_place place; /* of a GO_M_FROM */
};

/* Split "FILE:LINE:COLUMN: MESSAGE" or "FILE:LINE: MESSAGE"; white space before it is allowed.
 * FILE may be no .go file (directive //line) if the message is one about escape or inlining; what
 * the compiler itself made has the line 0. False if the line points nowhere. *message begins at its
 * first character that is not a blank. */
bool go_m_split(const char *line, struct go_m_place *place, const char **message);

/* What a message says; GO_M_UNKNOWN if no Go from 1.8 to 1.27 says so. */
struct go_m_line go_m_classify(const char *message);

bool go_m_span_is(struct go_m_span span, const char *text);

#endif
