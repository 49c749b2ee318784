/* effect.c -- lists of effects, and the words for them; contract in effect.h. */
#include "escape/proof/effect.h"

#include "escape/base/arena.h"

const char *proof_deed_text(struct proof_deed deed)
{
    static const struct {
        const char *before, *after; /* around the name */
    } words[] = {
        [PROOF_DEED_READ_BACK] = { "read back", "" },
        [PROOF_DEED_STORED_IN] = { "stored in ", "" },
        [PROOF_DEED_STORED_IN_GLOBAL] = { "stored in global ", "" },
        [PROOF_DEED_STORED_IN_THREAD_LOCAL] = { "stored in thread-local ", "" },
        [PROOF_DEED_STORED_THROUGH_PARAM] = { "stored through parameter ", "" },
        [PROOF_DEED_STORED_ANYWHERE] = { "stored through a pointer of unknown origin", "" },
        [PROOF_DEED_KEPT_IN_LOOP] = { "outlives the loop iteration (kept in ", ")" },
        [PROOF_DEED_RETURNED_FROM] = { "returned from ", "" },
        [PROOF_DEED_RETURNED_IN_STRUCT] = { "returned from ", " (in the result struct)" },
        [PROOF_DEED_RETURNED_BY] = { "returned by ", "" },
        [PROOF_DEED_GROWN_BY] = { "grown by ", "" },
        [PROOF_DEED_PASSED_TO] = { "passed to ", "" },
        [PROOF_DEED_PASSED_TO_EXTERNAL] = { "passed to external function ", "" },
        [PROOF_DEED_PASSED_TO_WEAK] = { "passed to replaceable (weak) function ", "" },
        [PROOF_DEED_PASSED_AS_VARIADIC] = { "passed as a variadic argument to ", "" },
        [PROOF_DEED_PASSED_TO_POINTER] = { "parameter to indirect call ", "" },
        [PROOF_DEED_PASSED_TO_CALLBACK] = { "parameter to an indirect call", "" },
        [PROOF_DEED_KEPT_BY] = { "kept by ", "" },
        [PROOF_DEED_GIVEN_TO_THREAD] = { "argument of a thread started by ", "" },
        [PROOF_DEED_WRITTEN_BY] = { "its address is written by ", "" },
        [PROOF_DEED_USED_BY] = { "used by ", "" },
        [PROOF_DEED_NOT_FOLLOWED] = { "used in a way that is not followed", "" },
    };
    return escape_arena_format("%s%s%s", words[deed.kind].before,
                               deed.name != NULL ? deed.name : "", words[deed.kind].after);
}

const char *proof_effect_reason(const struct proof_effect *effect)
{
    const char *deed = proof_deed_text(effect->deed);
    return effect->callee != NULL ? escape_arena_format("passed to %s: %s", effect->callee, deed)
                                  : deed;
}

bool proof_effects_add(struct proof_effects *effects, const struct proof_effect *more)
{
    for (size_t i = 0; i < effects->count; i++) {
        struct proof_effect *effect = &effects->list[i];
        if (effect->kind != more->kind)
            continue;
        if (effect->kind == PROOF_ESCAPES || effect->kind == PROOF_FREED)
            return false; /* the first reason found is the one reported */
        if (effect->param == more->param && effect->arg == more->arg &&
            effect->path.depth == more->path.depth)
            return escape_path_join(&effect->path, &more->path);
    }
    *ESCAPE_APPEND(effects->list, effects->count, effects->room) = *more;
    effects->escaped = effects->escaped || more->kind == PROOF_ESCAPES;
    return true;
}

const struct proof_effect *proof_effects_first(const struct proof_effects *effects)
{
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind != PROOF_FREED)
            return &effects->list[i];
    return NULL;
}
