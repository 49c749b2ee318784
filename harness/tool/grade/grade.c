/* grade.c -- the stages of judging one answer, and the marks they earn. */
#include "grade/grade.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "grade/build.h"
#include "grade/explain.h"
#include "grade/finding.h"
#include "grade/ready.h"
#include "grade/rules.h"
#include "grade/run.h"
#include "grade/second.h"
#include "grade/style.h"
#include "grade/inspect.h"
#include "cli/xalloc.h"

static const struct {
    const char *name;
    int max;
} kinds[GRADE_KINDS] = {
    [GRADE_KIND_BUILD] = { "build", 1 },         [GRADE_KIND_VISIBLE] = { "behaviour", 2 },
    [GRADE_KIND_HIDDEN] = { "hidden", 2 },       [GRADE_KIND_INTEGRITY] = { "integrity", 0 },
    [GRADE_KIND_ALLOCS] = { "allocations", 2 },  [GRADE_KIND_BUDGET] = { "budget", 1 },
    [GRADE_KIND_EXPLAIN] = { "explanation", 2 }, [GRADE_KIND_STYLE] = { "style", 0 },
};

const char *grade_kind_name(enum grade_kind kind)
{
    return kinds[kind].name;
}

int grade_kind_max(enum grade_kind kind)
{
    return kinds[kind].max;
}

/* True: this stage is not tried, because the answer or the grader failed before. Notes why. */
static bool skipped(struct grade_job *job, enum grade_kind kind, const char *id)
{
    if (job->grader_failed)
        return true;
    if (job->not_tried_because == NULL)
        return false;
    grade_note(job, kind, false, id, "not tried: %s", job->not_tried_because);
    return true;
}

/* Run the checks from the first on. A crash ends the check in which it happens; the next check has
 * a process of its own. */
static void get_results(struct grade_job *job)
{
    struct grade_checks *c = &job->checks;
    for (size_t first = 0; first < c->case_count && job->not_tried_because == NULL;) {
        struct grade_run run = { .folder = job->out,
                                 .name = "program",
                                 .part = "results",
                                 .input = grade_checks_from(c, first) };
        if (!grade_run(job, &run))
            return;
        first = grade_run_results(job, first, offsetof(struct grade_case, got));
        for (size_t i = 0; i < c->count && first < c->case_count; i++) {
            struct grade_check *check = &c->list[i];
            if (first < check->first || first >= check->first + check->count)
                continue;
            snprintf(check->ending, sizeof check->ending, "%s", run.ending);
            first = check->first + check->count;
            break;
        }
    }
}

/* One line for each check: a missing result is a check that failed. */
static void note_check(struct grade_job *job, const struct grade_check *check)
{
    for (size_t i = check->first; i < check->first + check->count; i++) {
        const struct grade_case *k = &job->checks.cases[i];
        if (k->got == NULL) {
            const char *why = check->ending[0] != '\0' ? check->ending : job->not_tried_because;
            grade_note(job, check->kind, false, check->name, "%s%s",
                       check->ending[0] != '\0' ? "" : "not tried: ", why);
            return;
        }
        if (strcmp(k->got, k->want) != 0) {
            grade_note(job, check->kind, false, check->name, "it gives %.240s, not %.240s", k->got,
                       k->want);
            return;
        }
    }
    grade_note(job, check->kind, true, check->name, "%s", "");
}

static void behave(struct grade_job *job)
{
    char message[GRADE_MESSAGE_MAX];
    if (job->grader_failed || !grade_build_judge(job))
        return;
    if (!grade_build_answer(job, "program", GRADE_AS_WRITTEN, message)) {
        if (!job->grader_failed)
            grade_note(job, GRADE_KIND_VISIBLE, false, "it fits the contract", "%s", message);
        job->not_tried_because = "it does not fit the contract";
        if (!job->grader->visible_only)
            skipped(job, GRADE_KIND_HIDDEN, "the checks of the grader hold");
        return;
    }
    if (!grade_checks_draw(job))
        return;
    get_results(job);
    for (size_t i = 0; i < job->checks.count && !job->grader_failed; i++)
        note_check(job, &job->checks.list[i]);
}

/* ThreadSanitizer does not start where the system's addresses do not suit it: no fault of the
 * answer. */
