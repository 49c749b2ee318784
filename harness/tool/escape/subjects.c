/* subjects.c -- verdicts on parameters and locals; contract in subjects.h. */
#include "escape/subjects.h"

#include <string.h>

#include "escape/base/arena.h"
#include "escape/base/source.h"
#include "escape/proof/summary.h"

struct hm__spot hm__spot_of(struct hm__place place)
{
    return (struct hm__spot){ place.file, place.line, place.column };
}

void hm__copy_flow(struct hm__verdict *verdict, const struct hm__step *steps)
{
    size_t count = 0;
    for (const struct hm__step *s = steps; s != NULL; s = s->before)
        count++;
    verdict->flow = hm__arena_get((count + 1) * sizeof *verdict->flow);
    verdict->flow_count = count;
    for (const struct hm__step *s = steps; s != NULL; s = s->before)
        verdict->flow[--count] = (struct hm__flow_step){ s->text, hm__spot_of(s->at) };
}

bool hm__in_system_header(LLVMValueRef function)
{
    struct hm__place place = hm__place_of_function(function);
    return place.file == NULL || strncmp(place.file, "/usr/include/", 13) == 0 ||
           strncmp(place.file, "/usr/lib/", 9) == 0;
}

bool hm__bases_vary(struct hm__program *program, LLVMValueRef call)
{
    const struct hm__bases *bases = hm__bases_returned(program, hm__callee_of(call));
    for (unsigned i = 0; i < bases->count; i++) {
        LLVMValueRef value = bases->list[i].value;
        if (bases->list[i].kind == HM__BASE_BLOCK && hm__allocator_of(program, value)->varies)
            return true;
        if (bases->list[i].kind == HM__BASE_FRESH && hm__bases_vary(program, value))
            return true;
    }
    return false;
}

struct start {
    LLVMValueRef value;
    struct hm__path path;
};

static void start_here(struct hm__walk *walk, void *context)
{
    const struct start *start = context;
    walk->pointers_only = start->path.depth > 0;
    hm__walk_reach(walk, NULL, start->value, start->path, NULL, NULL);
}

static bool has_attribute(LLVMValueRef function, unsigned param, const char *name)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    return kind != 0 && LLVMGetEnumAttributeAtIndex(function, param + 1, kind) != NULL;
}

/* Where the parameter is written: after the function's name, as a whole word. */
static struct hm__spot spot_of_param(LLVMValueRef function, const char *name)
{
    struct hm__spot spot = hm__spot_of(hm__place_of_function(function));
    const char *title = hm__name_of(function);
    unsigned line = spot.line;
    unsigned column = hm__source_find(spot.file, &line, 1, 4, title);
    if (column == 0)
        return spot;
    spot.line = line;
    spot.column = column;
    column = hm__source_find(spot.file, &line, column + (unsigned)strlen(title), 24, name);
    if (column != 0) {
        spot.line = line;
        spot.column = column;
    }
    return spot;
}

static void add_message(struct hm__verdicts *verdicts, const struct hm__verdict *base,
                        const char *message, const struct hm__effect *effect)
{
    struct hm__verdict verdict = *base;
    verdict.message = message;
    verdict.escapes = effect != NULL;
    if (effect != NULL) {
        verdict.reason = effect->reason;
        verdict.why_at = hm__spot_of(effect->at);
        hm__copy_flow(&verdict, effect->steps);
    }
    *HM__APPEND(verdicts->list, verdicts->count, verdicts->room) = verdict;
}

/* The effect that takes the block out of the caller's sight, or NULL. */
static const struct hm__effect *leak_in(const struct hm__effects *effects)
{
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind != HM__FREED && effects->list[i].kind != HM__RETURNED)
            return &effects->list[i];
    return NULL;
}

/* The parameter itself (or, at level 0, something that holds it) is what comes back. */
static const struct hm__effect *result_in(const struct hm__effects *effects, unsigned level)
{
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind == HM__RETURNED &&
            (level == 0 || effects->list[i].path.depth == 0))
            return &effects->list[i];
    return NULL;
}

static void judge_param(struct hm__program *program, struct hm__verdicts *verdicts,
                        LLVMValueRef function, LLVMValueRef param)
{
    const char *name = hm__name_of(param);
    struct hm__verdict base = { .subject = HM__SUBJECT_PARAM,
                                .at = spot_of_param(function, name),
                                .function = hm__name_of(function),
                                .expression = name };
    size_t before = verdicts->count;
    bool content_told = false;
    for (unsigned depth = 0; depth <= 3; depth++) {
        struct start start = { param, depth == 0 ? hm__path_start() : hm__path_unknown(depth) };
        struct hm__walk walk;
        hm__walk_settled(&walk, program, function, start_here, &start);
        const struct hm__effect *leak = leak_in(&walk.effects),
                                *result = result_in(&walk.effects, depth);
        if (leak != NULL && depth == 0) {
            add_message(verdicts, &base, hm__arena_format("leaking param: %s", name), leak);
            return;
        }
        if (leak != NULL && !content_told) {
            add_message(verdicts, &base, hm__arena_format("leaking param content: %s", name), leak);
            content_told = true;
        }
        if (result != NULL && !content_told)
            add_message(verdicts, &base,
                        hm__arena_format("leaking param: %s to result level=%u", name, depth),
                        result);
    }
    if (verdicts->count == before)
        add_message(verdicts, &base, hm__arena_format("%s does not escape", name), NULL);
}

