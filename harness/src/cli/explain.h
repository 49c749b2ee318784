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

#include "cli/read_m_out.h"

enum hm__says { HM__SAYS_NOTHING, HM__SAYS_STAYS, HM__SAYS_HEAP };

enum hm__witness {
    HM__GO_M,
    HM__GO_BENCH,
    HM__C_BENCH,
    HM__ESCAPE,
    HM__TRACE,
    HM__GCC,
    HM__WITNESSES
};

struct hm__explain_line {
    const struct hm__m_finding *finding; /* NULL: the compiler says nothing about the function */
    struct hm__m_why why;                /* of the finding */
    enum hm__says says;
    int blocks; /* a call costs this many here; -1: the count does not tell, or there is none */
};

struct hm__site {
    const char *text; /* what LLVM or the trace says; borrowed from the JSON */
    const char *file;
    unsigned line;
};

struct hm__case {
    const char *name;     /* SetC1/impl=boxed */
    const char *function; /* of Go; NULL if none bears the name */
    struct hm__measured go, c;
    struct hm__explain_line *lines;
    size_t n_lines;
    struct hm__site *llvm, *seen, *gcc;
    size_t n_llvm, n_seen, n_gcc;
};

struct hm__explain {
    struct hm__m_set m;
    struct hm__benchset go_bench, c_bench;
    json_t
        *gcc; /* the stack of each function, shaped as the sites of the others; NULL: not heard */
    json_t *escape, *trace;             /* NULL: not heard */
    const char *missing[HM__WITNESSES]; /* why; NULL: heard */
    const regex_t *only;                /* names that are cases; NULL: all */
    struct hm__case *cases;
    size_t n_cases, cases_cap;
};

/* Read what gcc -fstack-usage wrote, one line a function. False after a line on stderr. */
bool hm__explain_gcc(struct hm__explain *e, const char *path);

/* Join what was read into cases. */
void hm__explain_build(struct hm__explain *e);
void hm__explain_done(struct hm__explain *e);

/* "says heap, costs a block", ... */
const char *hm__quadrant(const struct hm__explain_line *line);

/* One sentence: why this line costs what it costs. */
const char *hm__quadrant_why(const struct hm__explain_line *line);

/* The message of the Go compiler with its place. Owned. */
char *hm__explain_message(const struct hm__explain_line *line);

void hm__explain_text(FILE *to, const struct hm__explain *e);
void hm__explain_markdown(FILE *to, const struct hm__explain *e);
void hm__explain_json(FILE *to, const struct hm__explain *e);

#endif