static bool does_not_start(const char *output)
{
    const char *fatal = strstr(output, "FATAL: ThreadSanitizer: ");
    return fatal != NULL && (strstr(fatal, "unexpected memory mapping") != NULL ||
                             strstr(fatal, "incompatible memory layout") != NULL);
}

/* The number of the first case that has another result under the sanitizer. -1: none. */
static long changed_result(const struct grade_checks *c)
{
    for (size_t i = 0; i < c->case_count; i++)
        if (c->cases[i].got != NULL && c->cases[i].sanitized != NULL &&
            strcmp(c->cases[i].got, c->cases[i].sanitized) != 0)
            return (long)i;
    return -1;
}

/* The same inputs under a sanitizer. What it finds breaks the gate, and nothing else does. */
static void under(struct grade_job *job, enum grade_flavour flavour, const char *part,
                  const char *what)
{
    if (skipped(job, GRADE_KIND_INTEGRITY, what))
        return;
    char message[GRADE_MESSAGE_MAX] = "";
    struct grade_run run = { .folder = job->out, .part = part, .flavour = flavour };
    run.name = flavour == GRADE_ASAN ? "asan" : "tsan";
    if (!grade_build_answer(job, run.name, flavour, message)) {
        if (!job->grader_failed)
            grade_note(job, GRADE_KIND_INTEGRITY, false, what, "%s", message);
        return;
    }
    run.input = grade_checks_from(&job->checks, 0);
    if (!grade_run(job, &run))
        return;
    bool whole = grade_run_whole(job);
    if (flavour == GRADE_TSAN && !whole && does_not_start(job->ran.output)) {
        grade_finding(job->ran.output, NULL, message, sizeof message);
        grade_grader_failed(job, run.name, message);
        return;
    }
    if (flavour == GRADE_ASAN)
        grade_run_results(job, 0, offsetof(struct grade_case, sanitized));
    bool found = grade_finding(job->ran.output, job->file, message, sizeof message);
    long changed = changed_result(&job->checks);
    if (!found && changed >= 0)
        snprintf(message, sizeof message, "it gives %.120s here, and %.120s before",
                 job->checks.cases[changed].sanitized, job->checks.cases[changed].got);
    else if (!found && !whole)
        snprintf(message, sizeof message, "%s", run.ending);
    grade_note(job, GRADE_KIND_INTEGRITY, !found && changed < 0 && whole, what, "%s", message);
}

/* The whole of a file of the job, for strings; NULL after grade_grader_failed(). */
static char *read_built(struct grade_job *job, const char *folder, const char *name)
{
    char path[GRADE_PATH + 96];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    char *text = NULL, chunk[4096];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        grade_grader_failed(job, name, strerror(errno));
        return NULL;
    }
    xappend(&text, "%s", "");
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        xappend(&text, "%.*s", (int)n, chunk);
    fclose(file);
    return text;
}

static void keep_rules(struct grade_job *job)
{
    static const char id[] = "it is plain C, without the words that are refused";
    char what[128] = "";
    char *source = read_built(job, job->in, job->file);
    char *text = source != NULL ? read_built(job, job->out, "answer.i") : NULL;
    if (text != NULL) {
        bool broken = grade_rules_of_source(source, what, sizeof what) ||
                      grade_rules_of_text(text, job->file, what, sizeof what);
        grade_note(job, GRADE_KIND_INTEGRITY, !broken, id, "%s", broken ? what : "");
    }
    free(source);
    free(text);
}

