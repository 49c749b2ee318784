/* called.h -- what a callee does with the block, carried over to the function that calls it. All
 * are for the call that the walk is at. */
#ifndef HM_ESCAPE_PROOF_CALLED_H
#define HM_ESCAPE_PROOF_CALLED_H

#include "escape/proof/reach.h"

/* The block escapes in the callee `name`, by its effect `inner`. */
void proof_called_escapes(struct proof_walk *walk, const char *name,
                          const struct proof_effect *inner);

/* Our steps, then "passed to NAME" at the call, then `theirs`: the callee's. */
const struct proof_step *proof_called_steps(const struct proof_walk *walk, const char *name,
                                            const struct proof_step *theirs);

/* The call frees the block. */
void proof_called_frees(struct proof_walk *walk);

/* The function called calls `callback` with the block in argument `arg`. Where the result of the
 * callback goes is not known, so every effect on the block but a free is an escape. */
void proof_called_back(struct proof_walk *walk, LLVMValueRef callback, unsigned arg,
                       struct escape_path path);

#endif
