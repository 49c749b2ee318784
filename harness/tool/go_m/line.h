/* go_m_line.h -- one line of `go build -gcflags=-m`: where it points, and what kind of message it
 * is. Pure functions over one string; nothing is allocated and nothing is kept. */
#ifndef HM_GO_M_LINE_H
#define HM_GO_M_LINE_H

#include <stdbool.h>
#include <stddef.h>

enum hm__m_kind {
    HM__M_ESCAPES,         /* E escapes to heap */
    HM__M_MOVED,           /* moved to heap: x */
    HM__M_STAYS,           /* E does not escape */
    HM__M_LEAKS,           /* leaking param: p */
    HM__M_LEAKS_CONTENT,   /* leaking param content: p */
    HM__M_LEAKS_TO_RESULT, /* leaking param: p to result ~r0 level=0 */
    HM__M_ZERO_COPY,       /* zero-copy string->[]byte conversion */
    /* What follows is not a finding. */
    HM__M_FLOW,         /* flow: TO = WHAT */
    HM__M_FROM,         /* from WHAT (REASON) at PLACE */
    HM__M_FUNCTION,     /* can inline F, cannot inline F: where F is declared */
    HM__M_INLINING,     /* inlining call to F */
    HM__M_ABOUT_OTHERS, /* known, and not about escape: inlining, devirtualizing, ... */
    HM__M_UNKNOWN,
};

/* A part of the line it was found in. */
struct hm__m_span {
    const char *at;
    size_t len;
};

struct hm__m_place {
    struct hm__m_span file;
    unsigned line, column; /* column 0: not said */
};

struct hm__m_line {
    enum hm__m_kind kind;
    bool explains;              /* a heading: steps follow, and the plain line comes later */
    bool cannot;                /* of a HM__M_FUNCTION: only -m=2 says so */
    bool arrow;                 /* a flow with the arrow of Go 1.25 */
    struct hm__m_span what;     /* expression, variable, parameter, function */
    struct hm__m_span to;       /* result, or where a flow goes */
    struct hm__m_span reason;   /* of a HM__M_FROM */
    struct hm__m_span function; /* "in F", "for F"; len 0 if not said */
    int level;                  /* of HM__M_LEAKS_TO_RESULT */
    bool has_place;
    struct hm__m_place place; /* of a HM__M_FROM */
};

/* Split "FILE:LINE:COLUMN: MESSAGE" or "FILE:LINE: MESSAGE"; white space before it is allowed.
 * False if the line points nowhere. *message begins at its first character that is not a blank. */
bool hm__m_split(const char *line, struct hm__m_place *place, const char **message);

/* What a message says; HM__M_UNKNOWN if no Go from 1.8 to 1.27 says so. */
struct hm__m_line hm__m_classify(const char *message);

bool hm__m_span_is(struct hm__m_span span, const char *text);

#endif
