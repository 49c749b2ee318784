/* marking.c -- `heapmark grade` once for each answer that has no mark yet. */
#include "class/marking.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "class/students.h"
#include "cli/error.h"
#include "cli/folders.h"
#include "cli/paths.h"
#include "cli/xalloc.h"
#include "exercise/exercise.h"
#include "grade/intake.h"
#include "grade/read.h"
#include "grade/ready.h"
#include "grade/second.h"
#include "process/jobs.h"

enum { TRIES = 2, JOB_ARGS = 16, PROGRESS_MS = 200 };

struct unit { /* one run of the grader */
    const char *key, *folder, *exercise;
    char *args[JOB_ARGS]; /* owned, as out is */
    char *out;            /* the folder that it writes to */
    int tries;
    struct process_job job;
};

struct batch {
    const struct class_marking *m;
    struct unit *units;
    size_t count, capacity, done;
    uint64_t began, told;
};

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
    stopped = signal;
}

/* The parts of a key that all answers share. */
static void add_grader(struct class_digest *d, const struct class_marking *m)
{
    const char *version[] = { grade_compiler_of(&m->grader), "--version", NULL };
    char *text = NULL, seed[32];
    size_t length;
    snprintf(seed, sizeof seed, "%lu%s", m->grader.seed, m->unsafe ? " unsafe" : "");
    class_digest_word(d, seed);
    class_digest_word(d, m->grader.allocator);
    class_digest_word(d, m->grader.compiler);
    class_digest_word(d, grade_second_missing());
    if (process_output(version, true, &text, &length) == 0)
        class_digest_word(d, text);
    free(text);
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    class_digest_file(d, path);
    for (const char *const *flag = cli_link_flags(true); *flag != NULL; flag++)
        if (**flag == '/')
            class_digest_file(d, *flag);
}

static void add_exercise(struct class_digest *d, const struct class_marking *m,
                         const struct exercise *e)
{
    static const char *const files[] = { "exercise.txt", "contract.h", "driver.c", "solution.c" };
    char path[GRADE_CHECK_PATH];
    class_digest_word(d, e->name);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", e->folder, files[i]);
        class_digest_file(d, path);
    }
    grade_check_source(&m->grader, e, GRADE_KIND_VISIBLE, path);
    class_digest_file(d, path);
    grade_check_source(&m->grader, e, GRADE_KIND_HIDDEN, path);
    class_digest_file(d, path);
}

/* Find the answer to `e` in a folder, and its key. */
static void find_one(struct class_digest d, const struct exercise *e, const char *folder,
                     struct class_answer *a)
{
    char answer[PATH_MAX], notes[PATH_MAX];
    grade_intake(folder, e->name, ".c", answer);
    grade_intake(folder, e->name, ".txt", notes);
    a->path = xprintf("%s", answer);
    a->given = -1;
    class_digest_file(&d, answer);
    class_digest_file(&d, notes);
    class_digest_end(&d, a->key);
}

void class_find_answers(struct class *c, const struct class_marking *m)
{
    struct class_digest grader, exercise;
    class_digest_begin(&grader);
    add_grader(&grader, m);
    for (size_t i = 0; i < c->count; i++)
        c->students[i].answers = xzalloc((c->exercise_count + 1) * sizeof(struct class_answer));
    for (size_t e = 0; e < c->exercise_count; e++) {
        exercise = grader;
        add_exercise(&exercise, m, &c->exercises[e]);
        for (size_t i = 0; i < c->count; i++)
            find_one(exercise, &c->exercises[e], c->students[i].folder, &c->students[i].answers[e]);
    }
}

static char *record_of(const struct class_marking *m, const char *key)
{
    return xprintf("%s/%s.json", m->records, key);
}

