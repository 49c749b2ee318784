/* base.h -- which object a pointer points into: the walk backwards, from a pointer to what it is
 * made of. Complete or HM__BASE_UNKNOWN: a pointer whose bases are all named points into one of
 * them. */
#ifndef HM_ESCAPE_BASE_H
#define HM_ESCAPE_BASE_H

#include "escape/llvm/program.h"

enum hm__base_kind {
    HM__BASE_LOCAL, /* an alloca, or a parameter passed by value */
    HM__BASE_BLOCK, /* the result of an allocating call in this function */
    HM__BASE_FRESH, /* the result of a call that hands out a block nobody else holds */
    HM__BASE_PARAM, /* what a parameter points to */
    HM__BASE_GLOBAL,
    HM__BASE_UNKNOWN, /* anything; `value` is where the trail ends */
};

struct hm__base {
    enum hm__base_kind kind;
    LLVMValueRef value;
    struct hm__offset at; /* the pointer is value + at */
};

enum { HM__BASES_MAX = 24 };

struct hm__bases {
    struct hm__base list[HM__BASES_MAX];
    unsigned count;
};

/* The null pointer has no base. */
void hm__bases_of(struct hm__program *program, LLVMValueRef pointer, struct hm__bases *bases);

/* What `function` may return, in the same terms; hm__bases_returned() remembers it. */
void hm__bases_of_returns(struct hm__program *program, LLVMValueRef function,
                          struct hm__bases *bases);

/* True when both values are made from the same one object, so that their difference is a number. */
bool hm__bases_same(struct hm__program *program, LLVMValueRef a, LLVMValueRef b);

#endif
