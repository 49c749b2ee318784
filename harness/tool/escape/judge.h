/* judge.h -- every allocation site, pointer parameter and local of a program, each with its
 * verdict. */
#ifndef HM_ESCAPE_JUDGE_H
#define HM_ESCAPE_JUDGE_H

#include "escape/base/verdict.h"
#include "escape/llvm/program.h"

/* Judge the kinds of subject that the options ask for. The verdicts are sorted by place, and each
 * is there once. */
void escape_judge(const struct llvm_program *program, struct escape_verdicts *verdicts);

#endif
