/* hooks.h -- allocators that are called through a pointer: `hooks->malloc(n)`.
 *
 * A hook is a global pointer, or a member of one struct type. It is an allocator when every
 * function that the program itself puts there allocates. It frees when every function there frees,
 * and the same struct has an allocator too. What a user of the program puts there later is taken to
 * do the same. --alloc and --free name the called expression instead, as the source has it.
 */
#ifndef HM_ESCAPE_LLVM_HOOKS_H
#define HM_ESCAPE_LLVM_HOOKS_H

#include <stdbool.h>

#include <llvm-c/Core.h>

#include "escape/base/known.h"
#include "escape/llvm/program.h"

struct llvm_hooks;

/* All hooks of the module, in the arena; for program->hooks. Without them only --alloc and --free
 * name hooks. */
struct llvm_hooks *llvm_hooks_find(const struct llvm_program *program);

/* The allocator that a call reaches, directly or through a pointer; NULL if it is none. */
const struct escape_allocator *llvm_allocator_of(const struct llvm_program *program,
                                                 LLVMValueRef call);
/* True if a call through a pointer frees. */
bool llvm_hook_frees(const struct llvm_program *program, LLVMValueRef call);

#endif
