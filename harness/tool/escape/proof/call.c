/* call.c -- the rules for calls of functions with a body and of function pointers; contract in
 * call.h. */
#include "escape/proof/call.h"

#include <string.h>

#include "escape/base/source.h"
#include "escape/llvm/hooks.h"
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

static void apply_effect(struct proof_walk *walk, const char *name,
                         const struct proof_effect *effect)
{
    unsigned count = LLVMGetNumArgOperands(walk->use);
    LLVMValueRef argument = effect->param < count ? LLVMGetOperand(walk->use, effect->param) : NULL;
    switch (effect->kind) {
    case PROOF_ESCAPES:
        proof_called_escapes(walk, name, effect);
        break;
    case PROOF_RETURNED:
        proof_walk_returned_by(walk, effect->path, name);
        break;
    case PROOF_STORED:
        if (argument != NULL)
            proof_walk_store(walk, argument, effect->path, false);
        break;
    case PROOF_FREED:
        proof_called_frees(walk);
        break;
    case PROOF_CALLED:
        if (argument != NULL && LLVMIsAArgument(argument) != NULL) {
            struct proof_effect passed_on = *effect;
            passed_on.param = llvm_param_index(argument);
            passed_on.callee = name;
            passed_on.steps = proof_called_steps(walk, name, effect->steps);
            proof_effects_add(&walk->effects, &passed_on);
        } else if (argument != NULL && (llvm_function_behind(argument) != NULL ||
                                        LLVMIsAConstantPointerNull(argument) != NULL)) {
            proof_called_back(walk, argument, effect->arg, effect->path);
        } else {
            proof_called_escapes(walk, name, effect);
        }
    }
}

static void call_body(struct proof_walk *walk, LLVMValueRef function, unsigned index)
{
    const char *name = llvm_name_of(function);
    if (index >= LLVMCountParams(function)) {
        proof_walk_escape(walk, PROOF_DEED_PASSED_AS_VARIADIC, name);
        return;
    }
    if (walk->now.path.depth == 0 && llvm_argument_has(walk->use, index, "byval"))
        return; /* the callee gets a copy of the bytes */
    const struct proof_effects *effects =
        walk->analysis->effects_of(walk->analysis, function, index, walk->now.path);
    for (size_t i = 0; i < effects->count; i++)
        apply_effect(walk, name, &effects->list[i]);
}

static void call_declared(struct proof_walk *walk, LLVMValueRef function, unsigned index)
{
    const char *name = llvm_name_of(function);
    const char *fates = llvm_known_fates(function);
    if (fates != NULL) {
        proof_call_library(walk, name, fates, index);
        return;
    }
    /* "nocapture" is about the pointer, not about pointers in the memory it points to. */
    if (llvm_argument_has(walk->use, index, "returned"))
        proof_walk_result(walk, walk->now.path);
    if (walk->now.path.depth == 0 && llvm_argument_not_captured(walk->use, index))
        return;
    if (llvm_only_reads(walk->use)) {
        LLVMTypeRef type = LLVMTypeOf(walk->use);
        bool number = LLVMGetTypeKind(type) == LLVMVoidTypeKind ||
                      llvm_store_size(walk->program, type) < walk->program->pointer_bytes;
        if (!number)
            proof_walk_result(walk, escape_path_unknown(0));
        if (!number && walk->now.path.depth > 0)
            proof_walk_result(walk, escape_path_unknown(walk->now.path.depth));
        return;
    }
    proof_walk_escape(walk,
                      LLVMIsDeclaration(function) ? PROOF_DEED_PASSED_TO_EXTERNAL
                                                  : PROOF_DEED_PASSED_TO_WEAK,
                      name);
}

/* The block is a size of a new block, or the text that is copied to it. */
static void copy_to_new_block(struct proof_walk *walk, const struct escape_allocator *allocator,
                              unsigned index)
{
    LLVMValueRef callee = llvm_callee_of(walk->use);
    const char *fates = callee != NULL ? llvm_known_fates(callee) : NULL;
    enum escape_fate fate = fates != NULL ? escape_known_fate(fates, index) : ESCAPE_FATE_LOOKED_AT;
    if (fate == ESCAPE_FATE_FORMATTED)
        proof_call_library(walk, allocator->name, fates, index);
    else if (fate == ESCAPE_FATE_COPIED && walk->now.path.depth > 0)
        proof_walk_returned_by(walk, escape_path_moved(walk->now.path, escape_offset_any()),
                               allocator->name);
}