static void look_inside(struct grade_job *job)
{
    char object[GRADE_PATH + 32], su[GRADE_PATH + 32], why[GRADE_MESSAGE_MAX], function[64];
    snprintf(object, sizeof object, "%s/answer.o", job->out);
    snprintf(su, sizeof su, "%s/answer.su", job->out);
    struct grade_inspected in;
    if (!grade_inspect(object, job->exercise->calls, job->exercise->defines, &in, why,
                       sizeof why)) {
        grade_grader_failed(job, "answer.o", why);
        return;
    }
    grade_style(job, &in);
    grade_note(job, GRADE_KIND_INTEGRITY, in.calls[0] == '\0',
               "it calls only what the exercise allows",
               in.calls[0] == '\0' ? "%.300s" : "it calls %.300s", in.calls);
    grade_note(job, GRADE_KIND_INTEGRITY, in.defines[0] == '\0',
               "it defines only what the contract asks for",
               in.defines[0] == '\0' ? "%.300s" : "it defines %.300s", in.defines);
    grade_note(job, GRADE_KIND_INTEGRITY, !in.talks_to_kernel, "it leaves the kernel alone", "%s",
               in.talks_to_kernel ? "it has a system call instruction of its own" : "");
    grade_note(job, GRADE_KIND_INTEGRITY, !in.before_main, "nothing of it runs before main", "%s",
               in.before_main ? "it has a constructor" : "");
    grade_note(job, GRADE_KIND_INTEGRITY, in.static_bytes <= job->exercise->budget.statics,
               "its static data is within the budget", "%ld of %ld bytes of data and bss",
               in.static_bytes, job->exercise->budget.statics);
    bool readable, unbounded = grade_unbounded_frame(su, function, sizeof function, &readable);
    if (!readable)
        grade_grader_failed(job, "answer.su", strerror(errno));
    grade_note(job, GRADE_KIND_INTEGRITY, !unbounded, "every frame has a fixed size",
               unbounded ? "%s uses alloca or a variable-length array" : "%s",
               unbounded ? function : "");
}

static bool within(struct grade_job *job, const char *id, long got, long budget, const char *unit)
{
    if (got < 0)
        return grade_note(job, GRADE_KIND_BUDGET, false, id, "not measured");
    return grade_note(job, GRADE_KIND_BUDGET, got <= budget, id, "%ld of %ld %s", got, budget,
                      unit);
}

/* Marks for allocations: both within the budget, one within the half step. */
static int count_allocs(struct grade_job *job, const char *id, const struct grade_measure *m)
{
    const struct exercise_budget *budget = &job->exercise->budget;
    if (m->ops <= 0 || m->allocs < 0) {
        grade_note(job, GRADE_KIND_ALLOCS, false, id, "not measured");
        return 0;
    }
    bool full = m->allocs <= budget->allocs * m->ops;
    bool half = m->allocs <= budget->allocs_half * m->ops;
    grade_note(job, GRADE_KIND_ALLOCS, full, id, "%ld of %ld allocs/op%s",
               (m->allocs + m->ops - 1) / m->ops, budget->allocs,
               !full && half ? " (half way)" : "");
    return full ? 2 : half ? 1 : 0;
}

/* False, and noted, if nothing could be measured. */
static bool measure_ops(struct grade_job *job, enum grade_kind kind, const char *id,
                        struct grade_measure *m)
{
    struct grade_run run = { .folder = job->out,
                             .name = "program",
                             .part = "measure",
                             .input = grade_checks_ops(&job->checks, kind) };
    if (!grade_run(job, &run))
        return false;
    *m = grade_run_measure(job);
    if (m->unmeasured[0] != '\0')
        grade_note(job, GRADE_KIND_INTEGRITY, false, "the counting malloc is in place", "%s",
                   m->unmeasured);
    else if (!grade_run_whole(job))
        grade_note(job, GRADE_KIND_ALLOCS, false, id, "not measured: %s", run.ending);
    return grade_run_whole(job);
}

static long larger(long a, long b)
{
    return a > b ? a : b;
}

static long per_op(const struct grade_measure *m)
{
    return m->ops > 0 && m->bytes >= 0 ? (m->bytes + m->ops - 1) / m->ops : -1;
}

/* The visible op gives the number that students see; the budgets hold for the hidden ops, too. */
static void measure(struct grade_job *job)
{
    static const char visible[] = "allocs/op is within the budget";
    static const char hidden[] = "allocs/op of the hidden ops is, too";
    static const char rest[] = "bytes, blocks and stack are within the budget";
    struct grade_measure m = { .ops = -1 }, h = { .ops = -1 };
    if (skipped(job, GRADE_KIND_ALLOCS, visible)) {
        skipped(job, GRADE_KIND_BUDGET, rest);
        return;
    }
    bool both = !job->grader->visible_only;
    if (!measure_ops(job, GRADE_KIND_VISIBLE, visible, &m) ||
        (both && !measure_ops(job, GRADE_KIND_HIDDEN, hidden, &h))) {
        if (!job->grader_failed)
            grade_note(job, GRADE_KIND_BUDGET, false, rest, "not measured");
        return;
    }
    job->grade->allocs_per_op = m.ops > 0 ? m.allocs / m.ops : -1;
    job->grade->bytes_per_op = m.ops > 0 ? m.bytes / m.ops : -1;
    int score = count_allocs(job, visible, &m);
    if (both) {
        int hidden_score = count_allocs(job, hidden, &h);
        score = score < hidden_score ? score : hidden_score;
    } else {
        h = m;
    }
    job->grade->score[GRADE_KIND_ALLOCS] = score;
    const struct exercise_budget *budget = &job->exercise->budget;
    bool all = within(job, "B/op is within the budget", larger(per_op(&m), per_op(&h)),
                      budget->bytes, "B/op");
    all &= within(job, "the first op allocates no more", larger(m.start_allocs, h.start_allocs),
                  budget->start_allocs, "blocks");
    all &= within(job, "nothing is left alive", larger(m.live, h.live), budget->live, "blocks");
    all &= within(job, "its stack is within the budget", larger(m.stack, h.stack), budget->stack,
                  "bytes");
    job->grade->score[GRADE_KIND_BUDGET] = all ? 1 : 0;
    if (both)
        grade_second(job, &m, &h);
}

