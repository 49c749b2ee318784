/* go_m_why.h -- what a finding of the Go compiler means, in plain sentences: why it is so, whether
 * it costs a block, what would change it.
 *
 * All of it is inference from the text, and the text says less than the compiler knows; where two
 * readings are possible both are given. Sentences have no line breaks. Owned strings are freed by
 * hm__m_why_done(). Not thread-safe. */
#ifndef HM_GO_M_WHY_H
#define HM_GO_M_WHY_H

#include "go_m/go_m.h"

enum hm__m_root {
    HM__ROOT_UNKNOWN,
    HM__ROOT_INDIRECT_CALL, /* the code that runs is not known */
    HM__ROOT_CALL,          /* a known function keeps it */
    HM__ROOT_SOME_CALL,     /* one of the two; the text does not say */
    HM__ROOT_RETURN,
    HM__ROOT_STORE, /* in a global or through a pointer */
    HM__ROOT_CLOSURE,
    HM__ROOT_SEND,
    HM__ROOT_MAP,
    HM__ROOT_APPEND,
    HM__ROOT_RUNTIME_SIZE,
    HM__ROOT_TOO_LARGE,
};

enum hm__m_cost {
    HM__COST_NONE,
    HM__COST_BLOCK,     /* a block each time it is reached */
    HM__COST_DEPENDS,   /* on the value, or on the version of Go */
    HM__COST_ELSEWHERE, /* a leak: it is the caller's value that must be on the heap */
};

enum { HM__WHY_STEPS = 8 };

struct hm__m_why {
    enum hm__m_root root;
    char *steps[HM__WHY_STEPS]; /* from the value to the last cause; owned */
    size_t n_steps;
    enum hm__m_cost cost;
    const char *cost_why; /* a sentence */
    const char *change;   /* a sentence; NULL if there is nothing to change */
};

/* The set must be finished. */
void hm__m_explain(const struct hm__m_set *set, const struct hm__m_finding *f,
                   struct hm__m_why *why);
void hm__m_why_done(struct hm__m_why *why);

const char *hm__m_root_name(enum hm__m_root root);
const char *hm__m_cost_name(enum hm__m_cost cost);
const char *hm__m_kind_name(enum hm__m_kind kind);

/* go_m_cause.c: fills root and steps. */
void hm__m_cause(const struct hm__m_set *set, const struct hm__m_finding *f, struct hm__m_why *why);

/* go_m_cost.c: fills cost and cost_why. */
void hm__m_cost(const struct hm__m_set *set, const struct hm__m_finding *f, struct hm__m_why *why);

/* 1, "C", 'x', true, nil: what the compiler prints for a constant. */
bool hm__m_is_constant(const char *what);

#endif
