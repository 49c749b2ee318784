/* walk_call.c -- the rules for calls: functions with a body, library functions, function pointers,
 * intrinsics, inline assembly. Contract in walk.h. */
#include "escape/proof/call.h"

#include <string.h>

#include "escape/base/arena.h"
#include "escape/base/source.h"
#include "escape/proof/summary.h"

static const char call_of_parameter[] = "parameter to indirect call ";

/* The part of a reason that names the deed, without the calls that led there. */
static const char *deed(const char *reason)
{
    for (const char *colon; strncmp(reason, "passed to ", 10) == 0;) {
        colon = strstr(reason, ": ");
        if (colon == NULL)
            break;
        reason = colon + 2;
    }
    return reason;
}

/* The steps of the callee come after ours: a new list, ours first. */
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

static const struct proof_step *call_step(const struct proof_state *from, LLVMValueRef call,
                                          const char *name)
{
    struct proof_step *step = escape_arena_get(sizeof *step);
    *step = (struct proof_step){ .before = from != NULL ? from->steps : NULL,
                                 .text = escape_arena_format("passed to %s", name),
                                 .at = llvm_place_of(call) };
    return step;
}

static void escape_in_callee(struct proof_walk *walk, const struct proof_state *from,
                             LLVMValueRef call, const char *name, const struct proof_effect *inner)
{
    struct proof_effect effect = {
        .kind = PROOF_ESCAPES,
        .reason = escape_arena_format("passed to %s: %s", name, deed(inner->reason)),
        .at = inner->at.file != NULL && inner->at.line != 0 ? inner->at : llvm_place_of(call),
        .steps = joined_steps(call_step(from, call, name), inner->steps, 16),
    };
    proof_effects_add(&walk->effects, &effect);
}

void proof_call_frees(struct proof_walk *walk, LLVMValueRef call)
{
    for (size_t i = 0; i < walk->free_count; i++)
        if (walk->frees[i] == call)
            return;
    *ESCAPE_APPEND(walk->frees, walk->free_count, walk->free_room) = call;
    struct proof_effect effect = { .kind = PROOF_FREED, .at = llvm_place_of(call) };
    proof_effects_add(&walk->effects, &effect);
}

/* The callee in the words of the source: c->ops->do_. */
static const char *callee_text(LLVMValueRef call)
{
    struct llvm_place place = llvm_place_of(call);
    const char *text = escape_source_callee(place.file, place.line, place.column);
    return text != NULL ? text : "a function pointer";
}

static void call_unknown(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call)
{
    proof_walk_escape(walk, from, call,
                      escape_arena_format("%s%s", call_of_parameter, callee_text(call)));
}

void proof_call_back(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call,
                     LLVMValueRef callback, unsigned arg, struct escape_path path)
{
    LLVMValueRef function = llvm_function_behind(callback);
    if (LLVMIsAConstantPointerNull(callback) != NULL)
        return;
    if (function == NULL) {
        proof_walk_escape(walk, from, call, "parameter to an indirect call");
        return;
    }
    const char *name = llvm_name_of(function);
    if (!llvm_has_final_body(function) || arg >= LLVMCountParams(function)) {
        const char *fates = escape_known_fates(name);
        enum escape_fate fate = fates != NULL ? escape_known_fate(fates, arg) : ESCAPE_FATE_KEPT;
        if ((fate == ESCAPE_FATE_FREED || llvm_frees(walk->program, function)) && path.depth == 0)
            proof_call_frees(walk, call);
        else if (fate != ESCAPE_FATE_LOOKED_AT && fate != ESCAPE_FATE_FREED)
            proof_walk_escape(walk, from, call,
                              escape_arena_format("passed to external function %s", name));
        return;
    }
    const struct proof_effects *effects = proof_summary_of(walk->program, function, arg, path);
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind == PROOF_FREED)
            proof_call_frees(walk, call);
        else
            escape_in_callee(walk, from, call, name, &effects->list[i]);
}