static bool all_passed(const struct grade_record *g, enum grade_kind kind, size_t *passed,
                       size_t *count)
{
    *passed = *count = 0;
    for (size_t i = 0; i < g->count; i++)
        if (g->results[i].kind == kind) {
            ++*count;
            *passed += g->results[i].passed;
        }
    return *passed == *count;
}

/* Two marks for all checks of a kind, one for half of them. */
static int marks_for(const struct grade_record *g, enum grade_kind kind)
{
    size_t passed, count;
    bool all = all_passed(g, kind, &passed, &count);
    return count == 0 ? 0 : all ? 2 : 2 * passed >= count ? 1 : 0;
}

static void total(struct grade_record *g)
{
    size_t passed, count;
    g->score[GRADE_KIND_BUILD] = g->built && all_passed(g, GRADE_KIND_BUILD, &passed, &count) &&
                                 all_passed(g, GRADE_KIND_STYLE, &passed, &count);
    g->score[GRADE_KIND_VISIBLE] = marks_for(g, GRADE_KIND_VISIBLE);
    g->score[GRADE_KIND_HIDDEN] = marks_for(g, GRADE_KIND_HIDDEN);
    /* An answer that does not work has no budget to speak of, and one that cheats neither. */
    bool honest = all_passed(g, GRADE_KIND_INTEGRITY, &passed, &count);
    bool works = g->score[GRADE_KIND_VISIBLE] == 2;
    if (!honest || !works)
        g->score[GRADE_KIND_ALLOCS] = g->score[GRADE_KIND_BUDGET] = 0;
    g->total = 0;
    for (int k = 0; k < GRADE_KINDS; k++)
        g->total += g->score[k];
}

static void judge(struct grade_job *job, const char *notes)
{
    if (!grade_compile_answer(job))
        return;
    job->grade->built = true;
    keep_rules(job);
    look_inside(job);
    behave(job);
    measure(job);
    under(job, GRADE_ASAN, "results", "it is clean under AddressSanitizer");
    under(job, GRADE_TSAN, "threads", "two threads may use it at once");
    if (notes != NULL)
        grade_explain(job, notes);
}

bool grade(const struct grade_grader *grader, const struct exercise *exercise, const char *answer,
           const char *notes, struct grade_record *grade)
{
    memset(grade, 0, sizeof *grade);
    snprintf(grade->exercise, sizeof grade->exercise, "%s", exercise->name);
    grade->allocs_per_op = grade->bytes_per_op = grade->predicted = grade->observed = -1;
    grade->confined = true;
    struct grade_job *job = xzalloc(sizeof *job);
    job->grader = grader;
    job->exercise = exercise;
    job->grade = grade;
    grade->handed_in = access(answer, F_OK) == 0;
    if (!grade->handed_in)
        grade_note(job, GRADE_KIND_BUILD, false, "it is handed in", "there is no %s.c",
                   exercise->name);
    else if (grade_fresh_folder(job)) {
        if (grade_take_answer(job, answer))
            judge(job, notes);
        grade_remove_folder(job);
    }
    total(grade);
    bool judged = !job->grader_failed;
    grade_checks_done(&job->checks);
    free(job);
    return judged;
}

void grade_record_done(struct grade_record *grade)
{
    for (size_t i = 0; i < grade->count; i++)
        free(grade->results[i].message);
    free(grade->results);
    *grade = (struct grade_record){ 0 };
}
