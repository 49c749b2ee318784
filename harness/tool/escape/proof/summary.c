/* summary.c -- the memory of what each function does; contract in summary.h. */
#include "escape/proof/summary.h"

#include "escape/base/arena.h"

enum { PATHS_MAX = 12, BUSY_MAX = 150 };

/* One answer, or (function NULL) the walk of a site, which asks but is never asked. */
struct stats_summary {
    LLVMValueRef function;
    unsigned param;
    struct escape_path path;
    struct proof_effects effects;
    bool busy, dirty;
    struct stats_summary **askers;
    size_t asker_count, asker_room;
    struct stats_summary *next; /* of the same function */
};

/* What is known of one function. */
struct facts {
    struct stats_summary *summaries;
    struct proof_bases *returned;
    enum { FRESH_UNKNOWN, FRESH_BUSY, FRESH_NO, FRESH_YES } fresh;
    bool returned_busy, visited;
};

static struct facts *facts_of(struct llvm_program *program, LLVMValueRef function)
{
    uintptr_t *slot = escape_map_at(&program->functions, (uintptr_t)function);
    if (*slot == 0)
        *slot = (uintptr_t)escape_arena_get(sizeof(struct facts));
    return (struct facts *)*slot;
}

static void mark_dirty(struct llvm_program *program, struct stats_summary *summary)
{
    if (summary->dirty || summary->effects.escaped)
        return;
    summary->dirty = true;
    if (summary->function != NULL)
        *ESCAPE_APPEND(program->dirty, program->dirty_count, program->dirty_room) = summary;
}

static void work_out(struct llvm_program *program, struct stats_summary *summary)
{
    struct stats_summary *outer = program->asking;
    summary->busy = true;
    summary->dirty = false;
    program->asking = summary;
    program->busy++;
    struct proof_walk walk;
    proof_walk_begin(&walk, program, summary->function);
    proof_walk_reach(&walk, NULL, LLVMGetParam(summary->function, summary->param), summary->path,
                     NULL, NULL);
    proof_walk_run(&walk);
    program->busy--;
    program->asking = outer;
    summary->busy = false;

    bool grown = false;
    for (size_t i = 0; i < walk.effects.count; i++)
        grown = proof_effects_add(&summary->effects, &walk.effects.list[i]) || grown;
    for (size_t i = 0; grown && i < summary->asker_count; i++)
        mark_dirty(program, summary->askers[i]);
}

/* The summary asked for. A function asked about too many different places of one object is asked
 * about any place instead, so that recursion down a pointer comes to an end. */
static struct stats_summary *find(struct llvm_program *program, LLVMValueRef function,
                                  unsigned param, struct escape_path path)
{
    struct facts *facts = facts_of(program, function);
    unsigned alike = 0;
    for (struct stats_summary *s = facts->summaries; s != NULL; s = s->next) {
        if (s->param != param || s->path.depth != path.depth)
            continue;
        if (escape_path_equal(&s->path, &path))
            return s;
        alike++;
    }
    struct escape_path unknown = escape_path_unknown(path.depth);
    unknown.deeper = path.depth == ESCAPE_DEPTH_MAX;
    if (alike >= PATHS_MAX && !escape_path_equal(&path, &unknown))
        return find(program, function, param, unknown);
    struct stats_summary *fresh = escape_arena_get(sizeof *fresh);
    *fresh = (struct stats_summary){
        .function = function, .param = param, .path = path, .next = facts->summaries
    };
    facts->summaries = fresh;
    if (program->busy < BUSY_MAX)
        work_out(program, fresh);
    else
        mark_dirty(program, fresh);
    return fresh;
}

const struct proof_effects *proof_summary_of(struct llvm_program *program, LLVMValueRef function,
                                             unsigned param, struct escape_path path)
{
    struct stats_summary *summary = find(program, function, param, path);
    struct stats_summary *asker = program->asking;
    bool listed = asker == NULL;
    for (size_t i = 0; i < summary->asker_count && !listed; i++)
        listed = summary->askers[i] == asker;
    if (!listed)
        *ESCAPE_APPEND(summary->askers, summary->asker_count, summary->asker_room) = asker;
    return &summary->effects;
}

