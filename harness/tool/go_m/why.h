/* why.h -- what a finding of the Go compiler means, in plain sentences: why it is so, whether
 * it costs a block, what would change it.
 *
 * All of it is inference from the text, and the text says less than the compiler knows; where two
 * readings are possible both are given. Sentences have no line breaks. Owned strings are freed by
 * go_m_why_done(). Not thread-safe. */
#ifndef HM_GO_M_WHY_H
#define HM_GO_M_WHY_H

#include "go_m/go_m.h"

enum go_m_root {
    GO_M_ROOT_UNKNOWN,
    GO_M_ROOT_INDIRECT_CALL, /* the code that runs is not known */
    GO_M_ROOT_CALL,          /* a known function keeps it */
    GO_M_ROOT_SOME_CALL,     /* one of the two; the text does not say */
    GO_M_ROOT_RETURN,
    GO_M_ROOT_STORE, /* in a global or through a pointer */
    GO_M_ROOT_CLOSURE,
    GO_M_ROOT_SEND,
    GO_M_ROOT_MAP,
    GO_M_ROOT_APPEND,
    GO_M_ROOT_RUNTIME_SIZE,
    GO_M_ROOT_TOO_LARGE,
};

enum go_m_cost {
    GO_M_COST_NONE,
    GO_M_COST_BLOCK,     /* a block each time it is reached */
    GO_M_COST_DEPENDS,   /* on the value, or on the version of Go */
    GO_M_COST_ELSEWHERE, /* a leak: it is the caller's value that must be on the heap */
};

enum { GO_M_WHY_STEPS = 8 };

struct go_m_why {
    enum go_m_root root;
    char *steps[GO_M_WHY_STEPS]; /* from the value to the last cause; owned */
    size_t n_steps;
    enum go_m_cost cost;
    const char *cost_why; /* a sentence */
    const char *change;   /* a sentence; NULL if there is nothing to change */
};

/* The set must be finished. */
void go_m_explain(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why);
void go_m_why_done(struct go_m_why *why);

const char *go_m_root_name(enum go_m_root root);
const char *go_m_cost_name(enum go_m_cost cost);
const char *go_m_kind_name(enum go_m_kind kind);

/* cause.c: fills root and steps. */
void go_m_cause(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why);

/* cost.c: fills cost and cost_why. */
void go_m_cost(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why);

#endif
