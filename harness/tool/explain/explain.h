/* explain.h -- one case, four witnesses: what the Go compiler says, what LLVM says of the C twin,
 * what a traced run saw, and what was counted in both languages.
 *
 * A case is a benchmark name. Go's lines are those of the function that bears its name, C's sites
 * those of the function that does (with or without set_ before it). A witness that was not heard is
 * "not measured", with a reason; it is never counted as nothing.
 *
 * Ownership: strings belong to the sets that were read, or to the model. Not thread-safe. */
#ifndef HM_EXPLAIN_H
#define HM_EXPLAIN_H

#include <jansson.h>

#include "read_m/out.h"

enum hm__says { HM__SAYS_NOTHING, HM__SAYS_STAYS, HM__SAYS_HEAP };

enum hm__witness {
    HM__GO_M,
    HM__GO_BENCH,
    HM__C_BENCH,
    HM__ESCAPE,
    HM__TRACE,
    HM__GCC,          /* bytes of stack */
    HM__GCC_MODREF,   /* parameters */
    HM__GCC_WARNINGS, /* addresses of the frame that leave it */
    HM__WITNESSES
};

/* gcc's opinion comes in three kinds; kind k is the witness HM__GCC + k. */
enum { HM__GCC_KINDS = HM__WITNESSES - HM__GCC };

struct hm__explain_line {
    const struct hm__m_finding *finding; /* NULL: the compiler says nothing about the function */
    struct hm__m_why why;                /* of the finding */
    enum hm__says says;
    int blocks; /* a call costs this many here; -1: the count does not tell, or there is none */
};

struct hm__site {
    const char *text;   /* what LLVM, the trace or gcc says; borrowed */
    const json_t *json; /* where from */
    const char *file;
    unsigned line; /* 0: not said */
    enum hm__says says;
    int blocks; /* as in a line of Go */
};

struct hm__sites {
    struct hm__site *at;
    size_t n;
};

struct hm__case {
    const char *name;     /* SetC1/impl=boxed */
    const char *function; /* of Go; NULL if none bears the name */
    struct hm__measured go, c;
    struct hm__explain_line *lines;
    size_t n_lines;
    struct hm__sites llvm, seen, gcc[HM__GCC_KINDS];
    bool heard; /* gcc or a run met the function, so no line of LLVM means that it has none */
    const char *not_run; /* the trace tells nothing of the case: why; NULL: it does */
    const char *no_twin; /* why there is no C of it; NULL: not said */
};

struct hm__explain {
    struct hm__m_set m;
    struct hm__benchset go_bench, c_bench;
    json_t *gcc[HM__GCC_KINDS]; /* arrays shaped as the sites of others; NULL: not heard */
    const char *gcc_version;    /* NULL: not said */
    json_t *escape;             /* NULL: not heard */
    json_t *traces;             /* array of runs; NULL: not heard */
    const char *
        missing[HM__WITNESSES]; /* why; NULL: heard. Set beside what was heard: a part is missing */
    const char **no_twin;       /* NAME:WHY */
    size_t n_no_twin, no_twin_cap;
    const regex_t *only; /* names that are cases; NULL: all */
    struct hm__case *cases;
    size_t n_cases, cases_cap;
};

/* Read what gcc wrote: the stack of each function (-fstack-usage), its parameters
 * (-fdump-tree-modref-details), its warnings. False after a line on stderr. A dump in words that
 * are not known is no error: it sets missing[HM__GCC_MODREF]. */
bool hm__explain_gcc(struct hm__explain *e, int kind, const char *path);
bool hm__explain_modref(struct hm__explain *e, FILE *in, const char *path);

/* Does the benchmark of this name run the function of that name? */
bool hm__explain_runs(const char *benchmark, const char *function);

/* Fill in the C side of a case. */
struct hm__trace_index;
void hm__explain_c(struct hm__explain *e, struct hm__case *c, struct hm__trace_index **traces,
                   size_t n_traces);

/* Join what was read into cases. */
void hm__explain_build(struct hm__explain *e);
void hm__explain_done(struct hm__explain *e);

/* "says heap, a block", ...; blocks < 0: "not told apart by the count". */
const char *hm__quadrant(enum hm__says says, int blocks);

/* Of LLVM's lines of a case: those it has none of say nothing; a variable is no block. */
size_t hm__llvm_quadrants(const struct hm__explain *e, const struct hm__case *c);
const char *hm__llvm_quadrant(const struct hm__case *c, size_t i);

/* One sentence: why this line costs what it costs. */
const char *hm__quadrant_why(const struct hm__explain_line *line);

/* The message of the Go compiler with its place. Owned. */
char *hm__explain_message(const struct hm__explain_line *line);

void hm__explain_text(FILE *to, const struct hm__explain *e);
void hm__explain_markdown(FILE *to, const struct hm__explain *e);
void hm__explain_json(FILE *to, const struct hm__explain *e);

#endif
