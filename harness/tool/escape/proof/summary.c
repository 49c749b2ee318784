/* summary.c -- the summaries of all functions and their fixed point; contract in summary.h. */
#include "escape/proof/summary.h"

#include "escape/base/arena.h"
#include "escape/llvm/hooks.h"
#include "escape/llvm/ir.h"
#include "escape/proof/bases.h"

enum { PATHS_MAX = 12, BUSY_MAX = 150 };

/* One summary; or (function NULL) the walk of a site, which asks but is never asked. */
struct proof_summary {
    LLVMValueRef function;
    unsigned param;
    struct escape_path path;
    struct proof_effects effects;
    bool dirty; /* an effect it depends on has grown */
    struct proof_summary **askers;
    size_t asker_count, asker_room;
    struct proof_summary *next; /* of the same function */
};

static void mark_dirty(struct proof_analysis *analysis, struct proof_summary *summary)
{
    if (summary->dirty || summary->effects.escaped)
        return;
    summary->dirty = true;
    if (summary->function != NULL)
        *ESCAPE_APPEND(analysis->dirty, analysis->dirty_count, analysis->dirty_room) = summary;
}

static void compute(struct proof_analysis *analysis, struct proof_summary *summary)
{
    struct proof_summary *outer = analysis->asking;
    summary->dirty = false;
    analysis->asking = summary;
    analysis->busy++;
    struct proof_walk walk;
    proof_walk_begin(&walk, analysis, summary->function);
    proof_walk_reach(&walk, LLVMGetParam(summary->function, summary->param), summary->path);
    proof_walk_run(&walk);
    analysis->busy--;
    analysis->asking = outer;

    bool grown = false;
    for (size_t i = 0; i < walk.effects.count; i++)
        grown = proof_effects_add(&summary->effects, &walk.effects.list[i]) || grown;
    for (size_t i = 0; grown && i < summary->asker_count; i++)
        mark_dirty(analysis, summary->askers[i]);
}

/* The summary for this parameter and path, computed if it is new. Past PATHS_MAX paths of one depth
 * the answer is for unknown offsets instead, so that recursion along a pointer ends. */
static struct proof_summary *find(struct proof_analysis *analysis, LLVMValueRef function,
                                  unsigned param, struct escape_path path)
{
    struct proof_facts *facts = proof_facts_of(analysis, function);
    unsigned alike = 0;
    for (struct proof_summary *s = facts->summaries; s != NULL; s = s->next) {
        if (s->param != param || s->path.depth != path.depth)
            continue;
        if (escape_path_equal(&s->path, &path))
            return s;
        alike++;
    }
    struct escape_path unknown = escape_path_unknown(path.depth);
    unknown.deeper = path.depth == ESCAPE_DEPTH_MAX;
    if (alike >= PATHS_MAX && !escape_path_equal(&path, &unknown))
        return find(analysis, function, param, unknown);
    struct proof_summary *fresh = escape_arena_get(sizeof *fresh);
    *fresh = (struct proof_summary){
        .function = function, .param = param, .path = path, .next = facts->summaries
    };
    facts->summaries = fresh;
    if (analysis->busy < BUSY_MAX)
        compute(analysis, fresh);
    else
        mark_dirty(analysis, fresh);
    return fresh;
}

static const struct proof_effects *effects_of(struct proof_analysis *analysis,
                                              LLVMValueRef function, unsigned param,
                                              struct escape_path path)
{
    struct proof_summary *summary = find(analysis, function, param, path);
    struct proof_summary *asker = analysis->asking;
    bool listed = asker == NULL;
    for (size_t i = 0; i < summary->asker_count && !listed; i++)
        listed = summary->askers[i] == asker;
    if (!listed)
        *ESCAPE_APPEND(summary->askers, summary->asker_count, summary->asker_room) = asker;
    return &summary->effects;
}

static void settle(struct proof_analysis *analysis)
{
    while (analysis->dirty_count > 0) {
        struct proof_summary *summary = analysis->dirty[--analysis->dirty_count];
        compute(analysis, summary);
    }
}

void proof_walk_settled(struct proof_walk *walk, struct proof_analysis *analysis,
                        LLVMValueRef function, proof_walk_start *start, void *context)
{
    struct proof_summary *site = escape_arena_get(sizeof *site);
    do {
        site->dirty = false;
        analysis->asking = site;
        proof_walk_begin(walk, analysis, function);
        start(walk, context);
        proof_walk_run(walk);
        analysis->asking = NULL;
        if (walk->effects.escaped)
            return;
        settle(analysis);
    } while (site->dirty);
}

static void start_at_site(struct proof_walk *walk, void *call)
{
    proof_walk_site(walk, call, llvm_allocator_of(walk->program, call));
}

static void start_at_result(struct proof_walk *walk, void *call)
{
    proof_walk_reach(walk, call, escape_path_start());
}

/* True when the block that `base` names leaves its function by the result only. */
static bool only_returned(struct proof_analysis *analysis, LLVMValueRef function,
                          const struct proof_base *base)
{
    struct proof_walk walk;
    proof_walk_settled(&walk, analysis, function,
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

static bool returns_fresh(struct proof_analysis *analysis, LLVMValueRef function)
{
    struct proof_facts *facts = proof_facts_of(analysis, function);
    if (facts->fresh == PROOF_FRESH_YES || facts->fresh == PROOF_FRESH_NO)
        return facts->fresh == PROOF_FRESH_YES;
    /* Inside another walk summaries may still grow, and a "yes" must be final. */
    if (facts->fresh == PROOF_FRESH_BUSY || analysis->asking != NULL)
        return false;
    facts->fresh = PROOF_FRESH_BUSY;
    const struct proof_bases *bases = proof_bases_returned(analysis, function);
    bool fresh = true;
    for (unsigned i = 0; i < bases->count && fresh; i++)
        fresh =
            (bases->list[i].kind == PROOF_BASE_BLOCK || bases->list[i].kind == PROOF_BASE_FRESH) &&
            only_returned(analysis, function, &bases->list[i]);
    facts->fresh = fresh ? PROOF_FRESH_YES : PROOF_FRESH_NO;
    return fresh;
}

/* Callees first. */
static void prepare(struct proof_analysis *analysis, LLVMValueRef function, unsigned nesting)
{
    struct proof_facts *facts = proof_facts_of(analysis, function);
    if (facts->visited || nesting > BUSY_MAX)
        return;
    facts->visited = true;
    for (LLVMValueRef i = llvm_first_instruction(function); i != NULL;
         i = llvm_next_instruction(i)) {
        LLVMValueRef body = llvm_is_call(i) ? llvm_body_of(i) : NULL;
        if (body != NULL)
            prepare(analysis, body, nesting + 1);
    }
    LLVMTypeRef type = LLVMGetReturnType(LLVMGlobalGetValueType(function));
    if (LLVMGetTypeKind(type) == LLVMPointerTypeKind)
        returns_fresh(analysis, function);
}

void proof_analysis_begin(struct proof_analysis *analysis, const struct llvm_program *program)
{
    *analysis =
        (struct proof_analysis){ .program = program,
                                 .effects_of = effects_of,
                                 .returns_fresh = returns_fresh,
                                 .pointers_twice = llvm_twice_is_pointed_to(program->module) };
    for (LLVMValueRef f = LLVMGetFirstFunction(program->module); f != NULL;
         f = LLVMGetNextFunction(f))
        if (llvm_has_final_body(f))
            prepare(analysis, f, 0);
}
