/* walk.c -- the states that were reached and the effects; contract in walk.h. */
#include "escape/proof/walk.h"

#include <string.h>

#include "escape/base/arena.h"
#include "escape/proof/bases.h"
#include "escape/proof/loop.h"

enum { WHY_MAX = 24 };

bool proof_effects_add(struct proof_effects *effects, const struct proof_effect *more)
{
    for (size_t i = 0; i < effects->count; i++) {
        struct proof_effect *effect = &effects->list[i];
        if (effect->kind != more->kind)
            continue;
        if (effect->kind == PROOF_ESCAPES || effect->kind == PROOF_FREED)
            return false; /* the first reason found is the one that is told */
        if (effect->param == more->param && effect->arg == more->arg &&
            effect->path.depth == more->path.depth)
            return escape_path_join(&effect->path, &more->path);
    }
    *ESCAPE_APPEND(effects->list, effects->count, effects->room) = *more;
    effects->escaped = effects->escaped || more->kind == PROOF_ESCAPES;
    return true;
}

void proof_walk_begin(struct proof_walk *walk, struct llvm_program *program, LLVMValueRef function)
{
    *walk = (struct proof_walk){ .program = program, .function = function };
}

const struct proof_step *proof_step_after(const struct proof_state *from, LLVMValueRef use,
                                          const char *text)
{
    const struct proof_step *before = from != NULL ? from->steps : NULL;
    unsigned length = 0;
    for (const struct proof_step *s = before; s != NULL; s = s->before)
        length++;
    if (text == NULL || use == NULL || length >= WHY_MAX)
        return before;
    struct proof_step *step = escape_arena_get(sizeof *step);
    *step = (struct proof_step){ .before = before, .text = text, .at = llvm_place_of(use) };
    return step;
}

static void push(struct proof_walk *walk, size_t index)
{
    if (walk->states[index].queued)
        return;
    walk->states[index].queued = true;
    *ESCAPE_APPEND(walk->queue, walk->queue_count, walk->queue_room) = index;
}

/* Constants and functions hold no block; neither do values of one bit. */
static bool can_hold(LLVMValueRef value)
{
    if (LLVMIsAArgument(value) == NULL && LLVMIsAInstruction(value) == NULL)
        return false;
    LLVMTypeRef type = LLVMTypeOf(value);
    LLVMTypeKind kind = LLVMGetTypeKind(type);
    if (kind == LLVMVoidTypeKind || kind == LLVMTokenTypeKind || kind == LLVMMetadataTypeKind)
        return false;
    return kind != LLVMIntegerTypeKind || LLVMGetIntTypeWidth(type) > 1;
}

static void enter(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef value,
                  struct escape_path path, LLVMValueRef use, const char *text, bool held)
{
    if (!can_hold(value))
        return;
    uintptr_t *slot = escape_map_at(&walk->index, (uintptr_t)value + path.depth);
    if (*slot == 0) {
        *ESCAPE_APPEND(walk->states, walk->state_count, walk->state_room) = (struct proof_state){
            .value = value, .path = path, .steps = proof_step_after(from, use, text), .held = held
        };
        *slot = walk->state_count;
        push(walk, *slot - 1);
        return;
    }
    struct proof_state *state = &walk->states[*slot - 1];
    bool changed = escape_path_join(&state->path, &path);
    if (held && !state->held)
        state->held = changed = true;
    if (changed)
        push(walk, *slot - 1);
}

static void outlives_iteration(struct proof_walk *walk, const struct proof_state *from,
                               LLVMValueRef use, const char *kept_in)
{
    proof_walk_escape(walk, from, use,
                      escape_arena_format("outlives the loop iteration (kept in %s)", kept_in));
}

void proof_walk_reach(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef value,
                      struct escape_path path, LLVMValueRef use, const char *text)
{
    enter(walk, from, value, path, use, text, from != NULL && from->held);
    if (walk->loops && path.depth == 0 && !walk->reuses && can_hold(value) &&
        proof_loop_value_outlives(walk->site, value))
        outlives_iteration(walk, from, use, "a loop variable");
}

static const char *name_or(LLVMValueRef value, const char *otherwise)
{
    const char *name = llvm_name_of(value);
    return name[0] != '\0' ? name : otherwise;
}

/* Memory of this function's own: a local, or another block. */
static void store_in_object(struct proof_walk *walk, const struct proof_state *from,
                            LLVMValueRef object, struct escape_path path, LLVMValueRef use,
                            bool address)
{
    const char *name = LLVMIsAAllocaInst(object) != NULL || LLVMIsAArgument(object) != NULL
                           ? name_or(object, "a local")
                           : "another block";
    bool held = false;
    if (walk->loops && (!address || from == NULL || from->held)) {
        struct proof_loop_memory memory = { walk->program, walk->site, object, use, path.at[0] };
        held = proof_loop_memory_holds(&memory);
        if (held && proof_loop_memory_is_read(&memory))
            outlives_iteration(walk, from, use, name);
    }
    enter(walk, from, object, path, use, escape_arena_format("stored in %s", name), held);
}

