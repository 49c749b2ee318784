/* place.h -- where instructions and functions stand in the source, from the debug information.
 *
 * clang splits a path into a directory and a file name in more than one way. A message names the
 * file as the command line did, so that an editor can open it and results can be compared. */
#ifndef HM_ESCAPE_LLVM_PLACE_H
#define HM_ESCAPE_LLVM_PLACE_H

#include <llvm-c/Core.h>

#include "escape/base/options.h"
#include "escape/base/place.h"

/* Start a new run: forget all file names, and prefer the ones in `options` from now on. */
void llvm_places_begin(const struct escape_options *options);

/* The strings live in the arena. A place that the compiler made up (line 0) is unknown. */
struct escape_place llvm_place_of(LLVMValueRef instruction);
/* Where a function is defined; column 0. */
struct escape_place llvm_place_of_function(LLVMValueRef function);

#endif
