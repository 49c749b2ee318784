/* summary.c -- the memory of what each function does; contract in summary.h. */
#include "escape/proof/summary.h"

#include "escape/base/arena.h"

enum { PATHS_MAX = 12, BUSY_MAX = 150 };

/* One answer, or (function NULL) the walk of a site, which asks but is never asked. */
struct hm__summary {
    LLVMValueRef function;
    unsigned param;
    struct hm__path path;
    struct hm__effects effects;
    bool busy, dirty;
    struct hm__summary **askers;
    size_t asker_count, asker_room;
    struct hm__summary *next; /* of the same function */
};

/* What is known of one function. */
struct facts {
    struct hm__summary *summaries;
    struct hm__bases *returned;
    enum { FRESH_UNKNOWN, FRESH_BUSY, FRESH_NO, FRESH_YES } fresh;
    bool returned_busy, visited;
};

static struct facts *facts_of(struct hm__program *program, LLVMValueRef function)
{
    uintptr_t *slot = hm__map_at(&program->functions, (uintptr_t)function);
    if (*slot == 0)
        *slot = (uintptr_t)hm__arena_get(sizeof(struct facts));
    return (struct facts *)*slot;
}

static void mark_dirty(struct hm__program *program, struct hm__summary *summary)
{
    if (summary->dirty || summary->effects.escaped)
        return;
    summary->dirty = true;
    if (summary->function != NULL)
        *HM__APPEND(program->dirty, program->dirty_count, program->dirty_room) = summary;
}

static void work_out(struct hm__program *program, struct hm__summary *summary)
{
    struct hm__summary *outer = program->asking;
    summary->busy = true;
    summary->dirty = false;
    program->asking = summary;
    program->busy++;
    struct hm__walk walk;
    hm__walk_begin(&walk, program, summary->function);
    hm__walk_reach(&walk, NULL, LLVMGetParam(summary->function, summary->param), summary->path,
                   NULL, NULL);
    hm__walk_run(&walk);
    program->busy--;
    program->asking = outer;
    summary->busy = false;

    bool grown = false;
    for (size_t i = 0; i < walk.effects.count; i++)
        grown = hm__effects_add(&summary->effects, &walk.effects.list[i]) || grown;
    for (size_t i = 0; grown && i < summary->asker_count; i++)
        mark_dirty(program, summary->askers[i]);
}

/* The summary asked for. A function asked about too many different places of one object is asked
 * about any place instead, so that recursion down a pointer comes to an end. */
static struct hm__summary *find(struct hm__program *program, LLVMValueRef function, unsigned param,
                                struct hm__path path)
{
    struct facts *facts = facts_of(program, function);
    unsigned alike = 0;
    for (struct hm__summary *s = facts->summaries; s != NULL; s = s->next) {
        if (s->param != param || s->path.depth != path.depth)
            continue;
        if (hm__path_equal(&s->path, &path))
            return s;
        alike++;
    }
    struct hm__path unknown = hm__path_unknown(path.depth);
    unknown.deeper = path.depth == HM__DEPTH_MAX;
    if (alike >= PATHS_MAX && !hm__path_equal(&path, &unknown))
        return find(program, function, param, unknown);
    struct hm__summary *fresh = hm__arena_get(sizeof *fresh);
    *fresh = (struct hm__summary){
        .function = function, .param = param, .path = path, .next = facts->summaries
    };
    facts->summaries = fresh;
    if (program->busy < BUSY_MAX)
        work_out(program, fresh);
    else
        mark_dirty(program, fresh);
    return fresh;
}

const struct hm__effects *hm__summary_of(struct hm__program *program, LLVMValueRef function,
                                         unsigned param, struct hm__path path)
{
    struct hm__summary *summary = find(program, function, param, path);
    struct hm__summary *asker = program->asking;
    bool listed = asker == NULL;
    for (size_t i = 0; i < summary->asker_count && !listed; i++)
        listed = summary->askers[i] == asker;
    if (!listed)
        *HM__APPEND(summary->askers, summary->asker_count, summary->asker_room) = asker;
    return &summary->effects;
}

