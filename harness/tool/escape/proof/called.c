/* called.c -- effects of a callee as effects of the caller; contract in called.h. */
#include "escape/proof/called.h"

#include "escape/base/arena.h"
#include "escape/llvm/ir.h"
#include "escape/llvm/place.h"

enum { THEIR_STEPS_MAX = 16 };

/* A new list: ours first, then at most `limit` of theirs. */
static const struct proof_step *joined_steps(const struct proof_step *ours,
                                             const struct proof_step *theirs, unsigned limit)
{
    if (theirs == NULL || limit == 0)
        return ours;
    struct proof_step *step = escape_arena_get(sizeof *step);
    *step = *theirs;
    step->before = joined_steps(ours, theirs->before, limit - 1);
    return step;
}

const struct proof_step *proof_called_steps(const struct proof_walk *walk, const char *name,
                                            const struct proof_step *theirs)
{
    struct proof_step *step = escape_arena_get(sizeof *step);
    *step = (struct proof_step){ .before = walk->now.steps,
                                 .deed = { PROOF_DEED_PASSED_TO, name },
                                 .at = llvm_place_of(walk->use) };
    return joined_steps(step, theirs, THEIR_STEPS_MAX);
}

void proof_called_escapes(struct proof_walk *walk, const char *name,
                          const struct proof_effect *inner)
{
    struct proof_effect effect = {
        .kind = PROOF_ESCAPES,
        .deed = inner->deed,
        .callee = name,
        .at = inner->at.file != NULL && inner->at.line != 0 ? inner->at : llvm_place_of(walk->use),
        .steps = proof_called_steps(walk, name, inner->steps),
    };
    proof_effects_add(&walk->effects, &effect);
}

void proof_called_frees(struct proof_walk *walk)
{
    for (size_t i = 0; i < walk->free_count; i++)
        if (walk->frees[i] == walk->use)
            return;
    *ESCAPE_APPEND(walk->frees, walk->free_count, walk->free_room) = walk->use;
    struct proof_effect effect = { .kind = PROOF_FREED, .at = llvm_place_of(walk->use) };
    proof_effects_add(&walk->effects, &effect);
}

/* A callback without a final body: a library function, a name of --free, or unknown. */
static void declared_back(struct proof_walk *walk, LLVMValueRef function, unsigned arg,
                          unsigned depth)
{
    const char *name = llvm_name_of(function);
    const char *fates = llvm_known_fates(function);
    enum escape_fate fate = fates != NULL ? escape_known_fate(fates, arg) : ESCAPE_FATE_KEPT;
    if ((fate == ESCAPE_FATE_FREED || llvm_frees(walk->program, function)) && depth == 0)
        proof_called_frees(walk);
    else if (fate != ESCAPE_FATE_LOOKED_AT && fate != ESCAPE_FATE_FREED &&
             (fate != ESCAPE_FATE_TEXT || depth > 0))
        proof_walk_escape(walk, PROOF_DEED_PASSED_TO_EXTERNAL, name);
}

void proof_called_back(struct proof_walk *walk, LLVMValueRef callback, unsigned arg,
                       struct escape_path path)
{
    LLVMValueRef function = llvm_function_behind(callback);
    if (LLVMIsAConstantPointerNull(callback) != NULL)
        return;
    if (function == NULL) {
        proof_walk_escape(walk, PROOF_DEED_PASSED_TO_CALLBACK, NULL);
        return;
    }
    if (!llvm_has_final_body(function) || arg >= LLVMCountParams(function)) {
        declared_back(walk, function, arg, path.depth);
        return;
    }
    const struct proof_effects *effects =
        walk->analysis->effects_of(walk->analysis, function, arg, path);
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind == PROOF_FREED)
            proof_called_frees(walk);
        else
            proof_called_escapes(walk, llvm_name_of(function), &effects->list[i]);
}
