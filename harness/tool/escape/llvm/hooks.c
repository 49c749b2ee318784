/* hooks.c -- what is stored where functions are called from; contract in hooks.h. */
#include "escape/llvm/hooks.h"

#include <string.h>

#include "escape/base/arena.h"
#include "escape/base/source.h"
#include "escape/llvm/ir.h"
#include "escape/llvm/place.h"
#include "escape/llvm/tags.h"

struct hook {
    LLVMValueRef global; /* the pointer, or NULL: */
    const char *type;    /* member `field` of this struct */
    unsigned field;
    const struct escape_allocator *allocator; /* of the first function that allocates */
    bool frees, other;                        /* some function there frees, or does neither */
};

struct llvm_hooks {
    struct hook *list;
    size_t count, room;
};

static bool name_hook(LLVMValueRef instruction, struct hook *hook)
{
    struct llvm_tag tag;
    bool found = llvm_tag_of(instruction, &tag);
    *hook = (struct hook){ .global = tag.global, .type = tag.type, .field = tag.field };
    return found;
}

static struct hook *find(const struct llvm_hooks *hooks, const struct hook *named)
{
    for (size_t i = 0; i < hooks->count; i++) {
        struct hook *h = &hooks->list[i];
        if (h->global == named->global && h->field == named->field &&
            (h->type == NULL || strcmp(h->type, named->type) == 0))
            return h;
    }
    return NULL;
}

static int role(LLVMValueRef call, int argument)
{
    LLVMValueRef value = argument < 0 ? NULL : LLVMGetOperand(call, (unsigned)argument);
    return value != NULL && LLVMIsAArgument(value) != NULL ? (int)llvm_param_index(value) : -1;
}

/* The roles of the parameters of a function that passes a request on, from the call in it. */
static const struct escape_allocator *passed_on(const char *name, LLVMValueRef call,
                                                const struct escape_allocator *inner)
{
    struct escape_allocator *allocator = escape_arena_get(sizeof *allocator);
    *allocator = *inner;
    allocator->name = name;
    allocator->size = role(call, inner->size);
    allocator->count = role(call, inner->count);
    allocator->old = role(call, inner->old);
    allocator->varies = inner->varies || allocator->size < 0;
    return allocator;
}

/* What `function` is: in *allocator, or the result says that it frees. A function with a body
 * passes the request on: it is named so, and calls a function that does it. */
static bool examine(const struct llvm_program *program, LLVMValueRef function,
                    const struct escape_allocator **allocator)
{
    const char *name = llvm_name_of(function);
    const char *fates = llvm_known_fates(function);
    *allocator = NULL;
    if (!llvm_has_final_body(function)) {
        const struct escape_allocator *known = escape_known_allocator(name);
        *allocator = known != NULL && known->out < 0 && fates != NULL ? known : NULL;
        if (*allocator == NULL && strcmp(name, "realloc") == 0)
            *allocator = known;
        return fates != NULL && fates[0] == ESCAPE_FATE_FREED;
    }
    bool frees = false;
    for (LLVMValueRef i = llvm_first_instruction(function); i != NULL;
         i = llvm_next_instruction(i)) {
        LLVMValueRef callee = llvm_is_call(i) ? llvm_callee_of(i) : NULL;
        if (callee == NULL)
            continue;
        const char *calls = llvm_known_fates(callee);
        frees = frees || (calls != NULL && calls[0] == ESCAPE_FATE_FREED);
        const struct escape_allocator *inner = llvm_direct_allocator(program, i);
        bool better = *allocator == NULL || inner == NULL || inner->old >= 0;
        if (inner != NULL && inner->out < 0 && better && strstr(name, "alloc") != NULL)
            *allocator = passed_on(name, i, inner);
    }
    return frees && *allocator == NULL && strstr(name, "free") != NULL;
}

static void put(const struct llvm_program *program, struct llvm_hooks *hooks,
                const struct hook *named, LLVMValueRef function)
{
    struct hook *hook = find(hooks, named);
    if (hook == NULL) {
        hook = ESCAPE_APPEND(hooks->list, hooks->count, hooks->room);
        *hook = *named;
    }
    const struct escape_allocator *allocator;
    bool frees = examine(program, function, &allocator);
    if (hook->allocator == NULL)
        hook->allocator = allocator;
    hook->frees = hook->frees || frees;
    hook->other = hook->other || (!frees && allocator == NULL);
}

static void read_initializer(const struct llvm_program *program, struct llvm_hooks *hooks,
                             LLVMValueRef value)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    if (LLVMIsAConstantArray(value) == NULL && LLVMIsAConstantStruct(value) == NULL)
        return;
    for (int i = 0; i < LLVMGetNumOperands(value); i++) {
        LLVMValueRef part = LLVMGetOperand(value, (unsigned)i);
        LLVMValueRef function = llvm_function_behind(part);
        struct hook named = { .type = llvm_tag_type(type), .field = (unsigned)i };
        if (function != NULL && named.type != NULL)
            put(program, hooks, &named, function);
        else
            read_initializer(program, hooks, part);
    }
}