static void settle(struct hm__program *program)
{
    while (program->dirty_count > 0) {
        struct hm__summary *summary = program->dirty[--program->dirty_count];
        work_out(program, summary);
    }
}

void hm__walk_settled(struct hm__walk *walk, struct hm__program *program, LLVMValueRef function,
                      hm__walk_start *start, void *context)
{
    struct hm__summary *site = hm__arena_get(sizeof *site);
    do {
        site->dirty = false;
        program->asking = site;
        hm__walk_begin(walk, program, function);
        start(walk, context);
        hm__walk_run(walk);
        program->asking = NULL;
        if (walk->effects.escaped)
            return;
        settle(program);
    } while (site->dirty);
}

const struct hm__bases *hm__bases_returned(struct hm__program *program, LLVMValueRef function)
{
    static const struct hm__bases unknown = { .list[0].kind = HM__BASE_UNKNOWN, .count = 1 };
    struct facts *facts = facts_of(program, function);
    if (facts->returned != NULL)
        return facts->returned;
    if (facts->returned_busy)
        return &unknown;
    facts->returned_busy = true;
    struct hm__bases *bases = hm__arena_get(sizeof *bases);
    hm__bases_of_returns(program, function, bases);
    facts->returned_busy = false;
    facts->returned = bases;
    return bases;
}

static void start_at_site(struct hm__walk *walk, void *call)
{
    hm__walk_site(walk, call, hm__allocator_of(walk->program, call));
}

static void start_at_result(struct hm__walk *walk, void *call)
{
    hm__walk_reach(walk, NULL, call, hm__path_start(), call, NULL);
}

/* Whether the block that starts at `base` leaves its function by the result, and only so. */
static bool only_returned(struct hm__program *program, LLVMValueRef function,
                          const struct hm__base *base)
{
    struct hm__walk walk;
    hm__walk_settled(&walk, program, function,
                     base->kind == HM__BASE_BLOCK ? start_at_site : start_at_result, base->value);
    for (size_t i = 0; i < walk.effects.count; i++) {
        const struct hm__effect *effect = &walk.effects.list[i];
        if (effect->kind != HM__FREED && (effect->kind != HM__RETURNED || effect->path.depth != 0))
            return false;
    }
    return true;
}

bool hm__returns_fresh(struct hm__program *program, LLVMValueRef function)
{
    struct facts *facts = facts_of(program, function);
    if (facts->fresh == FRESH_YES || facts->fresh == FRESH_NO)
        return facts->fresh == FRESH_YES;
    /* Inside another walk nothing is final, and a "yes" must be. */
    if (facts->fresh == FRESH_BUSY || program->asking != NULL)
        return false;
    facts->fresh = FRESH_BUSY;
    const struct hm__bases *bases = hm__bases_returned(program, function);
    bool fresh = true;
    for (unsigned i = 0; i < bases->count && fresh; i++)
        if (bases->list[i].kind == HM__BASE_BLOCK || bases->list[i].kind == HM__BASE_FRESH)
            fresh = only_returned(program, function, &bases->list[i]);
    facts->fresh = fresh ? FRESH_YES : FRESH_NO;
    return fresh;
}

static void prepare(struct hm__program *program, LLVMValueRef function, unsigned nesting)
{
    struct facts *facts = facts_of(program, function);
    if (facts->visited || nesting > BUSY_MAX)
        return;
    facts->visited = true;
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b != NULL;
         b = LLVMGetNextBasicBlock(b))
        for (LLVMValueRef i = LLVMGetFirstInstruction(b); i != NULL;
             i = LLVMGetNextInstruction(i)) {
            LLVMValueRef callee = hm__is_call(i) ? hm__callee_of(i) : NULL;
            if (callee != NULL && hm__has_final_body(callee))
                prepare(program, callee, nesting + 1);
        }
    LLVMTypeRef type = LLVMGetReturnType(LLVMGlobalGetValueType(function));
    if (LLVMGetTypeKind(type) == LLVMPointerTypeKind)
        hm__returns_fresh(program, function);
}

void hm__summaries_prepare(struct hm__program *program)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(program->module); f != NULL;
         f = LLVMGetNextFunction(f))
        if (hm__has_final_body(f))
            prepare(program, f, 0);
}