static void apply_effect(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call,
                         const char *name, const struct proof_effect *effect)
{
    unsigned count = LLVMGetNumArgOperands(call);
    LLVMValueRef argument = effect->param < count ? LLVMGetOperand(call, effect->param) : NULL;
    switch (effect->kind) {
    case PROOF_ESCAPES:
        escape_in_callee(walk, from, call, name, effect);
        break;
    case PROOF_RETURNED:
        proof_walk_reach(walk, from, call, effect->path, call,
                         escape_arena_format("returned by %s", name));
        break;
    case PROOF_STORED:
        if (argument != NULL)
            proof_walk_store(walk, from, argument, effect->path, call, false);
        break;
    case PROOF_FREED:
        proof_call_frees(walk, call);
        break;
    case PROOF_CALLED:
        if (argument != NULL && LLVMIsAArgument(argument) != NULL) {
            struct proof_effect passed_on = *effect;
            passed_on.param = 0;
            while (LLVMGetParam(walk->function, passed_on.param) != argument)
                passed_on.param++;
            passed_on.reason = escape_arena_format("passed to %s: %s", name, deed(effect->reason));
            passed_on.steps = joined_steps(call_step(from, call, name), effect->steps, 16);
            proof_effects_add(&walk->effects, &passed_on);
        } else if (argument != NULL && (llvm_function_behind(argument) != NULL ||
                                        LLVMIsAConstantPointerNull(argument) != NULL)) {
            proof_call_back(walk, from, call, argument, effect->arg, effect->path);
        } else {
            escape_in_callee(walk, from, call, name, effect);
        }
    }
}

static void call_body(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call,
                      LLVMValueRef function, unsigned index)
{
    const char *name = llvm_name_of(function);
    if (index >= LLVMCountParams(function)) {
        proof_walk_escape(walk, from, call,
                          escape_arena_format("passed as a variadic argument to %s", name));
        return;
    }
    if (from->path.depth == 0 && llvm_argument_has(call, index, "byval"))
        return; /* the callee gets a copy of the bytes */
    const struct proof_effects *effects =
        proof_summary_of(walk->program, function, index, from->path);
    for (size_t i = 0; i < effects->count; i++)
        apply_effect(walk, from, call, name, &effects->list[i]);
}

static void call_declared(struct proof_walk *walk, const struct proof_state *from,
                          LLVMValueRef call, LLVMValueRef function, unsigned index)
{
    const char *name = llvm_name_of(function);
    const char *fates = escape_known_fates(name);
    if (fates != NULL) {
        proof_call_library(walk, from, call, name, fates, index);
        return;
    }
    /* A promise about the pointer says nothing about pointers in the memory it points to. */
    if (llvm_argument_has(call, index, "returned"))
        proof_walk_reach(walk, from, call, from->path, call, NULL);
    if (from->path.depth == 0 && llvm_argument_not_captured(call, index))
        return;
    if (llvm_only_reads(call)) {
        LLVMTypeRef type = LLVMTypeOf(call);
        bool number = LLVMGetTypeKind(type) == LLVMVoidTypeKind ||
                      llvm_store_size(walk->program, type) < walk->program->pointer_bytes;
        if (!number)
            proof_walk_reach(walk, from, call, escape_path_unknown(0), call, NULL);
        if (!number && from->path.depth > 0)
            proof_walk_reach(walk, from, call, escape_path_unknown(from->path.depth), call, NULL);
        return;
    }
    proof_walk_escape(walk, from, call,
                      escape_arena_format("passed to %s %s",
                                          LLVMIsDeclaration(function)
                                              ? "external function"
                                              : "replaceable (weak) function",
                                          name));
}

static void call_allocator(struct proof_walk *walk, const struct proof_state *from,
                           LLVMValueRef call, const struct escape_allocator *allocator,
                           unsigned index)
{
    if ((int)index != allocator->old)
        return; /* sizes, and bytes to copy from */
    if (call == walk->site)
        proof_walk_escape(walk, from, call,
                          "outlives the loop iteration (kept in a loop variable)");
    proof_walk_reach(walk, from, call, from->path, call,
                     escape_arena_format("grown by %s", allocator->name));
}

