/* call.c -- the rules for calls of functions with a body and of function pointers; contract in
 * call.h. */
#include "escape/proof/call.h"

#include <string.h>

#include "escape/base/source.h"
#include "escape/llvm/ir.h"
#include "escape/llvm/place.h"
#include "escape/proof/called.h"
#include "escape/proof/library.h"

/* The called expression as the source has it: c->ops->do_. */
static const char *callee_text(LLVMValueRef call)
{
    struct escape_place place = llvm_place_of(call);
    const char *text = escape_source_callee(place.file, place.line, place.column);
    return text != NULL ? text : "a function pointer";
}

static void apply_effect(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call,
                         const char *name, const struct proof_effect *effect)
{
    unsigned count = LLVMGetNumArgOperands(call);
    LLVMValueRef argument = effect->param < count ? LLVMGetOperand(call, effect->param) : NULL;
    switch (effect->kind) {
    case PROOF_ESCAPES:
        proof_called_escapes(walk, from, call, name, effect);
        break;
    case PROOF_RETURNED:
        proof_walk_reach_by(walk, from, call, effect->path, call, PROOF_DEED_RETURNED_BY, name);
        break;
    case PROOF_STORED:
        if (argument != NULL)
            proof_walk_store(walk, from, argument, effect->path, call, false);
        break;
    case PROOF_FREED:
        proof_called_frees(walk, call);
        break;
    case PROOF_CALLED:
        if (argument != NULL && LLVMIsAArgument(argument) != NULL) {
            struct proof_effect passed_on = *effect;
            passed_on.param = llvm_param_index(argument);
            passed_on.callee = name;
            passed_on.steps = proof_called_steps(from, call, name, effect->steps);
            proof_effects_add(&walk->effects, &passed_on);
        } else if (argument != NULL && (llvm_function_behind(argument) != NULL ||
                                        LLVMIsAConstantPointerNull(argument) != NULL)) {
            proof_called_back(walk, from, call, argument, effect->arg, effect->path);
        } else {
            proof_called_escapes(walk, from, call, name, effect);
        }
    }
}

static void call_body(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef call,
                      LLVMValueRef function, unsigned index)
{
    const char *name = llvm_name_of(function);
    if (index >= LLVMCountParams(function)) {
        proof_walk_escape(walk, from, call, PROOF_DEED_PASSED_AS_VARIADIC, name);
        return;
    }
    if (from->path.depth == 0 && llvm_argument_has(call, index, "byval"))
        return; /* the callee gets a copy of the bytes */
    const struct proof_effects *effects =
        walk->analysis->effects_of(walk->analysis, function, index, from->path);
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
    /* "nocapture" is about the pointer, not about pointers in the memory it points to. */
    if (llvm_argument_has(call, index, "returned"))
        proof_walk_reach(walk, from, call, from->path, call);
    if (from->path.depth == 0 && llvm_argument_not_captured(call, index))
        return;
    if (llvm_only_reads(call)) {
        LLVMTypeRef type = LLVMTypeOf(call);
        bool number = LLVMGetTypeKind(type) == LLVMVoidTypeKind ||
                      llvm_store_size(walk->program, type) < walk->program->pointer_bytes;
        if (!number)
            proof_walk_reach(walk, from, call, escape_path_unknown(0), call);
        if (!number && from->path.depth > 0)
            proof_walk_reach(walk, from, call, escape_path_unknown(from->path.depth), call);
        return;
    }
    proof_walk_escape(walk, from, call,
                      LLVMIsDeclaration(function) ? PROOF_DEED_PASSED_TO_EXTERNAL
                                                  : PROOF_DEED_PASSED_TO_WEAK,
                      name);
}

static void call_allocator(struct proof_walk *walk, const struct proof_state *from,
                           LLVMValueRef call, const struct escape_allocator *allocator,
                           unsigned index)
{
    if ((int)index != allocator->old)
        return; /* a size, or a source of bytes to copy */
    if (call == walk->site)
        proof_walk_escape(walk, from, call, PROOF_DEED_KEPT_IN_LOOP, "a loop variable");
    proof_walk_reach_by(walk, from, call, from->path, call, PROOF_DEED_GROWN_BY, allocator->name);
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
        proof_called_frees(walk, call);
    else if (allocator != NULL)
        call_allocator(walk, from, call, allocator, index);
    else if (llvm_has_final_body(function) &&
             !(llvm_is_header_copy(function) && escape_known_fates(name) != NULL))
        call_body(walk, from, call, function, index);
    else
        call_declared(walk, from, call, function, index);
}

/* The functions a called value can be; all of them, unless `lost`. */
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
    const char *text = callee_text(call);
    if (LLVMIsAArgument(called) == NULL) {
        proof_walk_escape(walk, from, call, PROOF_DEED_PASSED_TO_POINTER, text);
        return;
    }
    struct proof_effect effect = { .kind = PROOF_CALLED,
                                   .param = llvm_param_index(called),
                                   .arg = index,
                                   .path = from->path,
                                   .deed = { PROOF_DEED_PASSED_TO_POINTER, text },
                                   .at = llvm_place_of(call),
                                   .steps = proof_called_steps(from, call, text, NULL) };
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
        /* The result struct: the callee writes into it and cannot use it after the call. */
        if (LLVMGetOperand(call, i) != from->value || llvm_argument_has(call, i, "sret"))
            continue;
        if (function != NULL)
            call_function(walk, from, call, function, i);
        else
            call_pointer(walk, from, call, i);
    }
}