static void plan(struct batch *b, const char *key, const char *folder, const char *exercise)
{
    const struct class_marking *m = b->m;
    char *record = record_of(m, key);
    bool known = access(record, R_OK) == 0;
    free(record);
    for (size_t i = 0; i < b->count && !known; i++)
        known = strcmp(b->units[i].key, key) == 0;
    if (known)
        return;
    struct unit *u = XPUSH(b->units, b->count, b->capacity);
    *u = (struct unit){ .key = key, .folder = folder, .exercise = exercise };
    u->out = xprintf("%s/%s", m->work, key);
    size_t n = 0;
    u->args[n++] = xprintf("/proc/self/exe");
    u->args[n++] = xprintf("grade");
    u->args[n++] = xprintf("--exercises=%s", m->exercises);
    u->args[n++] = xprintf("--exercise=%s", exercise);
    u->args[n++] = xprintf("--student=answer");
    u->args[n++] = xprintf("--seed=%lu", m->grader.seed);
    u->args[n++] = xprintf("--out=%s", u->out);
    if (m->grader.hidden != NULL)
        u->args[n++] = xprintf("--hidden=%s", m->grader.hidden);
    if (m->grader.compiler != NULL)
        u->args[n++] = xprintf("--cc=%s", m->grader.compiler);
    if (m->grader.allocator != NULL)
        u->args[n++] = xprintf("--allocator=%s", m->grader.allocator);
    if (m->unsafe)
        u->args[n++] = xprintf("--unsafe");
    u->args[n++] = xprintf("--");
    u->args[n++] = xprintf("%s", folder);
}

/* A grader that could not work left no record: tried once more, the machine may have been busy. */
static bool keep(const struct batch *b, struct unit *u)
{
    char *from = xprintf("%s/grade.json", u->out), *to = record_of(b->m, u->key);
    struct grade_record grade;
    bool kept = grade_read(from, &grade) && rename(from, to) == 0;
    if (kept)
        grade_record_done(&grade);
    free(from);
    from = xprintf("%s/grade.md", u->out);
    unlink(from);
    rmdir(u->out);
    free(from);
    free(to);
    return kept;
}

static void tell(struct batch *b, bool last)
{
    uint64_t now = hm_base_now_ns();
    if (!isatty(STDERR_FILENO) || b->count == 0 ||
        (!last && now - b->told < PROGRESS_MS * 1000000ull))
        return;
    b->told = now;
    unsigned long left =
        b->done > 0 ? (now - b->began) / b->done * (b->count - b->done) / 1000000000 : 0;
    fprintf(stderr, "\r%s: %zu of %zu answers are marked", cli_speaker(), b->done, b->count);
    if (b->done > 0 && !last)
        fprintf(stderr, ", about %lu:%02lu left", left / 60, left % 60);
    fputs(last ? "               \n" : "   ", stderr);
}

/* The last line that a grader wrote to its standard error, without its own name in front. */
static char *reason(const struct unit *u)
{
    const char *from = u->job.err, *at;
    size_t n = strlen(from);
    while (n > 0 && from[n - 1] == '\n')
        n--;
    for (at = from + n; at > from && at[-1] != '\n';)
        at--;
    n -= (size_t)(at - from);
    const char *own = "heapmark grade: ";
    size_t skip = strncmp(at, own, strlen(own)) == 0 ? strlen(own) : 0;
    char *text =
        n > skip ? xstrndup(at + skip, n - skip) : xprintf("the grader ended without a word");
    grade_clean_name(text);
    return text;
}

static void run(struct batch *b)
{
    struct process_pool pool = { .at_once = b->m->at_once, .when_we_end = SIGTERM };
    b->began = hm_base_now_ns();
    for (size_t i = 0; i < b->count; i++) {
        b->units[i].job.args = (const char *const *)b->units[i].args;
        process_pool_add(&pool, &b->units[i].job);
    }
    while (b->done < b->count && stopped == 0) {
        tell(b, false);
        process_pool_step(&pool);
        for (size_t i = 0; i < b->count; i++) {
            struct unit *u = &b->units[i];
            if (u->job.err == NULL || u->tries == TRIES)
                continue;
            bool kept = keep(b, u);
            if (kept || ++u->tries == TRIES) {
                u->tries = TRIES;
                b->done++;
            } else if (stopped == 0) {
                process_jobs_done(&u->job, 1);
                process_pool_add(&pool, &u->job);
            }
        }
    }
    process_pool_stop(&pool, SIGTERM);
    for (size_t i = 0; i < b->count && stopped != 0; i++)
        keep(b, &b->units[i]); /* what ended in the meantime */
    tell(b, true);
}

