/* ir.h -- questions about the IR: instructions, calls, attributes, sizes and offsets. */
#ifndef HM_ESCAPE_LLVM_IR_H
#define HM_ESCAPE_LLVM_IR_H

#include <stdbool.h>

#include "escape/base/known.h"
#include "escape/base/path.h"
#include "escape/llvm/function.h"
#include "escape/llvm/program.h"

/* All instructions of a function, block after block; NULL after the last one. */
LLVMValueRef llvm_first_instruction(LLVMValueRef function);
LLVMValueRef llvm_next_instruction(LLVMValueRef instruction);

/* The position of a parameter (an argument value), from 0; and its attribute `name`. */
unsigned llvm_param_index(LLVMValueRef param);
bool llvm_param_has(LLVMValueRef param, const char *name);

/* Calls and functions. */

bool llvm_is_call(LLVMValueRef value);
/* True for a call of an LLVM intrinsic whose name starts with `prefix` ("llvm.lifetime.start"). */
bool llvm_is_intrinsic(LLVMValueRef value, const char *prefix);
/* The function that a call reaches, past casts and aliases; NULL when it is not known. */
LLVMValueRef llvm_callee_of(LLVMValueRef call);
/* The function that a call reaches, if it has a final body; else NULL. */
LLVMValueRef llvm_body_of(LLVMValueRef call);
/* True for a call that may return a second time: setjmp, vfork, `returns_twice`. */
bool llvm_returns_twice(LLVMValueRef call);
/* True if the program takes the address of such a function: an indirect call may be one, then. */
bool llvm_twice_is_pointed_to(LLVMModuleRef module);
/* The allocator that a direct call reaches, NULL if it is none: a name of the options, of the
 * library, or a declaration with the attributes of an allocator. A name of the options counts also
 * when the program has its body, as in the file that defines xmalloc. */
const struct escape_allocator *llvm_direct_allocator(const struct llvm_program *program,
                                                     LLVMValueRef call);
/* An allocator known only by --alloc: the roles of its arguments are taken from the call. The first
 * integer is the size, a second one multiplies it, the first pointer is the block that grows. */
const struct escape_allocator *llvm_allocator_by_shape(LLVMValueRef call, const char *name);
/* True for the names that the options call a free. */
bool llvm_frees(const struct llvm_program *program, LLVMValueRef function);

/* Does the module name or call an allocator? */
bool llvm_allocates(const struct llvm_program *program, LLVMModuleRef module);

/* Attribute `name` on argument `index` of the call or of the function it reaches. */
bool llvm_argument_has(LLVMValueRef call, unsigned index, const char *name);
/* The argument is promised not to be captured (nocapture, captures(none),
 * captures(address)). */
bool llvm_argument_not_captured(LLVMValueRef call, unsigned index);
/* The function only reads memory (`pure`, `const`): nothing outlives the call but its result. */
bool llvm_only_reads(LLVMValueRef call);

/* Types, sizes, offsets. */

bool llvm_is_pointer(LLVMValueRef value);
/* A struct or an array held as one value. */
bool llvm_is_aggregate(LLVMValueRef value);
/* The text that a pointer constant points to, NULL if it is none. In the arena. */
const char *llvm_text(LLVMValueRef pointer);
int64_t llvm_store_size(const struct llvm_program *program, LLVMTypeRef type);
/* How far a getelementptr moves its pointer. */
struct escape_offset llvm_gep_offset(const struct llvm_program *program, LLVMValueRef gep);
/* The place inside an aggregate that extractvalue or insertvalue names. */
int64_t llvm_field_offset(const struct llvm_program *program, LLVMTypeRef type, LLVMValueRef user);
/* True for a constant integer of at most 64 bits; *result is its value. */
bool llvm_constant(LLVMValueRef value, int64_t *result);

#endif
