/* subjects.c -- verdicts on parameters and locals; contract in subjects.h. */
#include "escape/subjects.h"

#include <string.h>

#include "escape/base/arena.h"
#include "escape/base/source.h"
#include "escape/proof/summary.h"

struct escape_spot escape_spot_of(struct llvm_place place)
{
    return (struct escape_spot){ place.file, place.line, place.column };
}

void escape_copy_flow(struct escape_verdict *verdict, const struct proof_step *steps)
{
    size_t count = 0;
    for (const struct proof_step *s = steps; s != NULL; s = s->before)
        count++;
    verdict->flow = escape_arena_get((count + 1) * sizeof *verdict->flow);
    verdict->flow_count = count;
    for (const struct proof_step *s = steps; s != NULL; s = s->before)
        verdict->flow[--count] = (struct escape_flow_step){ s->text, escape_spot_of(s->at) };
}

bool escape_in_system_header(LLVMValueRef function)
{
    struct llvm_place place = llvm_place_of_function(function);
    return place.file == NULL || strncmp(place.file, "/usr/include/", 13) == 0 ||
           strncmp(place.file, "/usr/lib/", 9) == 0;
}

bool escape_bases_vary(struct llvm_program *program, LLVMValueRef call)
{
    const struct proof_bases *bases = proof_bases_returned(program, llvm_callee_of(call));
    for (unsigned i = 0; i < bases->count; i++) {
        LLVMValueRef value = bases->list[i].value;
        if (bases->list[i].kind == PROOF_BASE_BLOCK && llvm_allocator_of(program, value)->varies)
            return true;
        if (bases->list[i].kind == PROOF_BASE_FRESH && escape_bases_vary(program, value))
            return true;
    }
    return false;
}

struct start {
    LLVMValueRef value;
    struct escape_path path;
};

static void start_here(struct proof_walk *walk, void *context)
{
    const struct start *start = context;
    walk->pointers_only = start->path.depth > 0;
    proof_walk_reach(walk, NULL, start->value, start->path, NULL, NULL);
}

static bool has_attribute(LLVMValueRef function, unsigned param, const char *name)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    return kind != 0 && LLVMGetEnumAttributeAtIndex(function, param + 1, kind) != NULL;
}

/* Where the parameter is written: after the function's name, as a whole word. */
static struct escape_spot spot_of_param(LLVMValueRef function, const char *name)
{
    struct escape_spot spot = escape_spot_of(llvm_place_of_function(function));
    const char *title = llvm_name_of(function);
    unsigned line = spot.line;
    unsigned column = escape_source_find(spot.file, &line, 1, 4, title);
    if (column == 0)
        return spot;
    spot.line = line;
    spot.column = column;
    column = escape_source_find(spot.file, &line, column + (unsigned)strlen(title), 24, name);
    if (column != 0) {
        spot.line = line;
        spot.column = column;
    }
    return spot;
}

static void add_message(struct escape_verdicts *verdicts, const struct escape_verdict *base,
                        const char *message, const struct proof_effect *effect)
{
    struct escape_verdict verdict = *base;
    verdict.message = message;
    verdict.escapes = effect != NULL;
    if (effect != NULL) {
        verdict.reason = effect->reason;
        verdict.why_at = escape_spot_of(effect->at);
        escape_copy_flow(&verdict, effect->steps);
    }
    *ESCAPE_APPEND(verdicts->list, verdicts->count, verdicts->room) = verdict;
}

/* The effect that takes the block out of the caller's sight, or NULL. */
static const struct proof_effect *leak_in(const struct proof_effects *effects)
{
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind != PROOF_FREED && effects->list[i].kind != PROOF_RETURNED)
            return &effects->list[i];
    return NULL;
}

/* The parameter itself (or, at level 0, something that holds it) is what comes back. */
static const struct proof_effect *result_in(const struct proof_effects *effects, unsigned level)
{
    for (size_t i = 0; i < effects->count; i++)
        if (effects->list[i].kind == PROOF_RETURNED &&
            (level == 0 || effects->list[i].path.depth == 0))
            return &effects->list[i];
    return NULL;
}

static void judge_param(struct llvm_program *program, struct escape_verdicts *verdicts,
                        LLVMValueRef function, LLVMValueRef param)
{
    const char *name = llvm_name_of(param);
    struct escape_verdict base = { .subject = ESCAPE_SUBJECT_PARAM,
                                   .at = spot_of_param(function, name),
                                   .function = llvm_name_of(function),
                                   .expression = name };
    size_t before = verdicts->count;
    bool content_told = false;
    for (unsigned depth = 0; depth <= 3; depth++) {
        struct start start = { param,
                               depth == 0 ? escape_path_start() : escape_path_unknown(depth) };
        struct proof_walk walk;
        proof_walk_settled(&walk, program, function, start_here, &start);
        const struct proof_effect *leak = leak_in(&walk.effects),
                                  *result = result_in(&walk.effects, depth);
        if (leak != NULL && depth == 0) {
            add_message(verdicts, &base, escape_arena_format("leaking param: %s", name), leak);
            return;
        }
        if (leak != NULL && !content_told) {
            add_message(verdicts, &base, escape_arena_format("leaking param content: %s", name),
                        leak);
            content_told = true;
        }
        if (result != NULL && !content_told)
            add_message(verdicts, &base,
                        escape_arena_format("leaking param: %s to result level=%u", name, depth),
                        result);
    }
    if (verdicts->count == before)
        add_message(verdicts, &base, escape_arena_format("%s does not escape", name), NULL);
}

