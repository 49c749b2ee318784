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
static const struct hm__step *joined_steps(const struct hm__step *ours,
                                           const struct hm__step *theirs, unsigned limit)
{
    if (theirs == NULL || limit == 0)
        return ours;
    struct hm__step *step = hm__arena_get(sizeof *step);
    *step = *theirs;
    step->before = joined_steps(ours, theirs->before, limit - 1);
    return step;
}

static const struct hm__step *call_step(const struct hm__state *from, LLVMValueRef call,
                                        const char *name)
{
    struct hm__step *step = hm__arena_get(sizeof *step);
    *step = (struct hm__step){ .before = from != NULL ? from->steps : NULL,
                               .text = hm__arena_format("passed to %s", name),
                               .at = hm__place_of(call) };
    return step;
}

static void escape_in_callee(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                             const char *name, const struct hm__effect *inner)
{
    struct hm__effect effect = {
        .kind = HM__ESCAPES,
        .reason = hm__arena_format("passed to %s: %s", name, deed(inner->reason)),
        .at = inner->at.file != NULL && inner->at.line != 0 ? inner->at : hm__place_of(call),
        .steps = joined_steps(call_step(from, call, name), inner->steps, 16),
    };
    hm__effects_add(&walk->effects, &effect);
}

void hm__call_frees(struct hm__walk *walk, LLVMValueRef call)
{
    for (size_t i = 0; i < walk->free_count; i++)
        if (walk->frees[i] == call)
            return;
    *HM__APPEND(walk->frees, walk->free_count, walk->free_room) = call;
    struct hm__effect effect = { .kind = HM__FREED, .at = hm__place_of(call) };
    hm__effects_add(&walk->effects, &effect);
}

/* The callee in the words of the source: c->ops->do_. */
static const char *callee_text(LLVMValueRef call)
{
    struct hm__place place = hm__place_of(call);
    const char *text = hm__source_callee(place.file, place.line, place.column);
    return text != NULL ? text : "a function pointer";
}

static void call_unknown(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call)
{
    hm__walk_escape(walk, from, call,
                    hm__arena_format("%s%s", call_of_parameter, callee_text(call)));
}

void hm__call_back(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                   LLVMValueRef callback, unsigned arg, struct hm__path path)
{
    LLVMValueRef function = hm__function_behind(callback);
    if (LLVMIsAConstantPointerNull(callback) != NULL)
        return;
    if (function == NULL) {
        hm__walk_escape(walk, from, call, "parameter to an indirect call");
        return;
    }
    const char *name = hm__name_of(function);
    if (!hm__has_final_body(function) || arg >= LLVMCountParams(function)) {
        const char *fates = hm__known_fates(name);
        enum hm__fate fate = fates != NULL ? hm__known_fate(fates, arg) : HM__FATE_KEPT;
        if ((fate == HM__FATE_FREED || hm__frees(walk->program, function)) && path.depth == 0)
            hm__call_frees(walk, call);
        else if (fate != HM__FATE_LOOKED_AT && fate != HM__FATE_FREED)
            hm__walk_escape(walk, from, call,
                            hm__arena_format("passed to external function %s", name));
        return;
    }
    const struct hm__effects *effects = hm__summary_of(walk->program, function, arg, path);
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind == HM__FREED)
            hm__call_frees(walk, call);
        else
            escape_in_callee(walk, from, call, name, &effects->list[i]);
}

static void apply_effect(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                         const char *name, const struct hm__effect *effect)
{
    unsigned count = LLVMGetNumArgOperands(call);
    LLVMValueRef argument = effect->param < count ? LLVMGetOperand(call, effect->param) : NULL;
    switch (effect->kind) {
    case HM__ESCAPES:
        escape_in_callee(walk, from, call, name, effect);
        break;
    case HM__RETURNED:
        hm__walk_reach(walk, from, call, effect->path, call,
                       hm__arena_format("returned by %s", name));
        break;
    case HM__STORED:
        if (argument != NULL)
            hm__walk_store(walk, from, argument, effect->path, call, false);
        break;
    case HM__FREED:
        hm__call_frees(walk, call);
        break;
    case HM__CALLED:
        if (argument != NULL && LLVMIsAArgument(argument) != NULL) {
            struct hm__effect passed_on = *effect;
            passed_on.param = 0;
            while (LLVMGetParam(walk->function, passed_on.param) != argument)
                passed_on.param++;
            passed_on.reason = hm__arena_format("passed to %s: %s", name, deed(effect->reason));
            passed_on.steps = joined_steps(call_step(from, call, name), effect->steps, 16);
            hm__effects_add(&walk->effects, &passed_on);
        } else if (argument != NULL && (hm__function_behind(argument) != NULL ||
                                        LLVMIsAConstantPointerNull(argument) != NULL)) {
            hm__call_back(walk, from, call, argument, effect->arg, effect->path);
        } else {
            escape_in_callee(walk, from, call, name, effect);
        }
    }
}

