/* params.c -- verdicts on pointer parameters, in the words of Go; contract in subjects.h. */
#include "escape/subjects.h"

#include <string.h>

#include "escape/base/arena.h"
#include "escape/llvm/ir.h"
#include "escape/llvm/place.h"
#include "escape/proof/summary.h"

enum { LEVELS = 4 }; /* levels of dereference that are judged: p, *p, **p, ***p */

struct start {
    LLVMValueRef param;
    unsigned level;
};

static void start_at_level(struct proof_walk *walk, void *context)
{
    const struct start *start = context;
    walk->pointers_only = start->level > 0;
    proof_walk_reach(walk, start->param,
                     start->level == 0 ? escape_path_start() : escape_path_unknown(start->level));
}

/* The parameter is looked for as a whole word after the name of the function. */
struct escape_place escape_place_of_param(LLVMValueRef function, const char *name)
{
    const char *title = llvm_name_of(function);
    struct escape_place place = escape_place_of_word(llvm_place_of_function(function), 1, 4, title);
    return place.column == 0
               ? place
               : escape_place_of_word(place, place.column + (unsigned)strlen(title), 24, name);
}

/* `effect` is the reason; NULL: the parameter does not escape. */
static void add_verdict(struct escape_verdicts *verdicts, const struct escape_verdict *base,
                        const char *message, const struct proof_effect *effect)
{
    struct escape_verdict verdict = *base;
    verdict.message = message;
    if (effect != NULL)
        escape_verdict_escapes(&verdict, effect);
    *ESCAPE_APPEND(verdicts->list, verdicts->count, verdicts->room) = verdict;
}

/* The first effect that is neither a free nor a return, or NULL. */
static const struct proof_effect *leak_in(const struct proof_effects *effects)
{
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind != PROOF_FREED && effects->list[i].kind != PROOF_RETURNED)
            return &effects->list[i];
    return NULL;
}

/* The first effect that returns the parameter itself (at level 0: or something that holds it). */
static const struct proof_effect *result_in(const struct proof_effects *effects, unsigned level)
{
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind == PROOF_RETURNED &&
            (level == 0 || effects->list[i].path.depth == 0))
            return &effects->list[i];
    return NULL;
}

static void judge_param(struct proof_analysis *analysis, struct escape_verdicts *verdicts,
                        LLVMValueRef function, LLVMValueRef param)
{
    const char *name = llvm_name_of(param);
    struct escape_verdict base = { .subject = ESCAPE_SUBJECT_PARAM,
                                   .at = escape_place_of_param(function, name),
                                   .function = llvm_name_of(function),
                                   .expression = name };
    size_t before = verdicts->count;
    bool content_leaks = false;
    for (unsigned level = 0; level < LEVELS && !content_leaks; level++) {
        struct start start = { param, level };
        struct proof_walk walk;
        proof_walk_settled(&walk, analysis, function, start_at_level, &start);
        const struct proof_effect *leak = leak_in(&walk.effects);
        const struct proof_effect *result = result_in(&walk.effects, level);
        if (leak != NULL && level == 0) {
            add_verdict(verdicts, &base, escape_arena_format("leaking param: %s", name), leak);
            return;
        }
        content_leaks = leak != NULL;
        if (content_leaks)
            add_verdict(verdicts, &base, escape_arena_format("leaking param content: %s", name),
                        leak);
        else if (result != NULL)
            add_verdict(verdicts, &base,
                        escape_arena_format("leaking param: %s to result level=%u", name, level),
                        result);
    }
    if (verdicts->count == before)
        add_verdict(verdicts, &base, escape_arena_format("%s does not escape", name), NULL);
}

void escape_judge_params(struct proof_analysis *analysis, struct escape_verdicts *verdicts,
                         LLVMValueRef function)
{
    for (unsigned i = 0; i < LLVMCountParams(function); i++) {
        LLVMValueRef param = LLVMGetParam(function, i);
        if (llvm_is_pointer(param) && !llvm_param_has(param, "sret") &&
            !llvm_param_has(param, "byval") && llvm_name_of(param)[0] != '\0')
            judge_param(analysis, verdicts, function, param);
    }
}
