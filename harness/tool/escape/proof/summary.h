/* summary.h -- what a function does with a block that reaches one of its parameters, worked out
 * once per parameter and path, and again when something it rests on has grown: from "nothing"
 * upwards, so that recursion ends at the least answer that holds. */
#ifndef HM_ESCAPE_PROOF_SUMMARY_H
#define HM_ESCAPE_PROOF_SUMMARY_H

#include "escape/proof/bases.h"
#include "escape/proof/walk.h"

/* The effects of `function` (with a final body) on a block reachable from parameter `param` by
 * `path`. The answer may still grow; the walk that asked is then run again. Borrowed, in the arena.
 */
const struct proof_effects *proof_summary_of(struct llvm_program *program, LLVMValueRef function,
                                             unsigned param, struct escape_path path);

/* Where a walk starts. */
typedef void proof_walk_start(struct proof_walk *walk, void *context);

/* Walk from `start` until the walk and all summaries it rests on agree. *walk holds the effects. */
void proof_walk_settled(struct proof_walk *walk, struct llvm_program *program,
                        LLVMValueRef function, proof_walk_start *start, void *context);

/* What `function` may return, remembered. A function that is in the middle of being asked returns
 * PROOF_BASE_UNKNOWN. */
const struct proof_bases *proof_bases_returned(struct llvm_program *program, LLVMValueRef function);

/* True when every block that `function` makes and returns can be reached only through its result.
 */
bool proof_returns_fresh(struct llvm_program *program, LLVMValueRef function);

/* Answer the two questions above for every function, callees before callers. */
void proof_summaries_prepare(struct llvm_program *program);

#endif