static void call_body(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                      LLVMValueRef function, unsigned index)
{
    const char *name = hm__name_of(function);
    if (index >= LLVMCountParams(function)) {
        hm__walk_escape(walk, from, call,
                        hm__arena_format("passed as a variadic argument to %s", name));
        return;
    }
    if (from->path.depth == 0 && hm__argument_has(call, index, "byval"))
        return; /* the callee gets a copy of the bytes */
    const struct hm__effects *effects = hm__summary_of(walk->program, function, index, from->path);
    for (size_t i = 0; i < effects->count; i++)
        apply_effect(walk, from, call, name, &effects->list[i]);
}

static void call_declared(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                          LLVMValueRef function, unsigned index)
{
    const char *name = hm__name_of(function);
    const char *fates = hm__known_fates(name);
    if (fates != NULL) {
        hm__call_library(walk, from, call, name, fates, index);
        return;
    }
    /* A promise about the pointer says nothing about pointers in the memory it points to. */
    if (hm__argument_has(call, index, "returned"))
        hm__walk_reach(walk, from, call, from->path, call, NULL);
    if (from->path.depth == 0 && hm__argument_not_captured(call, index))
        return;
    if (hm__only_reads(call)) {
        LLVMTypeRef type = LLVMTypeOf(call);
        bool number = LLVMGetTypeKind(type) == LLVMVoidTypeKind ||
                      hm__store_size(walk->program, type) < walk->program->pointer_bytes;
        if (!number)
            hm__walk_reach(walk, from, call, hm__path_unknown(0), call, NULL);
        if (!number && from->path.depth > 0)
            hm__walk_reach(walk, from, call, hm__path_unknown(from->path.depth), call, NULL);
        return;
    }
    hm__walk_escape(walk, from, call,
                    hm__arena_format("passed to %s %s",
                                     LLVMIsDeclaration(function) ? "external function"
                                                                 : "replaceable (weak) function",
                                     name));
}

static void call_allocator(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                           const struct hm__allocator *allocator, unsigned index)
{
    if ((int)index != allocator->old)
        return; /* sizes, and bytes to copy from */
    if (call == walk->site)
        hm__walk_escape(walk, from, call, "outlives the loop iteration (kept in a loop variable)");
    hm__walk_reach(walk, from, call, from->path, call,
                   hm__arena_format("grown by %s", allocator->name));
}

/* The block is argument `index` of a call of `function`. */
static void call_function(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                          LLVMValueRef function, unsigned index)
{
    const struct hm__allocator *allocator = hm__allocator_of(walk->program, call);
    const char *name = hm__name_of(function);
    if (strncmp(name, "llvm.", 5) == 0)
        hm__call_intrinsic(walk, from, call, name, index);
    else if (hm__frees(walk->program, function) && from->path.depth == 0)
        hm__call_frees(walk, call);
    else if (allocator != NULL)
        call_allocator(walk, from, call, allocator, index);
    else if (hm__has_final_body(function) &&
             !(hm__is_header_copy(function) && hm__known_fates(name) != NULL))
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
    LLVMValueRef function = hm__function_behind(value);
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

static void call_pointer(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
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
    const char *reason = hm__arena_format("%s%s", call_of_parameter, callee_text(call));
    struct hm__effect effect = { .kind = HM__CALLED,
                                 .arg = index,
                                 .path = from->path,
                                 .reason = reason,
                                 .at = hm__place_of(call),
                                 .steps = call_step(from, call, callee_text(call)) };
    while (LLVMGetParam(walk->function, effect.param) != called)
        effect.param++;
    hm__effects_add(&walk->effects, &effect);
}

void hm__walk_call(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call)
{
    LLVMValueRef called = LLVMGetCalledValue(call), function = hm__callee_of(call);
    if (LLVMIsAInlineAsm(called) != NULL) {
        hm__call_assembly(walk, from, call);
        return;
    }
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++) {
        /* Room for the result: the callee writes it and cannot name it afterwards. */
        if (LLVMGetOperand(call, i) != from->value || hm__argument_has(call, i, "sret"))
            continue;
        if (function != NULL)
            call_function(walk, from, call, function, i);
        else
            call_pointer(walk, from, call, i);
    }
}
