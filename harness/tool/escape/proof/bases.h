/* base.h -- which object a pointer points into: the walk backwards, from a pointer to what it is
 * made of. Complete or PROOF_BASE_UNKNOWN: a pointer whose bases are all named points into one of
 * them. */
#ifndef HM_ESCAPE_PROOF_BASES_H
#define HM_ESCAPE_PROOF_BASES_H

#include "escape/llvm/program.h"

enum proof_base_kind {
    PROOF_BASE_LOCAL, /* an alloca, or a parameter passed by value */
    PROOF_BASE_BLOCK, /* the result of an allocating call in this function */
    PROOF_BASE_FRESH, /* the result of a call that hands out a block nobody else holds */
    PROOF_BASE_PARAM, /* what a parameter points to */
    PROOF_BASE_GLOBAL,
    PROOF_BASE_UNKNOWN, /* anything; `value` is where the trail ends */
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
void proof_bases_of(struct llvm_program *program, LLVMValueRef pointer, struct proof_bases *bases);

/* What `function` may return, in the same terms; proof_bases_returned() remembers it. */
void proof_bases_of_returns(struct llvm_program *program, LLVMValueRef function,
                            struct proof_bases *bases);

/* True when both values are made from the same one object, so that their difference is a number. */
bool proof_bases_same(struct llvm_program *program, LLVMValueRef a, LLVMValueRef b);

#endif
