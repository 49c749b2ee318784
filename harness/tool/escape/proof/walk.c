/* walk.c -- the states that were reached and the effects; contract in walk.h. */
#include "escape/proof/walk.h"

#include <string.h>

#include "escape/base/arena.h"
#include "escape/proof/bases.h"
#include "escape/proof/loop.h"

enum { WHY_MAX = 24 };

bool hm__effects_add(struct hm__effects *effects, const struct hm__effect *more)
{
    for (size_t i = 0; i < effects->count; i++) {
        struct hm__effect *effect = &effects->list[i];
        if (effect->kind != more->kind)
            continue;
        if (effect->kind == HM__ESCAPES || effect->kind == HM__FREED)
            return false; /* the first reason found is the one that is told */
        if (effect->param == more->param && effect->arg == more->arg &&
            effect->path.depth == more->path.depth)
            return hm__path_join(&effect->path, &more->path);
    }
    *HM__APPEND(effects->list, effects->count, effects->room) = *more;
    effects->escaped = effects->escaped || more->kind == HM__ESCAPES;
    return true;
}

void hm__walk_begin(struct hm__walk *walk, struct hm__program *program, LLVMValueRef function)
{
    *walk = (struct hm__walk){ .program = program, .function = function };
}

const struct hm__step *hm__step_after(const struct hm__state *from, LLVMValueRef use,
                                      const char *text)
{
    const struct hm__step *before = from != NULL ? from->steps : NULL;
    unsigned length = 0;
    for (const struct hm__step *s = before; s != NULL; s = s->before)
        length++;
    if (text == NULL || use == NULL || length >= WHY_MAX)
        return before;
    struct hm__step *step = hm__arena_get(sizeof *step);
    *step = (struct hm__step){ .before = before, .text = text, .at = hm__place_of(use) };
    return step;
}

