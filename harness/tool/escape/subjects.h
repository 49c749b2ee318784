/* subjects.h -- the parts of judging that judge.c and subjects.c share. */
#ifndef HM_ESCAPE_SUBJECTS_H
#define HM_ESCAPE_SUBJECTS_H

#include "escape/judge.h"

struct escape_spot escape_spot_of(struct llvm_place place);
/* The steps of an effect, first one first, into the verdict. */
void escape_copy_flow(struct escape_verdict *verdict, const struct proof_step *steps);
/* Code that came with the system says nothing about the program asked about. */
bool escape_in_system_header(LLVMValueRef function);
/* True when a block that the wrapper called here makes has a size that follows from data. */
bool escape_bases_vary(struct llvm_program *program, LLVMValueRef call);

/* One verdict for each pointer parameter of a function, and for each local whose address escapes.
 */
void escape_judge_params(struct llvm_program *program, struct escape_verdicts *verdicts,
                         LLVMValueRef function);
void escape_judge_locals(struct llvm_program *program, struct escape_verdicts *verdicts,
                         LLVMValueRef function);

#endif
