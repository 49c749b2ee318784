/* slice.h -- the part of a file that decides which of its allocator calls an optimiser deletes. */
#ifndef HM_ESCAPE_LLVM_SLICE_H
#define HM_ESCAPE_LLVM_SLICE_H

#include "escape/llvm/program.h"

/* Write a copy of `module` as bitcode to a file in memory, and return its descriptor; -1: not
 * possible, take the whole file. The bodies that are left are those of the functions that name an
 * allocator, of all that call these, directly or not, and of all functions that any of these name.
 * No other body is inlined into them or gets them inlined, so an optimiser treats them as in the
 * whole file. */
int llvm_slice(const struct llvm_program *program, LLVMModuleRef module);

#endif