static void push(struct hm__walk *walk, size_t index)
{
    if (walk->states[index].queued)
        return;
    walk->states[index].queued = true;
    *HM__APPEND(walk->queue, walk->queue_count, walk->queue_room) = index;
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

static void enter(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef value,
                  struct hm__path path, LLVMValueRef use, const char *text, bool held)
{
    if (!can_hold(value))
        return;
    uintptr_t *slot = hm__map_at(&walk->index, (uintptr_t)value + path.depth);
    if (*slot == 0) {
        *HM__APPEND(walk->states, walk->state_count, walk->state_room) = (struct hm__state){
            .value = value, .path = path, .steps = hm__step_after(from, use, text), .held = held
        };
        *slot = walk->state_count;
        push(walk, *slot - 1);
        return;
    }
    struct hm__state *state = &walk->states[*slot - 1];
    bool changed = hm__path_join(&state->path, &path);
    if (held && !state->held)
        state->held = changed = true;
    if (changed)
        push(walk, *slot - 1);
}

static void outlives_iteration(struct hm__walk *walk, const struct hm__state *from,
                               LLVMValueRef use, const char *kept_in)
{
    hm__walk_escape(walk, from, use,
                    hm__arena_format("outlives the loop iteration (kept in %s)", kept_in));
}

void hm__walk_reach(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef value,
                    struct hm__path path, LLVMValueRef use, const char *text)
{
    enter(walk, from, value, path, use, text, from != NULL && from->held);
    if (walk->loops && path.depth == 0 && !walk->reuses && can_hold(value) &&
        hm__loop_value_outlives(walk->site, value))
        outlives_iteration(walk, from, use, "a loop variable");
}

static const char *name_or(LLVMValueRef value, const char *otherwise)
{
    const char *name = hm__name_of(value);
    return name[0] != '\0' ? name : otherwise;
}

/* Memory of this function's own: a local, or another block. */
static void store_in_object(struct hm__walk *walk, const struct hm__state *from,
                            LLVMValueRef object, struct hm__path path, LLVMValueRef use,
                            bool address)
{
    const char *name = LLVMIsAAllocaInst(object) != NULL || LLVMIsAArgument(object) != NULL
                           ? name_or(object, "a local")
                           : "another block";
    bool held = false;
    if (walk->loops && (!address || from == NULL || from->held)) {
        struct hm__loop_memory memory = { walk->program, walk->site, object, use, path.at[0] };
        held = hm__loop_memory_holds(&memory);
        if (held && hm__loop_memory_is_read(&memory))
            outlives_iteration(walk, from, use, name);
    }
    enter(walk, from, object, path, use, hm__arena_format("stored in %s", name), held);
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

static void store_in_param(struct hm__walk *walk, const struct hm__state *from,
                           LLVMValueRef argument, struct hm__path path, LLVMValueRef use)
{
    const char *reason =
        is_result_struct(argument)
            ? hm__arena_format("returned from %s (in the result struct)",
                               hm__name_of(walk->function))
            : hm__arena_format("stored through parameter %s", name_or(argument, "(unnamed)"));
    struct hm__effect effect = { .kind = HM__STORED,
                                 .param = index_of(argument),
                                 .path = path,
                                 .reason = reason,
                                 .at = hm__place_of(use),
                                 .steps = hm__step_after(from, use, reason) };
    hm__effects_add(&walk->effects, &effect);
    enter(walk, from, argument, path, use, reason, false);
}

static const char *global_reason(LLVMValueRef global)
{
    return hm__arena_format("stored in %s%s",
                            LLVMIsThreadLocal(global) ? "thread-local " : "global ",
                            hm__name_of(global));
}

void hm__walk_store(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef pointer,
                    struct hm__path path, LLVMValueRef use, bool address)
{
    struct hm__bases bases;
    hm__bases_of(walk->program, pointer, &bases);
    for (unsigned i = 0; i < bases.count; i++) {
        struct hm__base *base = &bases.list[i];
        struct hm__path inside = path;
        inside.at[0] = hm__offset_plus(path.at[0], base->at);
        switch (base->kind) {
        case HM__BASE_LOCAL:
        case HM__BASE_BLOCK:
        case HM__BASE_FRESH:
            store_in_object(walk, from, base->value, inside, use, address);
            break;
        case HM__BASE_PARAM:
            store_in_param(walk, from, base->value, inside, use);
            break;
        case HM__BASE_GLOBAL:
            hm__walk_escape(walk, from, use, global_reason(base->value));
            break;
        case HM__BASE_UNKNOWN:
            hm__walk_escape(walk, from, use, "stored through a pointer of unknown origin");
        }
    }
}

void hm__walk_escape(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef use,
                     const char *reason)
{
    struct hm__place at = use != NULL ? hm__place_of(use) : (struct hm__place){ 0 };
    if (at.file == NULL && from != NULL && LLVMIsAInstruction(from->value) != NULL)
        at = hm__place_of(from->value); /* where paths meet there is no line */
    struct hm__effect effect = {
        .kind = HM__ESCAPES, .reason = reason, .at = at, .steps = hm__step_after(from, use, reason)
    };
    hm__effects_add(&walk->effects, &effect);
}

void hm__walk_run(struct hm__walk *walk)
{
    for (size_t next = 0; next < walk->queue_count && !walk->effects.escaped; next++) {
        size_t index = walk->queue[next];
        walk->states[index].queued = false;
        struct hm__state state = walk->states[index]; /* the list may move */
        for (LLVMUseRef u = LLVMGetFirstUse(state.value); u != NULL; u = LLVMGetNextUse(u))
            hm__walk_use(walk, &state, LLVMGetUser(u));
    }
}

static void start_out(struct hm__walk *walk, LLVMValueRef call, unsigned out)
{
    hm__walk_store(walk, NULL, LLVMGetOperand(call, out),
                   hm__path_push(hm__path_start(), hm__offset_exactly(0)), call, false);
}

void hm__walk_site(struct hm__walk *walk, LLVMValueRef call, const struct hm__allocator *allocator)
{
    walk->site = call;
    walk->loops = hm__loop_runs_again(call);
    walk->reuses = allocator->reuses;
    if (allocator->out >= 0)
        start_out(walk, call, (unsigned)allocator->out);
    else
        hm__walk_reach(walk, NULL, call, hm__path_start(), call, NULL);
}
