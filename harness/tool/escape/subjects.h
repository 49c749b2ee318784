/* subjects.h -- judging the three kinds of subject in one function: allocation sites, pointer
 * parameters, and locals. */
#ifndef HM_ESCAPE_SUBJECTS_H
#define HM_ESCAPE_SUBJECTS_H

#include "escape/base/verdict.h"
#include "escape/proof/facts.h"

/* One verdict for each site, for each pointer parameter, and for each local whose address is passed
 * on. They are added to *verdicts in no particular order. */
void escape_judge_sites(struct proof_analysis *analysis, struct escape_verdicts *verdicts,
                        LLVMValueRef function);
void escape_judge_params(struct proof_analysis *analysis, struct escape_verdicts *verdicts,
                         LLVMValueRef function);
void escape_judge_locals(struct proof_analysis *analysis, struct escape_verdicts *verdicts,
                         LLVMValueRef function);

/* For the three: the verdict is "escapes", by this effect. */
void escape_verdict_escapes(struct escape_verdict *verdict, const struct proof_effect *effect);
/* " at FILE:LINE:COL", or "" for an unknown place. In the arena. */
const char *escape_at_text(struct escape_place at);
/* The place of the whole word `name` in the source, at or after column `column` of `near` and over
 * at most `lines` lines; `near` itself when it is not there. */
struct escape_place escape_place_of_word(struct escape_place near, unsigned column, unsigned lines,
                                         const char *name);
/* Where the parameter `name` of `function` is declared. */
struct escape_place escape_place_of_param(LLVMValueRef function, const char *name);

#endif
