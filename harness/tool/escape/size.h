/* size.h -- how large the block of an allocating call is, if that is the same in every run. */
#ifndef HM_ESCAPE_SIZE_H
#define HM_ESCAPE_SIZE_H

#include "escape/llvm/hooks.h"
#include "escape/proof/facts.h"

struct escape_size {
    bool known;
    bool frees; /* known, and 0 of a function like realloc: no block is made */
    int64_t bytes;
};

/* The size of the block that `call` makes. `allocator` NULL: a function of the program that returns
 * a fresh block; then the arguments of this call decide. */
struct escape_size escape_size(struct proof_analysis *analysis, LLVMValueRef call,
                               const struct escape_allocator *allocator);

#endif