/* A parameter that is stored: what the direct calls of its function pass. */
static void read_arguments(const struct llvm_program *program, struct llvm_hooks *hooks,
                           const struct hook *named, LLVMValueRef param)
{
    LLVMValueRef function = LLVMGetParamParent(param);
    unsigned index = llvm_param_index(param);
    for (LLVMUseRef u = LLVMGetFirstUse(function); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef call = LLVMGetUser(u);
        if (!llvm_is_call(call) || llvm_callee_of(call) != function ||
            index >= LLVMGetNumArgOperands(call))
            continue;
        LLVMValueRef passed = llvm_function_behind(LLVMGetOperand(call, index));
        if (passed != NULL)
            put(program, hooks, named, passed);
    }
}

static void read_store(const struct llvm_program *program, struct llvm_hooks *hooks,
                       LLVMValueRef store)
{
    LLVMValueRef value = LLVMGetOperand(store, 0), function = llvm_function_behind(value);
    struct hook named;
    if ((function == NULL && LLVMIsAArgument(value) == NULL) || !llvm_is_pointer(value) ||
        !name_hook(store, &named))
        return;
    if (function != NULL)
        put(program, hooks, &named, function);
    else
        read_arguments(program, hooks, &named, value);
}

struct llvm_hooks *llvm_hooks_find(const struct llvm_program *program)
{
    struct llvm_hooks *hooks = escape_arena_get(sizeof *hooks);
    for (LLVMValueRef g = LLVMGetFirstGlobal(program->module); g != NULL;
         g = LLVMGetNextGlobal(g)) {
        LLVMValueRef value = LLVMGetInitializer(g);
        LLVMValueRef function = value != NULL ? llvm_function_behind(value) : NULL;
        if (function != NULL)
            put(program, hooks, &(struct hook){ .global = g }, function);
        else if (value != NULL)
            read_initializer(program, hooks, value);
    }
    for (LLVMValueRef f = LLVMGetFirstFunction(program->module); f != NULL;
         f = LLVMGetNextFunction(f))
        for (LLVMValueRef i = llvm_first_instruction(f); i != NULL; i = llvm_next_instruction(i))
            if (LLVMIsAStoreInst(i) != NULL)
                read_store(program, hooks, i);
    return hooks;
}

/* The hook that a call goes through, NULL if it is none. */
static const struct hook *hook_of(const struct llvm_program *program, LLVMValueRef call)
{
    struct hook named;
    if (program->hooks == NULL || !name_hook(call, &named))
        return NULL;
    const struct hook *hook = find(program->hooks, &named);
    return hook != NULL && !hook->other ? hook : NULL;
}

/* True if the called expression is one of `names`; blanks do not count. */
static bool is_named(LLVMValueRef call, const char *const *names, size_t count, const char **name)
{
    struct escape_place place = llvm_place_of(call);
    const char *text =
        count > 0 ? escape_source_callee(place.file, place.line, place.column) : NULL;
    for (size_t i = 0; text != NULL && i < count; i++) {
        const char *a = text, *b = names[i];
        while (*a != '\0' && (*a == *b || *a == ' '))
            b += *a++ != ' ';
        if (*a == '\0' && *b == '\0') {
            *name = names[i];
            return true;
        }
    }
    return false;
}

const struct escape_allocator *llvm_allocator_of(const struct llvm_program *program,
                                                 LLVMValueRef call)
{
    const struct escape_options *options = program->options;
    const char *name;
    if (llvm_callee_of(call) != NULL)
        return llvm_direct_allocator(program, call);
    if (!llvm_is_pointer(call) || LLVMIsAInlineAsm(LLVMGetCalledValue(call)) != NULL)
        return NULL;
    if (is_named(call, options->allocs, options->alloc_count, &name))
        return llvm_allocator_by_shape(call, name);
    const struct hook *hook = hook_of(program, call);
    return hook != NULL && !hook->frees ? hook->allocator : NULL;
}

static bool has_allocator(const struct llvm_hooks *hooks, const struct hook *beside)
{
    for (size_t i = 0; i < hooks->count; i++) {
        const struct hook *h = &hooks->list[i];
        bool together = beside->type != NULL ? h->type != NULL && strcmp(h->type, beside->type) == 0
                                             : h->type == NULL;
        if (together && h->allocator != NULL && !h->other)
            return true;
    }
    return false;
}

bool llvm_hook_frees(const struct llvm_program *program, LLVMValueRef call)
{
    const struct escape_options *options = program->options;
    const char *name;
    if (is_named(call, options->frees, options->free_count, &name))
        return true;
    const struct hook *hook = hook_of(program, call);
    return hook != NULL && hook->frees && hook->allocator == NULL &&
           has_allocator(program->hooks, hook);
}
