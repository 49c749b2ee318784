/* summary.h -- what a function does with a block that reaches one of its parameters, computed once
 * per parameter and path, and again when a summary it depends on has grown. The answers start empty
 * and only grow, so recursion ends at the least fixed point. */
#ifndef HM_ESCAPE_PROOF_SUMMARY_H
#define HM_ESCAPE_PROOF_SUMMARY_H

#include "escape/proof/walk.h"

/* Begin the analysis of a program: its questions about callees (facts.h) are answered by summaries
 * from now on. Asks which functions return fresh blocks, callees before callers. */
void proof_analysis_begin(struct proof_analysis *analysis, const struct llvm_program *program);

/* Where a walk starts. */
typedef void proof_walk_start(struct proof_walk *walk, void *context);

/* Walk from `start` until the walk agrees with all summaries it depends on. The effects are in
 * *walk. */
void proof_walk_settled(struct proof_walk *walk, struct proof_analysis *analysis,
                        LLVMValueRef function, proof_walk_start *start, void *context);

#endif
