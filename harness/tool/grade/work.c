/* work.c -- what the actions of `heapmark exercise` share. */
#include "grade/work.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/folders.h"
#include "cli/said.h"
#include "cli/verb.h"
#include "cli/xalloc.h"
#include "exercise/notes.h"
#include "exercise/progress.h"
#include "grade/ready.h"
#include "grade/report.h"
#include "grade/where.h"
#include "text/write.h"

static bool copy_file(const char *from, const char *to)
{
    FILE *in = fopen(from, "r"), *out = in != NULL ? fopen(to, "w") : NULL;
    bool copied = out != NULL;
    char chunk[4096];
    for (size_t n; copied && (n = fread(chunk, 1, sizeof chunk, in)) > 0;)
        copied = fwrite(chunk, 1, n, out) == n;
    if (out != NULL)
        copied = fclose(out) == 0 && copied;
    if (!copied)
        fprintf(stderr, "heapmark exercise: %s: %s\n", in == NULL ? from : to, strerror(errno));
    if (in != NULL)
        fclose(in);
    if (out != NULL && !copied)
        remove(to); /* half a copy would be taken for the student's own */
    return copied;
}

bool grade_work_put_start(const struct grade_work *w)
{
    char start[PATH_MAX + 16];
    snprintf(start, sizeof start, "%s/start.c", w->exercise.folder);
    if (!cli_make_folders(w->options->mine)) {
        fprintf(stderr, "heapmark exercise: %s: %s\n", w->options->mine, strerror(errno));
        return false;
    }
    return copy_file(start, w->answer);
}

bool grade_work_open(struct grade_work *w, const struct grade_work_options *o, const char *key)
{
    char folder[PATH_MAX];
    memset(w, 0, sizeof *w);
    w->options = o;
    if (!exercise_find(o->exercises, key, folder) || !exercise_load(&w->exercise, folder))
        return false;
    snprintf(w->answer, sizeof w->answer, "%.3900s/%s.c", o->mine, w->exercise.name);
    snprintf(w->notes, sizeof w->notes, "%.3900s/%s.txt", o->mine, w->exercise.name);
    snprintf(w->progress, sizeof w->progress, "%.3900s/progress.txt", o->mine);
    size_t n = 0;
    if (access(w->answer, F_OK) != 0) {
        if (!grade_work_put_start(w))
            return false;
        n = (size_t)snprintf(w->told, sizeof w->told, "%s is yours: a copy of start.c\n",
                             w->answer);
    }
    bool made;
    if (!exercise_notes_form(w->notes, w->exercise.name, &made))
        return false;
    if (made)
        snprintf(w->told + n, sizeof w->told - n,
                 "%s is for your notes: predicted, observed, because\n", w->notes);
    return true;
}

/* What has passed once has passed, whatever is tried after it; only a reset takes it back. */
static void note_progress(const struct grade_work *w, bool passed)
{
    char before[32];
    if (exercise_progress_get(w->progress, "exercise", w->exercise.name, before, sizeof before) &&
        strcmp(before, "passed") != 0)
        exercise_progress_set(w->progress, "exercise", w->exercise.name,
                              passed ? "passed" : "tried");
}

bool grade_work_judge(const struct grade_work *w, struct grade_record *grade_of)
{
    struct grade_grader grader = w->options->grader;
    grader.visible_only = true;
    memset(grade_of, 0, sizeof *grade_of);
    if (!grade_grader_ready(&grader) || !grade_checks_ready(&grader, &w->exercise))
        return false;
    if (!grade(&grader, &w->exercise, w->answer, w->notes, grade_of)) {
        grade_record_done(grade_of);
        return false;
    }
    note_progress(w, grade_work_passes(grade_of));
    return true;
}

bool grade_work_passes(const struct grade_record *g)
{
    for (size_t i = 0; i < g->count; i++)
        if (!g->results[i].passed && g->results[i].kind != GRADE_KIND_EXPLAIN)
            return false;
    return g->built;
}

static bool fails(const struct grade_record *g, enum grade_kind kind)
{
    for (size_t i = 0; i < g->count; i++)
        if (!g->results[i].passed && g->results[i].kind == kind)
            return true;
    return false;
}

void grade_work_status(const struct grade_work *w, const struct grade_record *g, char *text,
                       size_t size)
{
    int visible = GRADE_MARKS - grade_kind_max(GRADE_KIND_HIDDEN);
    const char *state = !g->built                        ? "it does not compile"
                        : fails(g, GRADE_KIND_VISIBLE)   ? "a check fails"
                        : fails(g, GRADE_KIND_INTEGRITY) ? "a rule is broken"
                        : fails(g, GRADE_KIND_ALLOCS) || fails(g, GRADE_KIND_BUDGET)
                            ? "it is over budget"
                        : fails(g, GRADE_KIND_BUILD)   ? "it has warnings"
                        : fails(g, GRADE_KIND_STYLE)   ? "something is left over"
                        : fails(g, GRADE_KIND_EXPLAIN) ? "passes, the notes do not yet"
                                                       : "passes";
    snprintf(text, size, "%s: %d of %d marks so far: %s", w->exercise.name, g->total, visible,
             state);
}

