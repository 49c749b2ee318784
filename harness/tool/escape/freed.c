/* freed.c -- is the block given back on every way out? A search from the site to the returns that
 * stops at every free; contract in judge.h. The answer is a note, not a verdict. */
#include "escape/base/arena.h"
#include "escape/judge.h"
#include "escape/base/map.h"

struct search {
    const struct proof_walk *walk;
    LLVMBasicBlockRef *blocks;
    size_t count, room;
    struct escape_map seen;
};

static void visit(struct search *search, LLVMBasicBlockRef block)
{
    uintptr_t *seen = escape_map_at(&search->seen, (uintptr_t)block);
    if (*seen == 0)
        *ESCAPE_APPEND(search->blocks, search->count, search->room) = block;
    *seen = 1;
}

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

/* All blocks that can be reached from `from` without passing the site again. */
static bool leads_to(const struct proof_walk *walk, LLVMBasicBlockRef from, LLVMBasicBlockRef goal)
{
    struct search search = { .walk = walk };
    LLVMBasicBlockRef home = LLVMGetInstructionParent(walk->site);
    LLVMBasicBlockRef block = from;
    for (size_t next = 0;;) {
        LLVMValueRef last = LLVMGetBasicBlockTerminator(block);
        for (unsigned i = 0; last != NULL && i < LLVMGetNumSuccessors(last); i++) {
            LLVMBasicBlockRef successor = LLVMGetSuccessor(last, i);
            if (successor == goal)
                return true;
            if (successor != home)
                visit(&search, successor);
        }
        if (next == search.count)
            return false;
        block = search.blocks[next++];
    }
}

/* A block that belongs to a loop which frees: `for (i...) free(a[i])`. Whoever gets there gets
 * freed. */
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

/* The successor on which there is no block to free: the pointer is null there, or the call that
 * hands out through a parameter has failed. NULL when there is none. */
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

struct llvm_place escape_not_freed_at(const struct proof_walk *walk)
{
    struct search search = { .walk = walk };
    LLVMBasicBlockRef block = LLVMGetInstructionParent(walk->site);
    LLVMValueRef at = LLVMGetNextInstruction(walk->site);
    for (size_t next = 0;;) {
        bool stopped = in_freeing_loop(walk, block);
        for (; at != NULL && !stopped; at = LLVMGetNextInstruction(at)) {
            if (LLVMIsAReturnInst(at) != NULL) {
                struct llvm_place place = llvm_place_of(at);
                if (place.file == NULL)
                    place = llvm_place_of_function(walk->function);
                return place;
            }
            stopped = is_free(walk, at);
        }
        LLVMValueRef last = LLVMGetBasicBlockTerminator(block);
        LLVMBasicBlockRef skipped = last != NULL && !stopped ? empty_handed(walk, last) : NULL;
        for (unsigned i = 0; last != NULL && !stopped && i < LLVMGetNumSuccessors(last); i++)
            if (LLVMGetSuccessor(last, i) != skipped)
                visit(&search, LLVMGetSuccessor(last, i));
        if (next == search.count)
            return (struct llvm_place){ 0 };
        block = search.blocks[next++];
        at = LLVMGetFirstInstruction(block);
    }
}
