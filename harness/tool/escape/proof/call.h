/* call.h -- the transfer rules for calls: of functions with a body, of library functions, through
 * function pointers, and of inline assembly. */
#ifndef HM_ESCAPE_PROOF_CALL_H
#define HM_ESCAPE_PROOF_CALL_H

#include "escape/proof/reach.h"

/* `call` uses the value of the state as an argument, or as the function called. */
void proof_walk_call(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call);

#endif