static void settle(struct llvm_program *program)
{
    while (program->dirty_count > 0) {
        struct stats_summary *summary = program->dirty[--program->dirty_count];
        work_out(program, summary);
    }
}

void proof_walk_settled(struct proof_walk *walk, struct llvm_program *program,
                        LLVMValueRef function, proof_walk_start *start, void *context)
{
    struct stats_summary *site = escape_arena_get(sizeof *site);
    do {
        site->dirty = false;
        program->asking = site;
        proof_walk_begin(walk, program, function);
        start(walk, context);
        proof_walk_run(walk);
        program->asking = NULL;
        if (walk->effects.escaped)
            return;
        settle(program);
    } while (site->dirty);
}

const struct proof_bases *proof_bases_returned(struct llvm_program *program, LLVMValueRef function)
{
    static const struct proof_bases unknown = { .list[0].kind = PROOF_BASE_UNKNOWN, .count = 1 };
    struct facts *facts = facts_of(program, function);
    if (facts->returned != NULL)
        return facts->returned;
    if (facts->returned_busy)
        return &unknown;
    facts->returned_busy = true;
    struct proof_bases *bases = escape_arena_get(sizeof *bases);
    proof_bases_of_returns(program, function, bases);
    facts->returned_busy = false;
    facts->returned = bases;
    return bases;
}

static void start_at_site(struct proof_walk *walk, void *call)
{
    proof_walk_site(walk, call, llvm_allocator_of(walk->program, call));
}

static void start_at_result(struct proof_walk *walk, void *call)
{
    proof_walk_reach(walk, NULL, call, escape_path_start(), call, NULL);
}

/* Whether the block that starts at `base` leaves its function by the result, and only so. */
static bool only_returned(struct llvm_program *program, LLVMValueRef function,
                          const struct proof_base *base)
{
    struct proof_walk walk;
    proof_walk_settled(&walk, program, function,
                       base->kind == PROOF_BASE_BLOCK ? start_at_site : start_at_result,
                       base->value);
    for (size_t i = 0; i < walk.effects.count; i++) {
        const struct proof_effect *effect = &walk.effects.list[i];
        if (effect->kind != PROOF_FREED &&
            (effect->kind != PROOF_RETURNED || effect->path.depth != 0))
            return false;
    }
    return true;
}

bool proof_returns_fresh(struct llvm_program *program, LLVMValueRef function)
{
    struct facts *facts = facts_of(program, function);
    if (facts->fresh == FRESH_YES || facts->fresh == FRESH_NO)
        return facts->fresh == FRESH_YES;
    /* Inside another walk nothing is final, and a "yes" must be. */
    if (facts->fresh == FRESH_BUSY || program->asking != NULL)
        return false;
    facts->fresh = FRESH_BUSY;
    const struct proof_bases *bases = proof_bases_returned(program, function);
    bool fresh = true;
    for (unsigned i = 0; i < bases->count && fresh; i++)
        if (bases->list[i].kind == PROOF_BASE_BLOCK || bases->list[i].kind == PROOF_BASE_FRESH)
            fresh = only_returned(program, function, &bases->list[i]);
    facts->fresh = fresh ? FRESH_YES : FRESH_NO;
    return fresh;
}

static void prepare(struct llvm_program *program, LLVMValueRef function, unsigned nesting)
{
    struct facts *facts = facts_of(program, function);
    if (facts->visited || nesting > BUSY_MAX)
        return;
    facts->visited = true;
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b != NULL;
         b = LLVMGetNextBasicBlock(b))
        for (LLVMValueRef i = LLVMGetFirstInstruction(b); i != NULL;
             i = LLVMGetNextInstruction(i)) {
            LLVMValueRef callee = llvm_is_call(i) ? llvm_callee_of(i) : NULL;
            if (callee != NULL && llvm_has_final_body(callee))
                prepare(program, callee, nesting + 1);
        }
    LLVMTypeRef type = LLVMGetReturnType(LLVMGlobalGetValueType(function));
    if (LLVMGetTypeKind(type) == LLVMPointerTypeKind)
        proof_returns_fresh(program, function);
}

void proof_summaries_prepare(struct llvm_program *program)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(program->module); f != NULL;
         f = LLVMGetNextFunction(f))
        if (llvm_has_final_body(f))
            prepare(program, f, 0);
}