void hm__judge_params(struct hm__program *program, struct hm__verdicts *verdicts,
                      LLVMValueRef function)
{
    for (unsigned i = 0; i < LLVMCountParams(function); i++) {
        LLVMValueRef param = LLVMGetParam(function, i);
        if (LLVMGetTypeKind(LLVMTypeOf(param)) != LLVMPointerTypeKind ||
            has_attribute(function, i, "sret") || has_attribute(function, i, "byval") ||
            hm__name_of(param)[0] == '\0')
            continue;
        judge_param(program, verdicts, function, param);
    }
}

/* Storage that the compiler made, not the programmer. */
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

/* The declaration of a local: near where its life starts, or else its first use. */
static struct hm__spot spot_of_local(LLVMValueRef function, LLVMValueRef local, const char *name)
{
    LLVMValueRef first = NULL, start = NULL;
    for (LLVMUseRef u = LLVMGetFirstUse(local); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        if (LLVMIsABitCastInst(user) != NULL && LLVMGetFirstUse(user) != NULL)
            user = LLVMGetUser(LLVMGetFirstUse(user));
        if (LLVMGetDebugLocLine(user) == 0)
            continue;
        LLVMValueRef callee = hm__is_call(user) ? hm__callee_of(user) : NULL;
        if (callee != NULL && strncmp(hm__name_of(callee), "llvm.lifetime.start", 19) == 0 &&
            (start == NULL || LLVMGetDebugLocLine(user) < LLVMGetDebugLocLine(start)))
            start = user;
        if (first == NULL || LLVMGetDebugLocLine(user) < LLVMGetDebugLocLine(first))
            first = user;
    }
    struct hm__spot spot = start != NULL || first != NULL
                               ? hm__spot_of(hm__place_of(start != NULL ? start : first))
                               : hm__spot_of(hm__place_of_function(function));
    if (start == NULL)
        return strchr(name, ' ') == NULL && LLVMGetValueName2(local, &(size_t){ 0 }) != NULL &&
                       strstr(LLVMGetValueName2(local, &(size_t){ 0 }), ".addr") != NULL
                   ? spot_of_param(function, name)
                   : spot;
    unsigned line = spot.line;
    unsigned column = hm__source_find(spot.file, &line, spot.column, 8, name);
    if (column != 0) {
        spot.line = line;
        spot.column = column;
    }
    return spot;
}

/* A local that is only read and written by its name needs no line, as in Go. */
static bool lends_its_address(LLVMValueRef pointer)
{
    for (LLVMUseRef u = LLVMGetFirstUse(pointer); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        LLVMValueRef callee = hm__is_call(user) ? hm__callee_of(user) : NULL;
        if (hm__is_call(user) && (callee == NULL || strncmp(hm__name_of(callee), "llvm.", 5) != 0))
            return true;
        if (LLVMIsAStoreInst(user) != NULL && LLVMGetOperand(user, 0) == pointer)
            return true;
        if ((LLVMIsAGetElementPtrInst(user) != NULL || LLVMIsABitCastInst(user) != NULL) &&
            lends_its_address(user))
            return true;
    }
    return false;
}

static void judge_local(struct hm__program *program, struct hm__verdicts *verdicts,
                        LLVMValueRef function, LLVMValueRef local)
{
    const char *name = hm__name_of(local);
    struct start start = { local, hm__path_start() };
    struct hm__walk walk;
    hm__walk_settled(&walk, program, function, start_here, &start);
    const struct hm__effect *effect = NULL;
    for (size_t i = 0; i < walk.effects.count && effect == NULL; i++)
        if (walk.effects.list[i].kind != HM__FREED)
            effect = &walk.effects.list[i];
    if (effect == NULL && !lends_its_address(local))
        return;
    struct hm__verdict verdict = { .subject = HM__SUBJECT_LOCAL,
                                   .at = spot_of_local(function, local, name),
                                   .function = hm__name_of(function),
                                   .expression = name };
    if (effect == NULL) {
        add_message(verdicts, &verdict, hm__arena_format("%s does not escape", name), NULL);
        return;
    }
    struct hm__spot at = hm__spot_of(effect->at);
    const char *message = at.file != NULL
                              ? hm__arena_format("address of %s escapes: %s at %s:%u:%u", name,
                                                 effect->reason, at.file, at.line, at.column)
                              : hm__arena_format("address of %s escapes: %s", name, effect->reason);
    add_message(verdicts, &verdict, message, effect);
}

void hm__judge_locals(struct hm__program *program, struct hm__verdicts *verdicts,
                      LLVMValueRef function)
{
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b != NULL;
         b = LLVMGetNextBasicBlock(b))
        for (LLVMValueRef i = LLVMGetFirstInstruction(b); i != NULL;
             i = LLVMGetNextInstruction(i)) {
            size_t length;
            if (LLVMIsAAllocaInst(i) != NULL && !made_by_compiler(LLVMGetValueName2(i, &length)))
                judge_local(program, verdicts, function, i);
        }
}
