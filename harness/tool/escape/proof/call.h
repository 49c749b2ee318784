/* call.h -- the transfer rules for calls: of functions with a body, of library functions, through
 * function pointers, and of inline assembly. */
#ifndef HM_ESCAPE_PROOF_CALL_H
#define HM_ESCAPE_PROOF_CALL_H

#include "escape/proof/reach.h"

/* Apply the rule for the call that the walk is at. */
void proof_walk_call(struct proof_walk *walk);

#endif
