/* judge.h -- every allocation site, pointer parameter and local of a program, each with its
 * verdict. */
#ifndef HM_ESCAPE_JUDGE_H
#define HM_ESCAPE_JUDGE_H

#include "escape/base/verdict.h"
#include "escape/proof/walk.h"

/* Judge all of them: sites, parameters and locals as the options ask, sorted by place. */
void escape_judge(struct llvm_program *program, struct escape_verdicts *verdicts);

/* The place of a return that is reached with the block of a settled site walk not given back; file
 * NULL when every way out frees it or no longer has it. */
struct llvm_place escape_not_freed_at(const struct proof_walk *walk);

#endif
