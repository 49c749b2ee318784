/* call.h -- the rules for calls, shared by walk_call.c and library.c. */
#ifndef HM_ESCAPE_CALL_H
#define HM_ESCAPE_CALL_H

#include "escape/proof/walk.h"

/* The block is argument `index` of a call of the library function `name` with those fates. */
void hm__call_library(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                      const char *name, const char *fates, unsigned index);
/* ... of the LLVM intrinsic `name`. */
void hm__call_intrinsic(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                        const char *name, unsigned index);
/* ... an operand of inline assembly. */
void hm__call_assembly(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call);

/* `callback`, called back by somebody else's code, receives the block in argument `arg`. Where its
 * result goes is not followed, so only effects that end inside it are taken. */
void hm__call_back(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                   LLVMValueRef callback, unsigned arg, struct hm__path path);

/* The call gives the block back. */
void hm__call_frees(struct hm__walk *walk, LLVMValueRef call);

#endif
