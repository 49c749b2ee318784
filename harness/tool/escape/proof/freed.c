/* freed.c -- a search from the site to the returns that stops at every free; contract in
 * freed.h. */
#include "escape/proof/freed.h"

#include "escape/llvm/blocks.h"
#include "escape/llvm/place.h"

static bool is_free(const struct proof_walk *walk, LLVMValueRef instruction)
{
    for (size_t i = 0; i < walk->free_count; i++)
        if (walk->frees[i] == instruction)
            return true;
    return false;
}

static bool points_to_block(const struct proof_walk *walk, LLVMValueRef value)
{
    for (size_t i = 0; i < walk->state_count; i++)
        if (walk->states[i].value == value && walk->states[i].path.depth == 0)
            return true;
    return false;
}

/* True when `goal` can be reached from the end of `from` without running the site again. */
static bool leads_to(const struct proof_walk *walk, LLVMBasicBlockRef from, LLVMBasicBlockRef goal)
{
    struct llvm_blocks blocks = { 0 };
    LLVMBasicBlockRef home = LLVMGetInstructionParent(walk->site), block = from;
    for (size_t next = 0;;) {
        if (block != home || next == 0)
            llvm_blocks_add_successors(&blocks, block, NULL);
        if (next == blocks.count)
            return false;
        block = blocks.items[next++];
        if (block == goal)
            return true;
    }
}

/* A basic block of a loop that frees: `for (i...) free(a[i])`. The loop is taken to free the
 * block. */
static bool in_freeing_loop(const struct proof_walk *walk, LLVMBasicBlockRef block)
{
    for (size_t i = 0; i < walk->free_count; i++) {
        LLVMBasicBlockRef freeing = LLVMGetInstructionParent(walk->frees[i]);
        if (block != LLVMGetInstructionParent(walk->site) && leads_to(walk, block, freeing) &&
            leads_to(walk, freeing, block))
            return true;
    }
    return false;
}

static bool frees_ahead(const struct proof_walk *walk, LLVMBasicBlockRef block)
{
    for (size_t i = 0; i < walk->free_count; i++) {
        LLVMBasicBlockRef freeing = LLVMGetInstructionParent(walk->frees[i]);
        if (block == freeing || leads_to(walk, block, freeing))
            return true;
    }
    return false;
}

/* The successor on which there is no block to free: the pointer is null there, or the allocator
 * with an out-parameter has failed. NULL when there is none. */
static LLVMBasicBlockRef empty_handed(const struct proof_walk *walk, LLVMValueRef branch)
{
    if (LLVMGetNumSuccessors(branch) != 2 || !LLVMIsABranchInst(branch))
        return NULL;
    LLVMValueRef test = LLVMGetCondition(branch);
    if (LLVMIsAICmpInst(test) == NULL)
        return NULL;
    LLVMValueRef left = LLVMGetOperand(test, 0), right = LLVMGetOperand(test, 1);
    LLVMIntPredicate predicate = LLVMGetICmpPredicate(test);
    LLVMBasicBlockRef yes = LLVMGetSuccessor(branch, 0), no = LLVMGetSuccessor(branch, 1);
    if (LLVMIsAConstantPointerNull(right) != NULL && points_to_block(walk, left))
        return predicate == LLVMIntEQ ? yes : predicate == LLVMIntNE ? no : NULL;
    if (left == walk->site && LLVMGetTypeKind(LLVMTypeOf(left)) == LLVMIntegerTypeKind &&
        frees_ahead(walk, yes) != frees_ahead(walk, no))
        return frees_ahead(walk, yes) ? no : yes;
    return NULL;
}

struct escape_place proof_not_freed_at(const struct proof_walk *walk)
{
    struct llvm_blocks blocks = { 0 };
    LLVMBasicBlockRef block = LLVMGetInstructionParent(walk->site);
    LLVMValueRef at = LLVMGetNextInstruction(walk->site);
    for (size_t next = 0;;) {
        bool stopped = in_freeing_loop(walk, block);
        for (; at != NULL && !stopped; at = LLVMGetNextInstruction(at)) {
            if (LLVMIsAReturnInst(at) != NULL) {
                struct escape_place place = llvm_place_of(at);
                if (place.file == NULL)
                    place = llvm_place_of_function(walk->function);
                return place;
            }
            stopped = is_free(walk, at);
        }
        LLVMValueRef last = LLVMGetBasicBlockTerminator(block);
        LLVMBasicBlockRef skipped = last != NULL && !stopped ? empty_handed(walk, last) : NULL;
        if (!stopped)
            llvm_blocks_add_successors(&blocks, block, skipped);
        if (next == blocks.count)
            return (struct escape_place){ 0 };
        block = blocks.items[next++];
        at = LLVMGetFirstInstruction(block);
    }
}