static void call_allocator(struct proof_walk *walk, const struct escape_allocator *allocator,
                           unsigned index)
{
    if ((int)index != allocator->old) {
        copy_to_new_block(walk, allocator, index);
        return;
    }
    if (walk->use == walk->site)
        proof_walk_escape(walk, PROOF_DEED_KEPT_IN_LOOP, "a loop variable");
    proof_walk_result_by(walk, walk->now.path, PROOF_DEED_GROWN_BY, allocator->name);
}

/* The function of the program that runs for this intrinsic: clang makes one of each call of memcpy,
 * and a program may have a memcpy of its own. NULL: there is none. */
static LLVMValueRef own_instead(const struct proof_walk *walk, const char *intrinsic)
{
    static const char *const names[] = { "memcpy", "memmove", "memset" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        LLVMValueRef own = strncmp(intrinsic + 5, names[i], strlen(names[i])) == 0
                               ? LLVMGetNamedFunction(walk->program->module, names[i])
                               : NULL;
        if (own != NULL && own != walk->function && !LLVMIsDeclaration(own) &&
            !llvm_is_header_copy(own))
            return own;
    }
    return NULL;
}

static void call_intrinsic(struct proof_walk *walk, const char *name, unsigned index)
{
    LLVMValueRef own = own_instead(walk, name);
    if (own == NULL)
        proof_call_intrinsic(walk, name, index);
    else if (llvm_has_final_body(own) && index < LLVMCountParams(own))
        call_body(walk, own, index);
    else
        proof_walk_escape(walk, PROOF_DEED_PASSED_TO_WEAK, llvm_name_of(own));
}

/* The block is argument `index` of a call of `function`. */
static void call_function(struct proof_walk *walk, LLVMValueRef function, unsigned index)
{
    const struct escape_allocator *allocator = llvm_allocator_of(walk->program, walk->use);
    const char *name = llvm_name_of(function);
    if (strncmp(name, "llvm.", 5) == 0)
        call_intrinsic(walk, name, index);
    else if (llvm_frees(walk->program, function) && walk->now.path.depth == 0)
        proof_called_frees(walk);
    else if (allocator != NULL)
        call_allocator(walk, allocator, index);
    else if (llvm_has_final_body(function) &&
             !(llvm_is_header_copy(function) && llvm_known_fates(function) != NULL))
        call_body(walk, function, index);
    else
        call_declared(walk, function, index);
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

static void call_pointer(struct proof_walk *walk, unsigned index)
{
    LLVMValueRef called = without_casts(LLVMGetCalledValue(walk->use));
    const struct escape_allocator *allocator = llvm_allocator_of(walk->program, walk->use);
    if (allocator != NULL || llvm_hook_frees(walk->program, walk->use)) {
        if (allocator != NULL)
            call_allocator(walk, allocator, index);
        else if (walk->now.path.depth == 0)
            proof_called_frees(walk);
        return;
    }
    struct targets targets = { 0 };
    find_targets(called, &targets, 0);
    if (!targets.lost) {
        for (unsigned i = 0; i < targets.count; i++)
            call_function(walk, targets.list[i], index);
        return;
    }
    /* The pointer's type can promise it, as the declaration of a function can. */
    if (walk->now.path.depth == 0 && llvm_argument_not_captured(walk->use, index))
        return;
    const char *text = callee_text(walk->use);
    if (LLVMIsAGlobalAlias(called) != NULL) {
        proof_walk_escape(walk, PROOF_DEED_PASSED_TO_WEAK, llvm_name_of(called));
        return;
    }
    if (LLVMIsAArgument(called) == NULL) {
        proof_walk_escape(walk, PROOF_DEED_PASSED_TO_POINTER, text);
        return;
    }
    struct proof_effect effect = { .kind = PROOF_CALLED,
                                   .param = llvm_param_index(called),
                                   .arg = index,
                                   .path = walk->now.path,
                                   .deed = { PROOF_DEED_PASSED_TO_POINTER, text },
                                   .at = llvm_place_of(walk->use),
                                   .steps = proof_called_steps(walk, text, NULL) };
    proof_effects_add(&walk->effects, &effect);
}

void proof_walk_call(struct proof_walk *walk)
{
    LLVMValueRef called = LLVMGetCalledValue(walk->use), function = llvm_callee_of(walk->use);
    if (LLVMIsAInlineAsm(called) != NULL) {
        proof_call_assembly(walk);
        return;
    }
    for (unsigned i = 0; i < LLVMGetNumArgOperands(walk->use); i++) {
        /* The result struct: the callee writes into it and cannot use it after the call. */
        if (LLVMGetOperand(walk->use, i) != walk->now.value ||
            llvm_argument_has(walk->use, i, "sret"))
            continue;
        if (function != NULL)
            call_function(walk, function, i);
        else
            call_pointer(walk, i);
    }
}
