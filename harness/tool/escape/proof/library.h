/* library.h -- calls whose body is not C of the program: library functions, intrinsics, inline
 * assembly. */
#ifndef HM_ESCAPE_PROOF_LIBRARY_H
#define HM_ESCAPE_PROOF_LIBRARY_H

#include "escape/proof/reach.h"

/* The block is argument `index` of a call of the library function `name` with those fates. */
void proof_call_library(struct proof_walk *walk, const char *name, const char *fates,
                        unsigned index);
/* ... of the LLVM intrinsic `name`. */
void proof_call_intrinsic(struct proof_walk *walk, const char *name, unsigned index);
/* ... an operand of inline assembly. */
void proof_call_assembly(struct proof_walk *walk);

#endif
