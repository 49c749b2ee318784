/* sites.c -- verdicts on allocating calls and the sizes of their blocks; contract in
 * subjects.h. */
#include "escape/subjects.h"

#include <inttypes.h>

#include "escape/base/arena.h"
#include "escape/base/source.h"
#include "escape/llvm/hooks.h"
#include "escape/llvm/ir.h"
#include "escape/llvm/place.h"
#include "escape/proof/bases.h"
#include "escape/proof/freed.h"
#include "escape/proof/summary.h"
#include "escape/size.h"

/* The largest block that Go would put on a stack: its MaxImplicitStackVarSize. */
enum { STACK_LIMIT = 65536 };

struct site {
    struct proof_analysis *analysis;
    LLVMValueRef call;
    const struct escape_allocator *allocator; /* NULL: a function that returns a fresh block */
};

static void start_at_site(struct proof_walk *walk, void *context)
{
    const struct site *site = context;
    proof_walk_site(walk, site->call, site->allocator);
}

/* True when the wrapper called here makes a block whose size follows from data, as strdup does. */
static bool size_varies(struct proof_analysis *analysis, LLVMValueRef call)
{
    const struct proof_bases *bases = proof_bases_returned(analysis, llvm_callee_of(call));
    for (unsigned i = 0; i < bases->count; i++) {
        LLVMValueRef value = bases->list[i].value;
        if (bases->list[i].kind == PROOF_BASE_BLOCK &&
            llvm_allocator_of(analysis->program, value)->varies)
            return true;
        if (bases->list[i].kind == PROOF_BASE_FRESH && size_varies(analysis, value))
            return true;
    }
    return false;
}

static void judge_size(struct escape_verdict *verdict, const struct site *site)
{
    const struct escape_allocator *allocator = site->allocator;
    if (!verdict->size_known && allocator != NULL && allocator->varies) {
        verdict->note = "size known only at run time";
    } else if (!verdict->size_known &&
               (allocator != NULL || !size_varies(site->analysis, site->call))) {
        verdict->escapes = true;
        verdict->reason = "size not constant";
    } else if (verdict->size_bytes > STACK_LIMIT || verdict->size_bytes < 0) {
        verdict->escapes = true;
        verdict->reason = escape_arena_format("too large for the stack (%" PRIu64 " bytes)",
                                              (uint64_t)verdict->size_bytes);
    }
}

static void put_in_words(struct escape_verdict *verdict)
{
    if (verdict->escapes)
        verdict->message = escape_arena_format("%s escapes to heap: %s%s", verdict->expression,
                                               verdict->reason, escape_at_text(verdict->why_at));
    else if (verdict->note != NULL)
        verdict->message =
            escape_arena_format("%s does not escape (%s)", verdict->expression, verdict->note);
    else
        verdict->message = escape_arena_format("%s does not escape", verdict->expression);
}

static void judge_site(struct escape_verdicts *verdicts, struct site *site, LLVMValueRef function)
{
    const struct escape_size size = escape_size(site->analysis, site->call, site->allocator);
    if (size.frees)
        return;
    struct escape_place place = llvm_place_of(site->call);
    LLVMValueRef callee = llvm_callee_of(site->call);
    /* Without an allocator the site is a call of a known function. */
    const char *called =
        callee == NULL && site->allocator != NULL ? site->allocator->name : llvm_name_of(callee);
    const char *text = escape_source_call(place.file, place.line, place.column);
    struct escape_verdict verdict = {
        .subject = ESCAPE_SUBJECT_SITE,
        .at = place,
        .function = llvm_name_of(function),
        .allocator = called,
        .expression = text != NULL ? text : escape_arena_format("%s()", called),
        .wrapper = site->allocator == NULL,
        .indirect = callee == NULL,
    };
    struct proof_walk walk;
    proof_walk_settled(&walk, site->analysis, function, start_at_site, site);
    verdict.size_known = size.known;
    verdict.size_bytes = size.bytes;
    const struct proof_effect *effect = proof_effects_first(&walk.effects);
    if (effect != NULL)
        escape_verdict_escapes(&verdict, effect);
    else
        judge_size(&verdict, site);
    if (!verdict.escapes) {
        struct escape_place leak = proof_not_freed_at(&walk);
        if (leak.file != NULL)
            verdict.note =
                escape_arena_format("not freed on every path: return%s", escape_at_text(leak));
    }
    put_in_words(&verdict);
    *ESCAPE_APPEND(verdicts->list, verdicts->count, verdicts->room) = verdict;
}

/* A call of a function of the program that returns a fresh block. */
static bool is_wrapper_call(struct proof_analysis *analysis, LLVMValueRef call)
{
    LLVMValueRef body = llvm_body_of(call);
    if (body == NULL || !llvm_is_pointer(call))
        return false;
    const struct proof_bases *bases = proof_bases_returned(analysis, body);
    for (unsigned i = 0; i < bases->count; i++)
        if (bases->list[i].kind == PROOF_BASE_BLOCK || bases->list[i].kind == PROOF_BASE_FRESH)
            return analysis->returns_fresh(analysis, body);
    return false;
}

void escape_judge_sites(struct proof_analysis *analysis, struct escape_verdicts *verdicts,
                        LLVMValueRef function)
{
    for (LLVMValueRef i = llvm_first_instruction(function); i != NULL;
         i = llvm_next_instruction(i)) {
        if (!llvm_is_call(i) || LLVMGetDebugLocLine(i) == 0)
            continue;
        struct site site = { analysis, i, llvm_allocator_of(analysis->program, i) };
        if (site.allocator != NULL || is_wrapper_call(analysis, i))
            judge_site(verdicts, &site, function);
    }
}
