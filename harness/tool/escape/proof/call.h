/* call.h -- the rules for calls, shared by walk_call.c and library.c. */
#ifndef HM_ESCAPE_PROOF_CALL_H
#define HM_ESCAPE_PROOF_CALL_H

#include "escape/proof/walk.h"

/* The block is argument `index` of a call of the library function `name` with those fates. */
void proof_call_library(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call,
                        const char *name, const char *fates, unsigned index);
/* ... of the LLVM intrinsic `name`. */
void proof_call_intrinsic(struct proof_walk *walk, const struct proof_state *from,
                          LLVMValueRef call, const char *name, unsigned index);
/* ... an operand of inline assembly. */
void proof_call_assembly(struct proof_walk *walk, const struct proof_state *from,
                         LLVMValueRef call);

/* `callback`, called back by somebody else's code, receives the block in argument `arg`. Where its
 * result goes is not followed, so only effects that end inside it are taken. */
void proof_call_back(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call,
                     LLVMValueRef callback, unsigned arg, struct escape_path path);

/* The call gives the block back. */
void proof_call_frees(struct proof_walk *walk, LLVMValueRef call);

#endif
