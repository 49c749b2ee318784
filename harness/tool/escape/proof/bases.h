/* bases.h -- which objects a pointer may point into: a search backwards along the def-use chains,
 * from the pointer to what it is computed from. The answer is complete: it names every object, or
 * has PROOF_BASE_UNKNOWN in it. */
#ifndef HM_ESCAPE_PROOF_BASES_H
#define HM_ESCAPE_PROOF_BASES_H

#include "escape/proof/facts.h"

enum proof_base_kind {
    PROOF_BASE_LOCAL, /* an alloca, or a parameter passed by value */
    PROOF_BASE_BLOCK, /* the result of an allocating call in this function */
    PROOF_BASE_FRESH, /* the result of a call that hands out a block that nothing else points to */
    PROOF_BASE_PARAM, /* what a parameter points to */
    PROOF_BASE_GLOBAL,
    PROOF_BASE_UNKNOWN, /* any object; `value` is where the search ends */
};

struct proof_base {
    enum proof_base_kind kind;
    LLVMValueRef value;
    struct escape_offset at; /* the pointer is value + at */
};

enum { PROOF_BASES_MAX = 24 };

struct proof_bases {
    struct proof_base list[PROOF_BASES_MAX];
    unsigned count;
};

/* The null pointer has no base. */
void proof_bases_of(struct proof_analysis *analysis, LLVMValueRef pointer,
                    struct proof_bases *bases);

/* What `function` may return, in the same terms; computed once. A function that is asked about
 * while its answer is being computed returns PROOF_BASE_UNKNOWN. Borrowed. */
const struct proof_bases *proof_bases_returned(struct proof_analysis *analysis,
                                               LLVMValueRef function);

/* True when both values are made from the same one object, so that their difference is a number. */
bool proof_bases_same(struct proof_analysis *analysis, LLVMValueRef a, LLVMValueRef b);

#endif
