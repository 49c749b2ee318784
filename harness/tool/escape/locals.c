/* locals.c -- verdicts on locals whose address is passed on; contract in subjects.h. */
#include "escape/subjects.h"

#include <string.h>

#include "escape/base/arena.h"
#include "escape/llvm/ir.h"
#include "escape/llvm/place.h"
#include "escape/proof/summary.h"

static const char *raw_name(LLVMValueRef local)
{
    size_t length;
    return LLVMGetValueName2(local, &length);
}

/* The names that clang gives to storage of its own. */
static bool made_by_compiler(const char *raw)
{
    static const char *const names[] = { "retval",       "agg.",        "tmp",         "ref.tmp",
                                         "coerce",       "byval",       "saved_stack", "cleanup",
                                         "__vla",        "atomic-temp", "cond-",       "undef.agg",
                                         "indirect-arg", "nrvo" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(raw, names[i], strlen(names[i])) == 0)
            return true;
    return raw[0] == '\0';
}

/* Where a local is declared: near the start of its lifetime, or else at its first use. */
static struct escape_place place_of_local(LLVMValueRef function, LLVMValueRef local,
                                          const char *name)
{
    LLVMValueRef first = NULL, start = NULL;
    for (LLVMUseRef u = LLVMGetFirstUse(local); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        if (LLVMIsABitCastInst(user) != NULL && LLVMGetFirstUse(user) != NULL)
            user = LLVMGetUser(LLVMGetFirstUse(user));
        unsigned line = LLVMGetDebugLocLine(user);
        if (line == 0)
            continue;
        if (llvm_is_intrinsic(user, "llvm.lifetime.start") &&
            (start == NULL || line < LLVMGetDebugLocLine(start)))
            start = user;
        if (first == NULL || line < LLVMGetDebugLocLine(first))
            first = user;
    }
    if (start != NULL) {
        struct escape_place place = llvm_place_of(start);
        return escape_place_of_word(place, place.column, 8, name);
    }
    if (strstr(raw_name(local), ".addr") != NULL) /* the storage of a parameter */
        return escape_place_of_param(function, name);
    return first != NULL ? llvm_place_of(first) : llvm_place_of_function(function);
}

/* True when the address of the local is stored or passed to a function. Other locals get no line,
 * as in Go. */
static bool lends_its_address(LLVMValueRef pointer)
{
    for (LLVMUseRef u = LLVMGetFirstUse(pointer); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        if (llvm_is_call(user) && !llvm_is_intrinsic(user, "llvm."))
            return true;
        if (LLVMIsAStoreInst(user) != NULL && LLVMGetOperand(user, 0) == pointer)
            return true;
        if ((LLVMIsAGetElementPtrInst(user) != NULL || LLVMIsABitCastInst(user) != NULL) &&
            lends_its_address(user))
            return true;
    }
    return false;
}

static void start_at_local(struct proof_walk *walk, void *local)
{
    proof_walk_reach(walk, local, escape_path_start());
}

static void judge_local(struct proof_analysis *analysis, struct escape_verdicts *verdicts,
                        LLVMValueRef function, LLVMValueRef local)
{
    struct proof_walk walk;
    proof_walk_settled(&walk, analysis, function, start_at_local, local);
    const struct proof_effect *effect = proof_effects_first(&walk.effects);
    if (effect == NULL && !lends_its_address(local))
        return;
    const char *name = llvm_name_of(local);
    struct escape_verdict verdict = { .subject = ESCAPE_SUBJECT_LOCAL,
                                      .at = place_of_local(function, local, name),
                                      .function = llvm_name_of(function),
                                      .expression = name };
    if (effect != NULL) {
        escape_verdict_escapes(&verdict, effect);
        verdict.message = escape_arena_format("address of %s escapes: %s%s", name, verdict.reason,
                                              escape_at_text(verdict.why_at));
    } else {
        verdict.message = escape_arena_format("%s does not escape", name);
    }
    *ESCAPE_APPEND(verdicts->list, verdicts->count, verdicts->room) = verdict;
}

void escape_judge_locals(struct proof_analysis *analysis, struct escape_verdicts *verdicts,
                         LLVMValueRef function)
{
    for (LLVMValueRef i = llvm_first_instruction(function); i != NULL; i = llvm_next_instruction(i))
        if (LLVMIsAAllocaInst(i) != NULL && !made_by_compiler(raw_name(i)))
            judge_local(analysis, verdicts, function, i);
}
