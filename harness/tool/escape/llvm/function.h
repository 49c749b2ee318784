/* function.h -- what a function is: its name, its body, and whether it is one of the C library. */
#ifndef HM_ESCAPE_LLVM_FUNCTION_H
#define HM_ESCAPE_LLVM_FUNCTION_H

#include <stdbool.h>

#include <llvm-c/Core.h>

/* The name as the programmer wrote it: no ".12" from linking, no ".addr", no "function." before a
 * static local. Never NULL; "" when the value has none. In the arena. */
const char *llvm_name_of(LLVMValueRef value);

/* The function behind a pointer constant, or NULL. */
LLVMValueRef llvm_function_behind(LLVMValueRef value);
/* True for a function or an alias of which another definition may be linked (weak). */
bool llvm_is_replaceable(LLVMValueRef global);
/* True when the body in the module is the one that runs: it is not replaceable at link time. */
bool llvm_has_final_body(LLVMValueRef function);
/* True for the inline copy of a library function in a system header (getline, atoi). */
bool llvm_is_header_copy(LLVMValueRef function);

/* True when the function is declared as the library function of its name is. */
bool llvm_has_library_prototype(LLVMValueRef function);
/* escape_known_fates() of a function that has the name and the prototype of a library function. */
const char *llvm_known_fates(LLVMValueRef function);

#endif
