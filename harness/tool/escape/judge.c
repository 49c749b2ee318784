/* judge.c -- find the sites, walk each, put the verdict into Go's words; contract in judge.h. */
#include "escape/judge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "escape/base/arena.h"
#include "escape/proof/loop.h"
#include "escape/base/source.h"
#include "escape/subjects.h"
#include "escape/proof/summary.h"

/* Go's limit for an implicit variable, `MaxImplicitStackVarSize`. */
enum { STACK_LIMIT = 65536 };

struct site {
    struct llvm_program *program;
    LLVMValueRef call;
    const struct escape_allocator *allocator; /* NULL: a function that returns a fresh block */
};

static void start_at_site(struct proof_walk *walk, void *context)
{
    const struct site *site = context;
    if (site->allocator != NULL) {
        proof_walk_site(walk, site->call, site->allocator);
        return;
    }
    walk->site = site->call;
    walk->loops = proof_loop_runs_again(site->call);
    proof_walk_reach(walk, NULL, site->call, escape_path_start(), site->call, NULL);
}

/* The size asked for, if it is the same number every time. */
static bool constant_argument(LLVMValueRef call, int argument, LLVMValueRef outer, int64_t *value)
{
    if (argument < 0 || (unsigned)argument >= LLVMGetNumArgOperands(call))
        return false;
    LLVMValueRef operand = LLVMGetOperand(call, (unsigned)argument);
    if (llvm_constant(operand, value))
        return true;
    if (outer == NULL || LLVMIsAArgument(operand) == NULL)
        return false;
    LLVMValueRef function = LLVMGetParamParent(operand);
    for (unsigned i = 0; i < LLVMGetNumArgOperands(outer) && i < LLVMCountParams(function); i++)
        if (LLVMGetParam(function, i) == operand)
            return llvm_constant(LLVMGetOperand(outer, i), value);
    return false;
}

static bool size_of_call(LLVMValueRef call, const struct escape_allocator *allocator,
                         LLVMValueRef outer, int64_t *size)
{
    int64_t count = 1;
    if (!constant_argument(call, allocator->size, outer, size))
        return false;
    if (allocator->count >= 0 && !constant_argument(call, allocator->count, outer, &count))
        return false;
    return !__builtin_mul_overflow(*size, count, size);
}

/* For a wrapper: the size of the one block it makes, if that is constant at this call. */
static bool size_of_site(const struct site *site, int64_t *size)
{
    if (site->allocator != NULL)
        return size_of_call(site->call, site->allocator, NULL, size);
    const struct proof_bases *bases =
        proof_bases_returned(site->program, llvm_callee_of(site->call));
    unsigned found = 0;
    for (unsigned i = 0; i < bases->count; i++) {
        LLVMValueRef inner = bases->list[i].value;
        struct site nested = { site->program, inner, NULL };
        if (bases->list[i].kind == PROOF_BASE_FRESH) {
            if (!size_of_site(&nested, size))
                return false;
        } else if (bases->list[i].kind != PROOF_BASE_BLOCK) {
            continue;
        } else if (!size_of_call(inner, llvm_allocator_of(site->program, inner), site->call,
                                 size)) {
            return false;
        }
        found++;
    }
    return found == 1;
}

static void set_reason(struct escape_verdict *verdict, const struct proof_effect *effect)
{
    verdict->escapes = true;
    verdict->reason = effect->reason;
    verdict->why_at = escape_spot_of(effect->at);
    escape_copy_flow(verdict, effect->steps);
}

static void judge_size(struct escape_verdict *verdict, const struct site *site)
{
    bool varies = site->allocator != NULL && site->allocator->varies;
    if (!verdict->size_known && varies) {
        verdict->note = "size known only at run time";
    } else if (!verdict->size_known && site->allocator != NULL) {
        verdict->escapes = true;
        verdict->reason = "size not constant";
    } else if (!verdict->size_known && !escape_bases_vary(site->program, site->call)) {
        verdict->escapes = true;
        verdict->reason = "size not constant";
    } else if (verdict->size_bytes > STACK_LIMIT || verdict->size_bytes < 0) {
        verdict->escapes = true;
        verdict->reason = escape_arena_format("too large for the stack (%" PRIu64 " bytes)",
                                              (uint64_t)verdict->size_bytes);
    }
}

static const char *at_text(struct escape_spot at)
{
    return at.file == NULL ? "" : escape_arena_format(" at %s:%u:%u", at.file, at.line, at.column);
}

static void put_in_words(struct escape_verdict *verdict)
{
    if (verdict->escapes)
        verdict->message = escape_arena_format("%s escapes to heap: %s%s", verdict->expression,
                                               verdict->reason, at_text(verdict->why_at));
    else if (verdict->note != NULL)
        verdict->message =
            escape_arena_format("%s does not escape (%s)", verdict->expression, verdict->note);
    else
        verdict->message = escape_arena_format("%s does not escape", verdict->expression);
}

