/* subjects.h -- the parts of judging that judge.c and subjects.c share. */
#ifndef HM_ESCAPE_SUBJECTS_H
#define HM_ESCAPE_SUBJECTS_H

#include "escape/judge.h"

struct hm__spot hm__spot_of(struct hm__place place);
/* The steps of an effect, first one first, into the verdict. */
void hm__copy_flow(struct hm__verdict *verdict, const struct hm__step *steps);
/* Code that came with the system says nothing about the program asked about. */
bool hm__in_system_header(LLVMValueRef function);
/* True when a block that the wrapper called here makes has a size that follows from data. */
bool hm__bases_vary(struct hm__program *program, LLVMValueRef call);

/* One verdict for each pointer parameter of a function, and for each local whose address escapes.
 */
void hm__judge_params(struct hm__program *program, struct hm__verdicts *verdicts,
                      LLVMValueRef function);
void hm__judge_locals(struct hm__program *program, struct hm__verdicts *verdicts,
                      LLVMValueRef function);

#endif
