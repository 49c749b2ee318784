/* blocks.h -- basic blocks to visit in a search along the control-flow graph, each of them once.
 * Start from { 0 }. */
#ifndef HM_ESCAPE_LLVM_BLOCKS_H
#define HM_ESCAPE_LLVM_BLOCKS_H

#include <llvm-c/Core.h>

#include "escape/base/map.h"

struct llvm_blocks {
    LLVMBasicBlockRef *items; /* in the order in which they were added */
    size_t count, room;
    struct escape_map seen;
};

/* Add the successors of `block` that were not added before, but for `except` (NULL: all). */
void llvm_blocks_add_successors(struct llvm_blocks *blocks, LLVMBasicBlockRef block,
                                LLVMBasicBlockRef except);

#endif
