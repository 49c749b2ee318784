/* reach.c -- the states that were reached and the effects; contract in reach.h. */
#include "escape/proof/reach.h"

#include "escape/base/arena.h"
#include "escape/llvm/ir.h"
#include "escape/llvm/place.h"
#include "escape/proof/bases.h"
#include "escape/proof/loop.h"

enum { STEPS_MAX = 24 };

void proof_walk_begin(struct proof_walk *walk, struct proof_analysis *analysis,
                      LLVMValueRef function)
{
    *walk = (struct proof_walk){ .analysis = analysis,
                                 .program = analysis->program,
                                 .function = function };
}

const struct proof_step *proof_step_after(const struct proof_walk *walk, struct proof_deed deed)
{
    unsigned length = 0;
    for (const struct proof_step *s = walk->now.steps; s != NULL; s = s->before)
        length++;
    if (length >= STEPS_MAX)
        return walk->now.steps;
    struct proof_step *step = escape_arena_get(sizeof *step);
    *step = (struct proof_step){ .before = walk->now.steps,
                                 .deed = deed,
                                 .at = llvm_place_of(walk->use) };
    return step;
}

static void push(struct proof_walk *walk, size_t index)
{
    if (walk->states[index].queued)
        return;
    walk->states[index].queued = true;
    *ESCAPE_APPEND(walk->queue, walk->queue_count, walk->queue_room) = index;
}

/* Constants and functions lead to no block; neither do values of one bit. */
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

/* `deed` is the step that led here; NULL: no step is recorded. */
static void enter(struct proof_walk *walk, LLVMValueRef value, struct escape_path path,
                  const struct proof_deed *deed, bool held)
{
    if (!can_hold(value))
        return;
    uintptr_t *slot = escape_map_at(&walk->index, (uintptr_t)value + path.depth);
    if (*slot == 0) {
        *ESCAPE_APPEND(walk->states, walk->state_count, walk->state_room) = (struct proof_state){
            .value = value,
            .path = path,
            .steps = deed != NULL ? proof_step_after(walk, *deed) : walk->now.steps,
            .held = held,
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

static void reach(struct proof_walk *walk, LLVMValueRef value, struct escape_path path,
                  const struct proof_deed *deed)
{
    enter(walk, value, path, deed, walk->now.held);
    if (walk->loops && path.depth == 0 && !walk->reuses && can_hold(value) &&
        proof_loop_value_outlives(walk->analysis, walk->site, value))
        proof_walk_escape(walk, PROOF_DEED_KEPT_IN_LOOP, "a loop variable");
}

void proof_walk_reach(struct proof_walk *walk, LLVMValueRef value, struct escape_path path)
{
    reach(walk, value, path, NULL);
}

void proof_walk_result(struct proof_walk *walk, struct escape_path path)
{
    reach(walk, walk->use, path, NULL);
}

void proof_walk_result_by(struct proof_walk *walk, struct escape_path path,
                          enum proof_deed_kind kind, const char *name)
{
    reach(walk, walk->use, path, &(struct proof_deed){ kind, name });
}

static const char *name_or(LLVMValueRef value, const char *otherwise)
{
    const char *name = llvm_name_of(value);
    return name[0] != '\0' ? name : otherwise;
}

/* The use makes `object` hold the block, in the place that `path` begins with. True if it may still
 * hold it when the site runs again; an effect if it may be read then. */
static bool held_by(struct proof_walk *walk, LLVMValueRef object, struct escape_path path,
                    const char *name)
{
    struct proof_loop_memory memory = { walk->analysis, walk->site, object, walk->use, path.at[0] };
    bool held = proof_loop_memory_holds(&memory);
    if (held && proof_loop_memory_is_read(&memory))
        proof_walk_escape(walk, PROOF_DEED_KEPT_IN_LOOP, name);
    return held;
}

/* A store to memory that belongs to this function: a local, or another block. */
static void store_in_object(struct proof_walk *walk, LLVMValueRef object, struct escape_path path,
                            bool address)
{
    const char *name = LLVMIsAAllocaInst(object) != NULL || LLVMIsAArgument(object) != NULL
                           ? name_or(object, "a local")
                           : "another block";
    bool held = walk->loops && (!address || walk->now.held) && held_by(walk, object, path, name);
    enter(walk, object, path, &(struct proof_deed){ PROOF_DEED_STORED_IN, name }, held);
}

void proof_walk_returned_by(struct proof_walk *walk, struct escape_path path, const char *name)
{
    const struct proof_deed deed = { PROOF_DEED_RETURNED_BY, name };
    if (walk->loops && path.depth > 0 && held_by(walk, walk->use, path, "another block"))
        enter(walk, walk->use, path, &deed, true);
    reach(walk, walk->use, path, &deed);
}

static void store_in_param(struct proof_walk *walk, LLVMValueRef param, struct escape_path path)
{
    struct proof_deed deed = { PROOF_DEED_STORED_THROUGH_PARAM, name_or(param, "(unnamed)") };
    if (llvm_param_has(param, "sret"))
        deed = (struct proof_deed){ PROOF_DEED_RETURNED_IN_STRUCT, llvm_name_of(walk->function) };
    struct proof_effect effect = { .kind = PROOF_STORED,
                                   .param = llvm_param_index(param),
                                   .path = path,
                                   .deed = deed,
                                   .at = llvm_place_of(walk->use),
                                   .steps = proof_step_after(walk, deed) };
    proof_effects_add(&walk->effects, &effect);
    enter(walk, param, path, &deed, false);
}

void proof_walk_store(struct proof_walk *walk, LLVMValueRef pointer, struct escape_path path,
                      bool address)
{
    struct proof_bases bases;
    proof_bases_of(walk->analysis, pointer, &bases);
    for (unsigned i = 0; i < bases.count; i++) {
        struct proof_base *base = &bases.list[i];
        struct escape_path inside = path;
        inside.at[0] = escape_offset_plus(path.at[0], base->at);
        switch (base->kind) {
        case PROOF_BASE_LOCAL:
        case PROOF_BASE_BLOCK:
        case PROOF_BASE_FRESH:
            store_in_object(walk, base->value, inside, address);
            break;
        case PROOF_BASE_PARAM:
            store_in_param(walk, base->value, inside);
            break;
        case PROOF_BASE_GLOBAL:
            proof_walk_escape(walk,
                              LLVMIsThreadLocal(base->value) ? PROOF_DEED_STORED_IN_THREAD_LOCAL
                                                             : PROOF_DEED_STORED_IN_GLOBAL,
                              llvm_name_of(base->value));
            break;
        case PROOF_BASE_UNKNOWN:
            proof_walk_escape(walk, PROOF_DEED_STORED_ANYWHERE, NULL);
        }
    }
}

void proof_walk_escape(struct proof_walk *walk, enum proof_deed_kind kind, const char *name)
{
    struct proof_deed deed = { kind, name };
    struct escape_place at = llvm_place_of(walk->use);
    if (at.file == NULL && walk->now.value != NULL && LLVMIsAInstruction(walk->now.value) != NULL)
        at = llvm_place_of(walk->now.value); /* a phi has no line */
    struct proof_effect effect = {
        .kind = PROOF_ESCAPES, .deed = deed, .at = at, .steps = proof_step_after(walk, deed)
    };
    proof_effects_add(&walk->effects, &effect);
}