/* The block is argument `index` of a call of `function`. */
static void call_function(struct proof_walk *walk, const struct proof_state *from,
                          LLVMValueRef call, LLVMValueRef function, unsigned index)
{
    const struct escape_allocator *allocator = llvm_allocator_of(walk->program, call);
    const char *name = llvm_name_of(function);
    if (strncmp(name, "llvm.", 5) == 0)
        proof_call_intrinsic(walk, from, call, name, index);
    else if (llvm_frees(walk->program, function) && from->path.depth == 0)
        proof_call_frees(walk, call);
    else if (allocator != NULL)
        call_allocator(walk, from, call, allocator, index);
    else if (llvm_has_final_body(function) &&
             !(llvm_is_header_copy(function) && escape_known_fates(name) != NULL))
        call_body(walk, from, call, function, index);
    else
        call_declared(walk, from, call, function, index);
}

/* The functions a called value can be, if all are known; otherwise count is 0. */
struct targets {
    LLVMValueRef list[8];
    unsigned count;
    bool lost;
};

static void find_targets(LLVMValueRef value, struct targets *targets, unsigned nesting)
{
    LLVMValueRef function = llvm_function_behind(value);
    if (nesting > 8 || targets->count == 8) {
        targets->lost = true;
    } else if (function != NULL) {
        targets->list[targets->count++] = function;
    } else if (LLVMIsAConstantPointerNull(value) != NULL || LLVMIsUndef(value)) {
        return;
    } else if (LLVMIsASelectInst(value) != NULL) {
        find_targets(LLVMGetOperand(value, 1), targets, nesting + 1);
        find_targets(LLVMGetOperand(value, 2), targets, nesting + 1);
    } else if (LLVMIsAPHINode(value) != NULL) {
        for (unsigned i = 0; i < LLVMCountIncoming(value); i++)
            find_targets(LLVMGetIncomingValue(value, i), targets, nesting + 1);
    } else if (LLVMIsABitCastInst(value) != NULL) {
        find_targets(LLVMGetOperand(value, 0), targets, nesting + 1);
    } else {
        targets->lost = true;
    }
}

static LLVMValueRef without_casts(LLVMValueRef value)
{
    while (LLVMIsABitCastInst(value) != NULL)
        value = LLVMGetOperand(value, 0);
    return value;
}

static void call_pointer(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call,
                         unsigned index)
{
    LLVMValueRef called = without_casts(LLVMGetCalledValue(call));
    struct targets targets = { 0 };
    find_targets(called, &targets, 0);
    if (!targets.lost) {
        for (unsigned i = 0; i < targets.count; i++)
            call_function(walk, from, call, targets.list[i], index);
        return;
    }
    if (LLVMIsAArgument(called) == NULL) {
        call_unknown(walk, from, call);
        return;
    }
    const char *reason = escape_arena_format("%s%s", call_of_parameter, callee_text(call));
    struct proof_effect effect = { .kind = PROOF_CALLED,
                                   .arg = index,
                                   .path = from->path,
                                   .reason = reason,
                                   .at = llvm_place_of(call),
                                   .steps = call_step(from, call, callee_text(call)) };
    while (LLVMGetParam(walk->function, effect.param) != called)
        effect.param++;
    proof_effects_add(&walk->effects, &effect);
}

void proof_walk_call(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call)
{
    LLVMValueRef called = LLVMGetCalledValue(call), function = llvm_callee_of(call);
    if (LLVMIsAInlineAsm(called) != NULL) {
        proof_call_assembly(walk, from, call);
        return;
    }
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++) {
        /* Room for the result: the callee writes it and cannot name it afterwards. */
        if (LLVMGetOperand(call, i) != from->value || llvm_argument_has(call, i, "sret"))
            continue;
        if (function != NULL)
            call_function(walk, from, call, function, i);
        else
            call_pointer(walk, from, call, i);
    }
}
