/* tags.h -- what a function pointer is stored in or called from: a global pointer, or which member
 * of which struct. It is noted on the instruction before the cleaning passes run, which fold the
 * type of the struct into a number of bytes.
 */
#ifndef HM_ESCAPE_LLVM_TAGS_H
#define HM_ESCAPE_LLVM_TAGS_H

#include <stdbool.h>

#include <llvm-c/Core.h>

struct llvm_tag {
    LLVMValueRef global; /* the pointer, or NULL: */
    const char *type;    /* member `field` of the struct of that name */
    unsigned field;
};

/* Tag every store of a pointer and every indirect call of the module. */
void llvm_tags_put(LLVMModuleRef module);

/* The tag of a store or a call. False, and all zero, when it has none. */
bool llvm_tag_of(LLVMValueRef instruction, struct llvm_tag *tag);

/* The name of a struct type without the number that linking gives to a copy, in the arena; NULL
 * when it has none. */
const char *llvm_tag_type(LLVMTypeRef type);

#endif