static void load(const struct batch *b, struct class_answer *a)
{
    char *record = record_of(b->m, a->key);
    a->marked = grade_read(record, &a->grade);
    free(record);
    for (size_t i = 0; i < b->count && !a->marked && a->not_marked == NULL; i++)
        if (strcmp(b->units[i].key, a->key) == 0)
            a->not_marked = reason(&b->units[i]);
    if (!a->marked && a->not_marked == NULL)
        a->not_marked = xprintf("its record cannot be read");
}

static void done(struct batch *b)
{
    for (size_t i = 0; i < b->count; i++) {
        struct unit *u = &b->units[i];
        for (size_t n = 0; n < JOB_ARGS; n++)
            free(u->args[n]);
        free(u->out);
        process_jobs_done(&u->job, 1);
    }
    free(b->units);
}

/* start.c of each exercise as the answer of one more student, to know what there was to predict. */
static void plan_starts(struct batch *b, const struct class *c, struct class_answer *starts,
                        char **folders)
{
    struct class_digest grader;
    class_digest_begin(&grader);
    add_grader(&grader, b->m);
    for (size_t e = 0; e < c->exercise_count; e++) {
        const struct exercise *x = &c->exercises[e];
        struct class_digest d = grader;
        folders[e] = xprintf("%s/start/%s", b->m->work, x->name);
        char *from = xprintf("%s/start.c", x->folder),
             *to = xprintf("%s/%s.c", folders[e], x->name);
        bool copied = cli_make_folders(folders[e]) && class_copy(from, to);
        add_exercise(&d, b->m, x);
        find_one(d, x, folders[e], &starts[e]);
        if (copied)
            plan(b, starts[e].key, folders[e], x->name);
        free(from);
        free(to);
    }
}

/* Signals end the jobs first, and us only when their folders are gone. */
static void run_until_signal(struct batch *b)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction before[3], on = { .sa_handler = stop };
    for (size_t i = 0; i < 3; i++) {
        sigaction(signals[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) /* as under nohup */
            sigaction(signals[i], &on, NULL);
    }
    run(b);
    for (size_t i = 0; i < 3; i++)
        sigaction(signals[i], &before[i], NULL);
}

bool class_mark(struct class *c, const struct class_marking *m, int *stopped_by)
{
    struct batch b = { .m = m };
    struct class_answer *starts = xzalloc((c->exercise_count + 1) * sizeof *starts);
    char **folders = xzalloc((c->exercise_count + 1) * sizeof *folders);
    plan_starts(&b, c, starts, folders);
    for (size_t i = 0; i < c->count; i++)
        for (size_t e = 0; e < c->exercise_count; e++)
            plan(&b, c->students[i].answers[e].key, c->students[i].folder, c->exercises[e].name);
    run_until_signal(&b);
    c->start_allocs = xzalloc((c->exercise_count + 1) * sizeof *c->start_allocs);
    for (size_t e = 0; e < c->exercise_count; e++) {
        load(&b, &starts[e]);
        c->start_allocs[e] = starts[e].marked ? starts[e].grade.allocs_per_op : -1;
        for (size_t i = 0; i < c->count && stopped == 0; i++)
            load(&b, &c->students[i].answers[e]);
        free(starts[e].path);
        free(starts[e].not_marked);
        grade_record_done(&starts[e].grade);
        free(folders[e]);
    }
    done(&b);
    free(starts);
    free(folders);
    *stopped_by = stopped;
    return stopped == 0;
}