/* A path as one would type it here. */
static const char *from_here(const char *path)
{
    char here[PATH_MAX];
    size_t n = getcwd(here, sizeof here) != NULL ? strlen(here) : 0;
    return n > 1 && strncmp(path, here, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static void other_answers(const struct grade_work *w)
{
    glob_t found = { 0 };
    char *pattern = xprintf("%s/other_*.c", w->exercise.folder);
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            printf("  %s %s\n", i == 0 ? "others did it so" : "                ",
                   from_here(found.gl_pathv[i]));
    globfree(&found);
    free(pattern);
}

static void congratulate(const struct grade_work *w, const struct grade_record *g)
{
    const char *folder = from_here(w->exercise.folder), *answer = from_here(w->answer);
    char *reference = xprintf("%s/solution.c", w->exercise.folder);
    bool kept_back = access(reference, R_OK) != 0; /* by the teacher */
    free(reference);
    printf("\n%s passes.%s\n", w->exercise.name, kept_back ? "" : " For comparison:");
    if (!kept_back) {
        printf("  the reference    %s/solution.c\n", folder);
        printf("  why it is so     %s/solution.md\n", folder);
        other_answers(w);
        printf("  your difference  diff %s %s/solution.c\n", answer, folder);
    }
    printf("  your notes       %s, %d of %d marks\n", from_here(w->notes),
           g->score[GRADE_KIND_EXPLAIN], grade_kind_max(GRADE_KIND_EXPLAIN));
    puts("All hints, now that they cannot spoil anything:");
    for (int i = 0; i < EXERCISE_HINTS; i++) {
        printf("  %d. ", i + 1);
        text_wrap(stdout, w->exercise.hints[i], 5, 5, text_terminal_columns());
    }
}

void grade_work_report(struct grade_work *w, const struct grade_record *g)
{
    struct grade_grader grader = w->options->grader;
    grader.visible_only = true;
    char *op =
        xprintf("%s: %s. One op is %s.", w->exercise.name, w->exercise.title, w->exercise.op);
    text_wrap(stdout, op, 0, 2, text_terminal_columns());
    free(op);
    grade_lines_within(g, stdout, text_terminal_columns());
    if (grade_budget_lost(g) != NULL)
        text_wrap(stdout, grade_budget_lost(g), 0, 0, text_terminal_columns());
    printf("%d of %d marks so far; %d more are for hidden checks\n", g->total,
           GRADE_MARKS - grade_kind_max(GRADE_KIND_HIDDEN), grade_kind_max(GRADE_KIND_HIDDEN));
    if (grade_work_passes(g))
        congratulate(w, g);
    else if (g->built && g->allocs_per_op > w->exercise.budget.allocs)
        grade_where(&grader, &w->exercise, w->answer);
    cli_said();
}

int grade_work_hint(const struct grade_work *w)
{
    char seen[16];
    if (!exercise_progress_get(w->progress, "hints", w->exercise.name, seen, sizeof seen))
        return HM_EXIT_USAGE;
    long n = strtol(seen, NULL, 10);
    if (n < 0 || n >= EXERCISE_HINTS)
        n = EXERCISE_HINTS - 1;
    char *hint = xprintf("hint %ld of %d: %s", n + 1, EXERCISE_HINTS, w->exercise.hints[n]);
    text_wrap(stdout, hint, 0, 2, text_terminal_columns());
    free(hint);
    snprintf(seen, sizeof seen, "%ld", n + 1);
    return exercise_progress_set(w->progress, "hints", w->exercise.name, seen) ? HM_EXIT_OK
                                                                               : HM_EXIT_USAGE;
}

static bool state_of(const struct grade_work_options *o, const char *name, char state[32],
                     char hints[16])
{
    char *progress = xprintf("%s/progress.txt", o->mine);
    bool known = exercise_progress_get(progress, "exercise", name, state, 32) &&
                 exercise_progress_get(progress, "hints", name, hints, 16);
    free(progress);
    return known;
}

static bool list_one(const char *folder, void *arg)
{
    const struct grade_work_options *o = arg;
    struct exercise *e = xzalloc(sizeof *e);
    char state[32], hints[16];
    bool known = exercise_load(e, folder) && state_of(o, e->name, state, hints);
    if (known && text_terminal_columns() < TEXT_COLUMNS)
        printf("%-20s %-7s %s%s\n", e->name, state[0] != '\0' ? state : "new", hints,
               hints[0] != '\0' ? " of 3 hints" : "");
    else if (known)
        printf("%-20s %-7s %-36s %s%s\n", e->name, state[0] != '\0' ? state : "new", e->title,
               hints, hints[0] != '\0' ? " of 3 hints" : "");
    free(e);
    return known;
}

int grade_work_list(const struct grade_work_options *o)
{
    return exercise_each(o->exercises, list_one, (void *)o) < 0 ? HM_EXIT_USAGE : HM_EXIT_OK;
}

struct search {
    const struct grade_work_options *o;
    const char *after;
    char *key, first[64]; /* behind `after`, and anywhere */
};

static bool look_at(const char *folder, void *arg)
{
    struct search *s = arg;
    const char *slash = strrchr(folder, '/'), *name = slash != NULL ? slash + 1 : folder;
    char state[32], hints[16];
    if (!state_of(s->o, name, state, hints))
        return false;
    bool open = strcmp(state, "passed") != 0 && strcmp(name, s->after) != 0;
    if (open && s->first[0] == '\0')
        snprintf(s->first, sizeof s->first, "%s", name);
    if (open && s->key[0] == '\0' && strcmp(name, s->after) > 0)
        snprintf(s->key, 64, "%s", name);
    return true;
}

bool grade_work_next(const struct grade_work_options *options, const char *after, char key[64])
{
    struct search s = { .o = options, .after = after, .key = key };
    key[0] = '\0';
    bool known = exercise_each(options->exercises, look_at, &s) >= 0;
    if (key[0] == '\0')
        snprintf(key, 64, "%s", s.first);
    return known;
}
