/* explain.h -- one case, four witnesses: what the Go compiler says, what LLVM says of the C twin,
 * what a traced run saw, and what was counted in both languages.
 *
 * A case is a benchmark name. Go's lines are those of the function of that name, C's sites
 * those of the function of that name, with or without set_ before it. A witness that was not read
 * is "not measured", with a reason; it is never counted as nothing.
 *
 * Ownership: strings belong to the sets that were read, or to the model. Not thread-safe. */
#ifndef HM_EXPLAIN_EXPLAIN_H
#define HM_EXPLAIN_EXPLAIN_H

#include <jansson.h>

#include <regex.h>

#include "gobench/counts.h"
#include "go_m/why.h"

enum explain_says { EXPLAIN_SAYS_NOTHING, EXPLAIN_SAYS_STAYS, EXPLAIN_SAYS_HEAP };

enum explain_witness {
    EXPLAIN_GO_M,
    EXPLAIN_GO_BENCH,
    EXPLAIN_C_BENCH,
    EXPLAIN_ESCAPE,
    EXPLAIN_TRACE,
    EXPLAIN_GCC,          /* bytes of stack */
    EXPLAIN_GCC_WARNINGS, /* addresses of the frame that leave it */
    EXPLAIN_WITNESSES
};

/* gcc's opinion comes in two kinds; kind k is the witness EXPLAIN_GCC + k. */
enum { EXPLAIN_GCC_KINDS = EXPLAIN_WITNESSES - EXPLAIN_GCC };

struct explain_line {
    const struct go_m_finding *finding; /* NULL: the compiler says nothing about the function */
    struct go_m_why why;                /* of the finding */
    enum explain_says says;
    int blocks; /* a call costs this many here; -1: the count does not tell, or there is none */
};

struct explain_site {
    const char *text;     /* what LLVM, the trace or gcc says; borrowed */
    const json_t *json;   /* where from; of gcc NULL */
    const char *function; /* of gcc */
    const char *file;
    unsigned line; /* 0: not said */
    enum explain_says says;
    int blocks; /* as in a line of Go */
};

struct explain_sites {
    struct explain_site *at;
    size_t n;
};

struct explain_case {
    const char *name;     /* SetC1/impl=boxed */
    const char *function; /* of Go; NULL if none has the name */
    struct gobench_counts go, c;
    struct explain_line *lines;
    size_t n_lines;
    struct explain_sites llvm, seen, gcc[EXPLAIN_GCC_KINDS];
    bool known; /* gcc or a run met the function, so no line of LLVM means that it has none */
    const char *not_run; /* the trace tells nothing of the case: why; NULL: it does */
    const char *no_twin; /* why there is no C of it; NULL: not said */
};

struct explain {
    struct go_m_set m;
    struct gobench_set go_bench, c_bench;
    struct explain_sites gcc[EXPLAIN_GCC_KINDS]; /* of all functions */
    const char *gcc_version;                     /* NULL: not said */
    json_t *escape;                              /* NULL: not read */
    json_t *traces;                              /* array of runs; NULL: not read */
    const char *missing
        [EXPLAIN_WITNESSES]; /* why; NULL: read. Set beside what was read: a part is missing */
    const char **no_twin;    /* NAME:WHY */
    size_t n_no_twin, no_twin_cap;
    regex_t only;  /* names that are cases */
    bool filtered; /* false: all are, and `only` is not set */
    struct explain_case *cases;
    size_t n_cases, cases_cap;
};

/* Read what gcc wrote: the stack of each function (-fstack-usage), or its warnings. False after a
 * line on stderr. */
bool explain_gcc(struct explain *e, int kind, const char *path);

/* Fill in the C side of a case. */
struct explain_trace_index;
void explain_c(struct explain *e, struct explain_case *c, struct explain_trace_index **traces,
               size_t n_traces);

/* Join what was read into cases. */
void explain_build(struct explain *e);
void explain_done(struct explain *e);

/* "says heap, a block", ...; blocks < 0: "not told apart by the count". */
const char *explain_quadrant(enum explain_says says, int blocks);

/* Of LLVM's lines of a case: those it has none of say nothing; a variable is no block. */
size_t explain_llvm_quadrants(const struct explain *e, const struct explain_case *c);
const char *explain_llvm_quadrant(const struct explain_case *c, size_t i);

/* One sentence: why this line costs what it costs. */
const char *explain_quadrant_why(const struct explain_line *line);

/* The message of the Go compiler with its place. Owned. */
char *explain_message(const struct explain_line *line);

void explain_text(FILE *to, const struct explain *e);
void explain_markdown(FILE *to, const struct explain *e);
void explain_json(FILE *to, const struct explain *e);

#endif
