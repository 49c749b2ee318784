/* trace.h -- which blocks a traced run made while a case ran: those of its function and of
 * everything it called.
 *
 * With the events of a run every block is found; without them only those whose chain of callers was
 * kept up to the case, and whether a case that made none ran at all is not known.
 * Ownership: an index and its cases borrow from the JSON. Not thread-safe. */
#ifndef HM_EXPLAIN_TRACE_H
#define HM_EXPLAIN_TRACE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct explain_trace_index;

struct explain_place {
    const json_t *at; /* has file, line, column */
    size_t blocks;    /* made here while the case ran */
};

struct explain_trace_case {
    struct explain_trace_index *index;
    bool ran;       /* its function was seen to be called */
    bool all_known; /* so if !ran, it was not called */
    struct explain_place *places;
    size_t n_places;
    bool *related; /* by function: called by the case, or on the way to it */
};

/* `trace` is what `heapmark trace --json` wrote. Owned: explain_trace_index_done(). */
struct explain_trace_index *explain_trace_index(const json_t *trace);
void explain_trace_index_done(struct explain_trace_index *t);

struct explain_trace_case explain_trace_case(struct explain_trace_index *t, const char *name);
void explain_trace_case_done(struct explain_trace_case *c);

/* `function` is one that the trace names. */
bool explain_trace_related(const struct explain_trace_case *c, const char *function);

/* Blocks that the case made at this place. */
size_t explain_trace_blocks(const struct explain_trace_case *c, const json_t *at);

/* Two objects with equal file, line and column. */
bool explain_same_place(const json_t *a, const json_t *b);

#endif
