/* grade.c -- the stages of judging one answer, and the marks they earn. */
#include "grade/grade.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grade/build.h"
#include "grade/finding.h"
#include "exercise/notes.h"
#include "grade/ready.h"
#include "grade/run.h"
#include "grade/inspect.h"
#include "cli/xalloc.h"

enum { NOTES_MAX = 16 * 1024 };

static const struct {
    const char *name;
    int max;
} kinds[GRADE_KINDS] = {
    [GRADE_KIND_BUILD] = { "build", 1 },         [GRADE_KIND_VISIBLE] = { "behaviour", 2 },
    [GRADE_KIND_HIDDEN] = { "hidden", 2 },       [GRADE_KIND_INTEGRITY] = { "integrity", 0 },
    [GRADE_KIND_ALLOCS] = { "allocations", 2 },  [GRADE_KIND_BUDGET] = { "budget", 1 },
    [GRADE_KIND_EXPLAIN] = { "explanation", 2 },
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

static void behave(struct grade_job *job, enum grade_kind kind, const char *program)
{
    if (skipped(job, kind, "the checks of the grader hold"))
        return;
    char source[GRADE_CHECK_PATH], message[GRADE_MESSAGE_MAX];
    grade_check_source(job->grader, job->exercise, kind, source);
    if (grade_build_checks(job, source, program, GRADE_AS_WRITTEN, message)) {
        struct grade_part_report h = grade_run_part(job, program, "checks", kind, GRADE_AS_WRITTEN);
        if (!h.whole)
            grade_note(job, kind, false, "it comes to its end", "%s", h.ending);
    } else {
        grade_note(job, kind, false, "it fits the contract", "%s", message);
        job->not_tried_because = "it does not fit the contract";
    }
}

static bool behaves(const struct grade_record *g)
{
    for (size_t i = 0; i < g->count; i++)
        if ((g->results[i].kind == GRADE_KIND_VISIBLE || g->results[i].kind == GRADE_KIND_HIDDEN) &&
            !g->results[i].passed)
            return false;
    return true;
}

/* ThreadSanitizer does not start where the system's addresses do not suit it: no fault of the
 * answer. */
static bool does_not_start(const char *output)
{
    const char *fatal = strstr(output, "FATAL: ThreadSanitizer: ");
    return fatal != NULL && (strstr(fatal, "unexpected memory mapping") != NULL ||
                             strstr(fatal, "incompatible memory layout") != NULL);
}

/* The same hidden checks under a sanitizer. What it finds breaks the gate. */
static void under(struct grade_job *job, enum grade_flavour flavour, const char *part,
                  const char *what)
{
    if (skipped(job, GRADE_KIND_INTEGRITY, what))
        return;
    char source[GRADE_CHECK_PATH], message[GRADE_MESSAGE_MAX];
    grade_check_source(job->grader, job->exercise,
                       job->grader->visible_only ? GRADE_KIND_VISIBLE : GRADE_KIND_HIDDEN, source);
    size_t before = job->grade->count;
    const char *program = flavour == GRADE_ASAN ? "asan" : "tsan";
    if (!grade_build_checks(job, source, program, flavour, message)) {
        grade_note(job, GRADE_KIND_INTEGRITY, false, what, "%s", message);
        return;
    }
    bool held = behaves(job->grade);
    struct grade_part_report report =
        grade_run_part(job, program, part, GRADE_KIND_INTEGRITY, flavour);
    if (flavour == GRADE_TSAN && !report.whole && does_not_start(job->ran.output)) {
        grade_finding(job->ran.output, NULL, message, sizeof message);
        grade_grader_failed(job, program, message);
    }
    bool clean = report.whole;
    for (size_t i = before; i < job->grade->count; i++)
        clean = clean && job->grade->results[i].passed;
    job->grade->count = before; /* one line for the whole run */
    /* Which of two racing lines is named first differs from run to run: not in a record. */
    const char *shown = flavour == GRADE_TSAN && !job->grader->visible_only ? NULL : job->shown;
    bool found = grade_finding(job->ran.output, shown, message, sizeof message);
    grade_note(job, GRADE_KIND_INTEGRITY, clean && !found, what, "%s",
               found || clean                   ? message
               : job->not_tried_because != NULL ? report.ending
               : held                           ? "a check that held before does not hold here"
                                                : "checks fail here too");
}

static void look_inside(struct grade_job *job)
{
    char object[PATH_MAX + 32], su[PATH_MAX + 32], why[GRADE_MESSAGE_MAX], function[64];
    snprintf(object, sizeof object, "%s/answer.o", job->folder);
    snprintf(su, sizeof su, "%s/answer.su", job->folder);
    struct grade_inspected in;
    if (!grade_inspect(object, job->exercise->calls, job->exercise->defines, &in, why,
                       sizeof why)) {
        grade_grader_failed(job, "answer.o", why);
        return;
    }
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
static int count_allocs(struct grade_job *job, const struct grade_part_report *h)
{
    const struct exercise_budget *budget = &job->exercise->budget;
    if (h->ops <= 0 || h->allocs < 0) {
        grade_note(job, GRADE_KIND_ALLOCS, false, "allocs/op is within the budget", "not measured");
        return 0;
    }
    job->grade->allocs_per_op = h->allocs / h->ops;
    job->grade->bytes_per_op = h->bytes / h->ops;
    bool full = h->allocs <= budget->allocs * h->ops;
    bool half = h->allocs <= budget->allocs_half * h->ops;
    grade_note(job, GRADE_KIND_ALLOCS, full, "allocs/op is within the budget",
               "%ld of %ld allocs/op%s", (h->allocs + h->ops - 1) / h->ops, budget->allocs,
               !full && half ? " (half way)" : "");
    return full ? 2 : half ? 1 : 0;
}

static void measure(struct grade_job *job)
{
    if (skipped(job, GRADE_KIND_ALLOCS, "allocs/op is within the budget")) {
        skipped(job, GRADE_KIND_BUDGET, "bytes, blocks and stack are within the budget");
        return;
    }
    struct grade_part_report h =
        grade_run_part(job, "visible", "measure", GRADE_KIND_BUDGET, GRADE_AS_WRITTEN);
    if (!h.whole) {
        grade_note(job, GRADE_KIND_ALLOCS, false, "allocs/op is within the budget",
                   "not measured: %s", h.ending);
        grade_note(job, GRADE_KIND_BUDGET, false, "bytes, blocks and stack are within the budget",
                   "not measured");
        return;
    }
    const struct exercise_budget *budget = &job->exercise->budget;
    job->grade->score[GRADE_KIND_ALLOCS] = count_allocs(job, &h);
    bool all = within(job, "B/op is within the budget",
                      h.ops > 0 && h.bytes >= 0 ? (h.bytes + h.ops - 1) / h.ops : -1, budget->bytes,
                      "B/op");
    all &= within(job, "the first op allocates no more", h.start_allocs, budget->start_allocs,
                  "blocks");
    all &= within(job, "nothing is left alive", h.live, budget->live, "blocks");
    all &= within(job, "its stack is within the budget", h.stack, budget->stack, "bytes");
    job->grade->score[GRADE_KIND_BUDGET] = all ? 1 : 0;
}

/* Only a plain file is read. False: *why it is not. */
static bool read_notes(struct grade_job *job, const char *path, char text[NOTES_MAX],
                       const char **why)
{
    struct stat st;
    text[0] = '\0';
    *why = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        *why = errno == ELOOP ? "it is a symbolic link" : strerror(errno);
        return errno != EMFILE && errno != ENFILE ? false : grade_grader_failed(job, path, *why);
    }
    ssize_t n = -1;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        *why = "it is not a plain file";
    else if ((n = read(fd, text, NOTES_MAX - 1)) < 0)
        *why = strerror(errno);
    text[n > 0 ? n : 0] = '\0';
    close(fd);
    return n >= 0;
}

static bool note_observed(struct grade_job *job, const struct exercise_notes *notes, bool present)
{
    const char *id = "what was observed is what was measured", *name = job->exercise->name;
    long measured = job->grade->allocs_per_op;
    if (!present)
        return grade_note(job, GRADE_KIND_EXPLAIN, false, id, "it needs the three lines of %s.txt",
                          name);
    if (measured < 0)
        return grade_note(job, GRADE_KIND_EXPLAIN, false, id, "allocs/op was not measured");
    if (notes->observed != measured)
        return grade_note(job, GRADE_KIND_EXPLAIN, false, id,
                          "%s.txt says %ld, and %ld allocs/op were measured", name, notes->observed,
                          measured);
    return grade_note(job, GRADE_KIND_EXPLAIN, true, id, "%s", "");
}

static void explain(struct grade_job *job, const char *path)
{
    char text[NOTES_MAX], missing[128];
    const char *why;
    bool readable = read_notes(job, path, text, &why);
    struct exercise_notes notes = exercise_notes_read(text);
    bool present = !exercise_notes_missing(&notes, missing, sizeof missing);
    if (!present)
        grade_note(job, GRADE_KIND_EXPLAIN, false, "predicted, observed and because are noted",
                   "%s.txt: %s%sexpected, a line each:%s", job->exercise->name, why,
                   readable ? "" : "; ", missing);
    else
        grade_note(job, GRADE_KIND_EXPLAIN, true, "predicted, observed and because are noted", "%s",
                   "");
    bool equal = note_observed(job, &notes, present);
    job->grade->score[GRADE_KIND_EXPLAIN] = present + equal;
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
    g->score[GRADE_KIND_BUILD] = g->built && all_passed(g, GRADE_KIND_BUILD, &passed, &count);
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
    look_inside(job);
    behave(job, GRADE_KIND_VISIBLE, "visible");
    if (!job->grader->visible_only)
        behave(job, GRADE_KIND_HIDDEN, "hidden");
    measure(job);
    under(job, GRADE_ASAN, "checks", "it is clean under AddressSanitizer");
    under(job, GRADE_TSAN, "threads", "two threads may use it at once");
    if (!job->grader->visible_only)
        explain(job, notes);
}

bool grade(const struct grade_grader *grader, const struct exercise *exercise, const char *answer,
           const char *notes, struct grade_record *grade)
{
    memset(grade, 0, sizeof *grade);
    snprintf(grade->exercise, sizeof grade->exercise, "%s", exercise->name);
    grade->allocs_per_op = grade->bytes_per_op = -1;
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
    free(job);
    return judged;
}

void grade_record_done(struct grade_record *grade)
{
    free(grade->results);
    *grade = (struct grade_record){ 0 };
}