static unsigned index_of(LLVMValueRef argument)
{
    unsigned index = 0;
    while (LLVMGetParam(LLVMGetParamParent(argument), index) != argument)
        index++;
    return index;
}

static bool is_result_struct(LLVMValueRef argument)
{
    unsigned kind = LLVMGetEnumAttributeKindForName("sret", 4);
    return kind != 0 && LLVMGetEnumAttributeAtIndex(LLVMGetParamParent(argument),
                                                    index_of(argument) + 1, kind) != NULL;
}

static void store_in_param(struct proof_walk *walk, const struct proof_state *from,
                           LLVMValueRef argument, struct escape_path path, LLVMValueRef use)
{
    const char *reason =
        is_result_struct(argument)
            ? escape_arena_format("returned from %s (in the result struct)",
                                  llvm_name_of(walk->function))
            : escape_arena_format("stored through parameter %s", name_or(argument, "(unnamed)"));
    struct proof_effect effect = { .kind = PROOF_STORED,
                                   .param = index_of(argument),
                                   .path = path,
                                   .reason = reason,
                                   .at = llvm_place_of(use),
                                   .steps = proof_step_after(from, use, reason) };
    proof_effects_add(&walk->effects, &effect);
    enter(walk, from, argument, path, use, reason, false);
}

static const char *global_reason(LLVMValueRef global)
{
    return escape_arena_format("stored in %s%s",
                               LLVMIsThreadLocal(global) ? "thread-local " : "global ",
                               llvm_name_of(global));
}

void proof_walk_store(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef pointer,
                      struct escape_path path, LLVMValueRef use, bool address)
{
    struct proof_bases bases;
    proof_bases_of(walk->program, pointer, &bases);
    for (unsigned i = 0; i < bases.count; i++) {
        struct proof_base *base = &bases.list[i];
        struct escape_path inside = path;
        inside.at[0] = escape_offset_plus(path.at[0], base->at);
        switch (base->kind) {
        case PROOF_BASE_LOCAL:
        case PROOF_BASE_BLOCK:
        case PROOF_BASE_FRESH:
            store_in_object(walk, from, base->value, inside, use, address);
            break;
        case PROOF_BASE_PARAM:
            store_in_param(walk, from, base->value, inside, use);
            break;
        case PROOF_BASE_GLOBAL:
            proof_walk_escape(walk, from, use, global_reason(base->value));
            break;
        case PROOF_BASE_UNKNOWN:
            proof_walk_escape(walk, from, use, "stored through a pointer of unknown origin");
        }
    }
}

void proof_walk_escape(struct proof_walk *walk, const struct proof_state *from, LLVMValueRef use,
                       const char *reason)
{
    struct llvm_place at = use != NULL ? llvm_place_of(use) : (struct llvm_place){ 0 };
    if (at.file == NULL && from != NULL && LLVMIsAInstruction(from->value) != NULL)
        at = llvm_place_of(from->value); /* where paths meet there is no line */
    struct proof_effect effect = { .kind = PROOF_ESCAPES,
                                   .reason = reason,
                                   .at = at,
                                   .steps = proof_step_after(from, use, reason) };
    proof_effects_add(&walk->effects, &effect);
}

void proof_walk_run(struct proof_walk *walk)
{
    for (size_t next = 0; next < walk->queue_count && !walk->effects.escaped; next++) {
        size_t index = walk->queue[next];
        walk->states[index].queued = false;
        struct proof_state state = walk->states[index]; /* the list may move */
        for (LLVMUseRef u = LLVMGetFirstUse(state.value); u != NULL; u = LLVMGetNextUse(u))
            proof_walk_use(walk, &state, LLVMGetUser(u));
    }
}

static void start_out(struct proof_walk *walk, LLVMValueRef call, unsigned out)
{
    proof_walk_store(walk, NULL, LLVMGetOperand(call, out),
                     escape_path_push(escape_path_start(), escape_offset_exactly(0)), call, false);
}

void proof_walk_site(struct proof_walk *walk, LLVMValueRef call,
                     const struct escape_allocator *allocator)
{
    walk->site = call;
    walk->loops = proof_loop_runs_again(call);
    walk->reuses = allocator->reuses;
    if (allocator->out >= 0)
        start_out(walk, call, (unsigned)allocator->out);
    else
        proof_walk_reach(walk, NULL, call, escape_path_start(), call, NULL);
}
