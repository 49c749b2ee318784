/* blocks.c -- the worklist of a search along the control-flow graph; contract in blocks.h. */
#include "escape/llvm/blocks.h"

#include "escape/base/arena.h"

void llvm_blocks_add_successors(struct llvm_blocks *blocks, LLVMBasicBlockRef block,
                                LLVMBasicBlockRef except)
{
    LLVMValueRef last = LLVMGetBasicBlockTerminator(block);
    for (unsigned i = 0; last != NULL && i < LLVMGetNumSuccessors(last); i++) {
        LLVMBasicBlockRef next = LLVMGetSuccessor(last, i);
        uintptr_t *seen = escape_map_at(&blocks->seen, (uintptr_t)next);
        if (*seen == 0 && next != except) {
            *seen = 1;
            *ESCAPE_APPEND(blocks->items, blocks->count, blocks->room) = next;
        }
    }
}