void escape_judge_params(struct llvm_program *program, struct escape_verdicts *verdicts,
                         LLVMValueRef function)
{
    for (unsigned i = 0; i < LLVMCountParams(function); i++) {
        LLVMValueRef param = LLVMGetParam(function, i);
        if (LLVMGetTypeKind(LLVMTypeOf(param)) != LLVMPointerTypeKind ||
            has_attribute(function, i, "sret") || has_attribute(function, i, "byval") ||
            llvm_name_of(param)[0] == '\0')
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
static struct escape_spot spot_of_local(LLVMValueRef function, LLVMValueRef local, const char *name)
{
    LLVMValueRef first = NULL, start = NULL;
    for (LLVMUseRef u = LLVMGetFirstUse(local); u != NULL; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        if (LLVMIsABitCastInst(user) != NULL && LLVMGetFirstUse(user) != NULL)
            user = LLVMGetUser(LLVMGetFirstUse(user));
        if (LLVMGetDebugLocLine(user) == 0)
            continue;
        LLVMValueRef callee = llvm_is_call(user) ? llvm_callee_of(user) : NULL;
        if (callee != NULL && strncmp(llvm_name_of(callee), "llvm.lifetime.start", 19) == 0 &&
            (start == NULL || LLVMGetDebugLocLine(user) < LLVMGetDebugLocLine(start)))
            start = user;
        if (first == NULL || LLVMGetDebugLocLine(user) < LLVMGetDebugLocLine(first))
            first = user;
    }
    struct escape_spot spot = start != NULL || first != NULL
                                  ? escape_spot_of(llvm_place_of(start != NULL ? start : first))
                                  : escape_spot_of(llvm_place_of_function(function));
    if (start == NULL)
        return strchr(name, ' ') == NULL && LLVMGetValueName2(local, &(size_t){ 0 }) != NULL &&
                       strstr(LLVMGetValueName2(local, &(size_t){ 0 }), ".addr") != NULL
                   ? spot_of_param(function, name)
                   : spot;
    unsigned line = spot.line;
    unsigned column = escape_source_find(spot.file, &line, spot.column, 8, name);
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
        LLVMValueRef callee = llvm_is_call(user) ? llvm_callee_of(user) : NULL;
        if (llvm_is_call(user) &&
            (callee == NULL || strncmp(llvm_name_of(callee), "llvm.", 5) != 0))
            return true;
        if (LLVMIsAStoreInst(user) != NULL && LLVMGetOperand(user, 0) == pointer)
            return true;
        if ((LLVMIsAGetElementPtrInst(user) != NULL || LLVMIsABitCastInst(user) != NULL) &&
            lends_its_address(user))
            return true;
    }
    return false;
}

static void judge_local(struct llvm_program *program, struct escape_verdicts *verdicts,
                        LLVMValueRef function, LLVMValueRef local)
{
    const char *name = llvm_name_of(local);
    struct start start = { local, escape_path_start() };
    struct proof_walk walk;
    proof_walk_settled(&walk, program, function, start_here, &start);
    const struct proof_effect *effect = NULL;
    for (size_t i = 0; i < walk.effects.count && effect == NULL; i++)
        if (walk.effects.list[i].kind != PROOF_FREED)
            effect = &walk.effects.list[i];
    if (effect == NULL && !lends_its_address(local))
        return;
    struct escape_verdict verdict = { .subject = ESCAPE_SUBJECT_LOCAL,
                                      .at = spot_of_local(function, local, name),
                                      .function = llvm_name_of(function),
                                      .expression = name };
    if (effect == NULL) {
        add_message(verdicts, &verdict, escape_arena_format("%s does not escape", name), NULL);
        return;
    }
    struct escape_spot at = escape_spot_of(effect->at);
    const char *message =
        at.file != NULL ? escape_arena_format("address of %s escapes: %s at %s:%u:%u", name,
                                              effect->reason, at.file, at.line, at.column)
                        : escape_arena_format("address of %s escapes: %s", name, effect->reason);
    add_message(verdicts, &verdict, message, effect);
}

void escape_judge_locals(struct llvm_program *program, struct escape_verdicts *verdicts,
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