static void judge_site(struct escape_verdicts *verdicts, struct site *site, LLVMValueRef function)
{
    struct llvm_place place = llvm_place_of(site->call);
    const char *called = llvm_name_of(llvm_callee_of(site->call));
    const char *text = escape_source_call(place.file, place.line, place.column);
    struct escape_verdict verdict = {
        .subject = ESCAPE_SUBJECT_SITE,
        .at = escape_spot_of(place),
        .function = llvm_name_of(function),
        .allocator = called,
        .expression = text != NULL ? text : escape_arena_format("%s()", called),
        .wrapper = site->allocator == NULL,
    };
    struct proof_walk walk;
    proof_walk_settled(&walk, site->program, function, start_at_site, site);
    verdict.size_known = size_of_site(site, &verdict.size_bytes);
    for (size_t i = 0; i < walk.effects.count && !verdict.escapes; i++)
        if (walk.effects.list[i].kind != PROOF_FREED)
            set_reason(&verdict, &walk.effects.list[i]);
    if (!verdict.escapes)
        judge_size(&verdict, site);
    if (!verdict.escapes) {
        struct llvm_place leak = escape_not_freed_at(&walk);
        if (leak.file != NULL)
            verdict.note = escape_arena_format("not freed on every path: return at %s:%u:%u",
                                               leak.file, leak.line, leak.column);
    }
    put_in_words(&verdict);
    *ESCAPE_APPEND(verdicts->list, verdicts->count, verdicts->room) = verdict;
}

/* A call of a function of the program whose result is a block of its own. */
static bool is_wrapper_call(struct llvm_program *program, LLVMValueRef call)
{
    LLVMValueRef callee = llvm_callee_of(call);
    if (callee == NULL || !llvm_has_final_body(callee) ||
        LLVMGetTypeKind(LLVMTypeOf(call)) != LLVMPointerTypeKind)
        return false;
    const struct proof_bases *bases = proof_bases_returned(program, callee);
    for (unsigned i = 0; i < bases->count; i++)
        if (bases->list[i].kind == PROOF_BASE_BLOCK || bases->list[i].kind == PROOF_BASE_FRESH)
            return proof_returns_fresh(program, callee);
    return false;
}

static void judge_function(struct llvm_program *program, struct escape_verdicts *verdicts,
                           LLVMValueRef function)
{
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b != NULL;
         b = LLVMGetNextBasicBlock(b))
        for (LLVMValueRef i = LLVMGetFirstInstruction(b); i != NULL;
             i = LLVMGetNextInstruction(i)) {
            if (!llvm_is_call(i) || LLVMGetDebugLocLine(i) == 0)
                continue;
            struct site site = { program, i, llvm_allocator_of(program, i) };
            if (site.allocator != NULL || is_wrapper_call(program, i))
                judge_site(verdicts, &site, function);
        }
}

static int by_place(const void *a, const void *b)
{
    const struct escape_verdict *left = a, *right = b;
    int order = strcmp(left->at.file != NULL ? left->at.file : "",
                       right->at.file != NULL ? right->at.file : "");
    if (order != 0)
        return order;
    if (left->at.line != right->at.line)
        return left->at.line < right->at.line ? -1 : 1;
    if (left->at.column != right->at.column)
        return left->at.column < right->at.column ? -1 : 1;
    if (left->escapes != right->escapes)
        return left->escapes ? -1 : 1;
    return strcmp(left->message, right->message);
}

/* A struct passed by value is several parameters. A static inline function of a header is in the
 * program once for each file that includes it: one line, the worst verdict. */
static void drop_copies(struct escape_verdicts *verdicts)
{
    size_t kept = 0;
    for (size_t i = 0; i < verdicts->count; i++) {
        struct escape_verdict *now = &verdicts->list[i];
        struct escape_verdict *last = kept > 0 ? &verdicts->list[kept - 1] : NULL;
        if (last != NULL && last->subject == now->subject && last->at.line == now->at.line &&
            last->at.column == now->at.column && last->at.file != NULL && now->at.file != NULL &&
            strcmp(last->at.file, now->at.file) == 0 &&
            strcmp(last->expression, now->expression) == 0 &&
            (now->subject == ESCAPE_SUBJECT_SITE || (last->escapes && !now->escapes) ||
             strcmp(last->message, now->message) == 0))
            continue;
        verdicts->list[kept++] = *now;
    }
    verdicts->count = kept;
}

void escape_judge(struct llvm_program *program, struct escape_verdicts *verdicts)
{
    proof_summaries_prepare(program);
    for (LLVMValueRef f = LLVMGetFirstFunction(program->module); f != NULL;
         f = LLVMGetNextFunction(f)) {
        if (LLVMIsDeclaration(f) || LLVMGetLinkage(f) == LLVMAvailableExternallyLinkage ||
            escape_in_system_header(f))
            continue;
        if (program->options->sites)
            judge_function(program, verdicts, f);
        if (program->options->params)
            escape_judge_params(program, verdicts, f);
        if (program->options->locals)
            escape_judge_locals(program, verdicts, f);
    }
    if (verdicts->count > 0)
        qsort(verdicts->list, verdicts->count, sizeof *verdicts->list, by_place);
    drop_copies(verdicts);
}
