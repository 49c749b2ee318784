/* judge.c -- judge every function, sort, drop what is there twice; contract in judge.h. */
#include "escape/judge.h"

#include <stdlib.h>
#include <string.h>

#include "escape/base/arena.h"
#include "escape/base/source.h"
#include "escape/llvm/place.h"
#include "escape/proof/summary.h"
#include "escape/subjects.h"

/* The steps of an effect, first one first. */
static void copy_flow(struct escape_verdict *verdict, const struct proof_step *steps)
{
    size_t count = 0;
    for (const struct proof_step *s = steps; s != NULL; s = s->before)
        count++;
    verdict->flow = escape_arena_get((count + 1) * sizeof *verdict->flow);
    verdict->flow_count = count;
    for (const struct proof_step *s = steps; s != NULL; s = s->before)
        verdict->flow[--count] = (struct escape_flow_step){ proof_deed_text(s->deed), s->at };
}

void escape_verdict_escapes(struct escape_verdict *verdict, const struct proof_effect *effect)
{
    verdict->escapes = true;
    verdict->reason = proof_effect_reason(effect);
    verdict->why_at = effect->at;
    copy_flow(verdict, effect->steps);
}

const char *escape_at_text(struct escape_place at)
{
    return at.file == NULL ? "" : escape_arena_format(" at %s:%u:%u", at.file, at.line, at.column);
}

struct escape_place escape_place_of_word(struct escape_place near, unsigned column, unsigned lines,
                                         const char *name)
{
    unsigned line = near.line;
    column = escape_source_find(near.file, &line, column, lines, name);
    return column != 0 ? (struct escape_place){ near.file, line, column } : near;
}

/* Code that came with the system says nothing about the program asked about. */
static bool in_system_header(LLVMValueRef function)
{
    const char *file = llvm_place_of_function(function).file;
    return file == NULL || strncmp(file, "/usr/include/", 13) == 0 ||
           strncmp(file, "/usr/lib/", 9) == 0;
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

static bool same_place(struct escape_place a, struct escape_place b)
{
    return a.line == b.line && a.column == b.column && a.file != NULL && b.file != NULL &&
           strcmp(a.file, b.file) == 0;
}

/* True when `later` says nothing new about the subject of `first`. A static inline function of a
 * header is in the program once for each file that includes it, and a struct passed by value is
 * several parameters. `first` is the worst of the verdicts, as by_place() has sorted them. */
static bool is_copy(const struct escape_verdict *first, const struct escape_verdict *later)
{
    bool same_subject = first->subject == later->subject && same_place(first->at, later->at) &&
                        strcmp(first->expression, later->expression) == 0;
    bool covered = later->subject == ESCAPE_SUBJECT_SITE || (first->escapes && !later->escapes) ||
                   strcmp(first->message, later->message) == 0;
    return same_subject && covered;
}

static void drop_copies(struct escape_verdicts *verdicts)
{
    size_t kept = 0;
    for (size_t i = 0; i < verdicts->count; i++)
        if (kept == 0 || !is_copy(&verdicts->list[kept - 1], &verdicts->list[i]))
            verdicts->list[kept++] = verdicts->list[i];
    verdicts->count = kept;
}

void escape_judge(const struct llvm_program *program, struct escape_verdicts *verdicts)
{
    struct proof_analysis analysis;
    proof_analysis_begin(&analysis, program);
    for (LLVMValueRef f = LLVMGetFirstFunction(program->module); f != NULL;
         f = LLVMGetNextFunction(f)) {
        if (LLVMIsDeclaration(f) || LLVMGetLinkage(f) == LLVMAvailableExternallyLinkage ||
            in_system_header(f))
            continue;
        if (program->options->sites)
            escape_judge_sites(&analysis, verdicts, f);
        if (program->options->params)
            escape_judge_params(&analysis, verdicts, f);
        if (program->options->locals)
            escape_judge_locals(&analysis, verdicts, f);
    }
    if (verdicts->count > 0)
        qsort(verdicts->list, verdicts->count, sizeof *verdicts->list, by_place);
    drop_copies(verdicts);
}
