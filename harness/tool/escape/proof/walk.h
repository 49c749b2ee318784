/* walk.h -- follow one block through every use, forwards, inside one function.
 *
 * This is an interprocedural, flow-insensitive points-to analysis, driven by demand: a taint
 * analysis whose one source is the block. An abstract value is an access path of bounded length
 * (path.h): "from this value the block is reached by these offsets and loads". A worklist applies a
 * transfer rule for each use of a reached value until nothing new is reached. What leaves the
 * function becomes an effect. A call of a function with a body is answered by that function's
 * summary: the effects of the same walk started at the parameter, computed to a least fixed point
 * (summary.h). The loop rules (loop.h) alone look at control flow.
 *
 * What is not understood is an escape: a wrong "does not escape" is the one error not allowed.
 * Integers, bytes and bits made from an address are followed like the address itself. Only the
 * result of a comparison and a table look-up are taken not to lead back to it. */
#ifndef HM_ESCAPE_PROOF_WALK_H
#define HM_ESCAPE_PROOF_WALK_H

#include "escape/base/known.h"
#include "escape/proof/reach.h"

/* Start at the block of an allocating call: at its result, or at what its out-parameter points to.
 * `allocator` is NULL for a call of a function that returns a fresh block. */
void proof_walk_site(struct proof_walk *walk, LLVMValueRef call,
                     const struct escape_allocator *allocator);

/* Until nothing new is reached, or the block is known to escape. */
void proof_walk_run(struct proof_walk *walk);

#endif
