/* cmd_grade_all.c -- `heapmark grade-all FOLDER`: mark the answers of a class. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "class/adjust.h"
#include "class/class.h"
#include "class/marking.h"
#include "class/output.h"
#include "class/students.h"
#include "cli/error.h"
#include "cli/option.h"
#include "cli/verb.h"
#include "cli/xalloc.h"
#include "exercise/exercise.h"
#include "grade/ready.h"
#include "grade/second.h"
#include "process/sandbox.h"

static const char help[] =
    "usage: heapmark grade-all [flags] --out=DIR FOLDER\n\n"
    "Mark a class: FOLDER has a folder for each student, with answers NN_name.c and notes\n"
    "NN_name.txt, or the files as a learning platform names them. An answer that has its\n"
    "marks in DIR is not marked again, so a run that was stopped goes on where it was.\n\n"
    "DIR gets grades.csv, class.md and .html, similar.md and .csv, and for each student\n"
    "students/NAME/grade.json, .md and .html.\n\n"
    "  --exercises DIR   where the exercises are (default demos/exercises)\n"
    "  --exercise KEY    only this one: a number or a name; may be repeated\n"
    "  --hidden DIR      hidden checks from here: DIR/NN_name/check.c for each\n"
    "  --seed N          for the inputs of the checks (default: drawn once for DIR)\n"
    "  --adjust FILE     late days and marks of the teacher: a CSV table with the columns\n"
    "                    student, exercise, late, marks, why\n"
    "  --late-cost N     marks that a late day costs, for each exercise (default 1)\n"
    "  --free-days N     late days that cost nothing (default 0)\n"
    "  --format NAME     write this, too; may be repeated: moodle or canvas, or for each\n"
    "                    student a format of `heapmark grade --format`\n"
    "  --slice I/N       only every N-th student, from the I-th on\n"
    "  --jobs N          answers at a time (default: one per processor)\n"
    "  --unsafe          run answers even where they cannot be confined\n"
    "  --cc COMPILER     default cc\n"
    "  --allocator NAME  jemalloc (default) or glibc\n\n"
    "exit status: 0 all marks for all students, 1 not all, 2 could not run, or an answer\n"
    "could not be marked\n";

struct options {
    struct class_marking marking;
    struct class_late late;
    const char *out, *folder, *adjust;
    bool seeded;
    struct class_formats formats;
    size_t slice, slices; /* slices is 0: all students */
    const char **keys;    /* owned */
    size_t key_count, key_capacity;
    char hidden[PATH_MAX], exercises[PATH_MAX]; /* absolute */
};

/* A whole number up to `max`, as the value of an option. */
static bool number(const char *option, const char *text, unsigned long max, unsigned long *n)
{
    unsigned long value;
    bool good = grade_seed_of(text, &value) && value <= max;
    if (good)
        *n = value;
    else
        cli_error("--%s=%s: a number up to %lu was expected", option, text, max);
    return good;
}

static bool take_key(void *options, const char *key)
{
    struct options *o = options;
    *XPUSH(o->keys, o->key_count, o->key_capacity) = key;
    return true;
}

static bool take_seed(void *options, const char *value)
{
    struct options *o = options;
    return o->seeded = number("seed", value, ULONG_MAX, &o->marking.grader.seed);
}

static bool take_format(void *options, const char *name)
{
    struct options *o = options;
    struct class_formats *f = &o->formats;
    f->moodle = f->moodle || strcmp(name, "moodle") == 0;
    f->canvas = f->canvas || strcmp(name, "canvas") == 0;
    if (strcmp(name, "moodle") == 0 || strcmp(name, "canvas") == 0)
        return true;
    if (f->count == sizeof f->list / sizeof f->list[0]) {
        cli_error("--format=%s: that is one too many", name);
        return false;
    }
    f->list[f->count] = grade_format_of(name);
    return f->list[f->count++] != NULL;
}

static bool take_cost(void *options, const char *value)
{
    struct options *o = options;
    unsigned long n = 0;
    bool good = number("late-cost", value, GRADE_MARKS, &n);
    o->late.cost = (long)n;
    return good;
}

static bool take_free(void *options, const char *value)
{
    struct options *o = options;
    unsigned long n = 0;
    bool good = number("free-days", value, 10000, &n);
    o->late.free_days = (long)n;
    return good;
}

static bool take_jobs(void *options, const char *value)
{
    struct options *o = options;
    unsigned long n = 0;
    bool good = number("jobs", value, 1024, &n);
    o->marking.at_once = (unsigned)n;
    return good;
}

static bool take_slice(void *options, const char *value)
{
    struct options *o = options;
    char rest;
    bool good = sscanf(value, "%4zu/%4zu%c", &o->slice, &o->slices, &rest) == 2 && o->slice > 0 &&
                o->slice <= o->slices;
    if (!good)
        cli_error("--slice=%s: I/N was expected, with I from 1 to N", value);
    return good;
}

/* CLI_GO_ON, or the exit status. */
static int parse(struct options *o, int argc, char **argv)
{
    const struct cli_option options[] = {
        { "exercises", CLI_VALUE, .text = &o->marking.exercises },
        { "exercise", CLI_VALUE, .take = take_key, .ctx = o },
        { "hidden", CLI_VALUE, .text = &o->marking.grader.hidden },
        { "seed", CLI_VALUE, .take = take_seed, .ctx = o },
        { "format", CLI_VALUE, .take = take_format, .ctx = o },
        { "adjust", CLI_VALUE, .text = &o->adjust },
        { "late-cost", CLI_VALUE, .take = take_cost, .ctx = o },
        { "free-days", CLI_VALUE, .take = take_free, .ctx = o },
        { "slice", CLI_VALUE, .take = take_slice, .ctx = o },
        { "jobs", CLI_VALUE, .take = take_jobs, .ctx = o },
        { "unsafe", CLI_NO_VALUE, .flag = &o->marking.unsafe },
        { "cc", CLI_VALUE, .text = &o->marking.grader.compiler },
        { "allocator", CLI_VALUE, .text = &o->marking.grader.allocator },
        { "out", CLI_VALUE, .text = &o->out },
        CLI_OPTIONS_END,
    };
    int status = cli_parse(&argc, &argv, options, CLI_MIXED, help);
    if (status == CLI_GO_ON && argc != 1)
        return cli_error("one folder with the students was expected; --help tells more");
    if (status == CLI_GO_ON && o->out == NULL)
        return cli_error("--out=DIR was expected, for the marks; --help tells more");
    o->folder = argv[0];
    return status;
}

/* An absolute path in place of one that was given. False after a line on stderr. */
static bool absolute(const char **path, char room[PATH_MAX])
{
    if (*path == NULL)
        return true;
    if (realpath(*path, room) == NULL) {
        cli_error("%s: %s", *path, strerror(errno));
        return false;
    }
    *path = room;
    return true;
}

struct loading {
    const struct options *o;
    struct class *c;
    char (*only)[PATH_MAX];
};

static bool load_exercise(const char *folder, void *arg)
{
    const struct loading *l = arg;
    bool wanted = l->o->key_count == 0;
    for (size_t i = 0; i < l->o->key_count; i++)
        wanted = wanted || strcmp(l->only[i], folder) == 0;
    if (!wanted)
        return true;
    struct exercise *e = XPUSH(l->c->exercises, l->c->exercise_count, l->c->exercise_capacity);
    memset(e, 0, sizeof *e);
    return exercise_load(e, folder) && grade_checks_ready(&l->o->marking.grader, e);
}

static bool load_exercises(const struct options *o, struct class *c)
{
    struct loading l = { o, c, xzalloc((o->key_count + 1) * sizeof *l.only) };
    bool good = true;
    for (size_t i = 0; i < o->key_count && good; i++)
        good = exercise_find(o->marking.exercises, o->keys[i], l.only[i]);
    good = good && exercise_each(o->marking.exercises, load_exercise, &l) >= 0;
    free(l.only);
    return good;
}

/* Every n-th student, from the i-th on. */
static void keep_slice(const struct options *o, struct class *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->count; i++) {
        if (o->slices == 0 || i % o->slices == o->slice - 1) {
            struct class_student s = c->students[kept];
            c->students[kept++] = c->students[i];
            c->students[i] = s;
        }
    }
    struct class rest = { .students = NULL, .exercise_count = 0 };
    for (size_t i = kept; i < c->count; i++)
        *XPUSH(rest.students, rest.count, rest.capacity) = c->students[i];
    c->count = kept;
    class_done(&rest);
}

/* Code of others runs in a sandbox or not at all. False after a line on stderr. */
static bool walls(const struct options *o)
{
    grade_second_said();
    if (process_sandbox_isolates())
        return true;
    if (!o->marking.unsafe)
        cli_error("bubblewrap does not work here, and answers are not run without it; --unsafe "
                  "runs them as you");
    else
        fputs("heapmark grade-all: --unsafe: the answers can read and change what you can\n",
              stderr);
    return o->marking.unsafe;
}

/* The marks must not become a student of the class. */
static bool apart(const struct options *o)
{
    char out[PATH_MAX], folder[PATH_MAX];
    size_t n;
    if (realpath(o->out, out) == NULL || realpath(o->folder, folder) == NULL)
        return true;
    n = strlen(folder);
    if (strncmp(out, folder, n) != 0 || (out[n] != '/' && out[n] != '\0'))
        return true;
    cli_error("--out=%s: a folder that is not below %s was expected", o->out, o->folder);
    return false;
}

/* What could not be marked is said, and the rest is told in a line. */
static int conclude(const struct options *o, const struct class *c)
{
    size_t full = 0, unmarked = 0;
    for (size_t i = 0; i < c->count; i++) {
        const struct class_student *s = &c->students[i];
        bool all = true;
        for (size_t e = 0; e < c->exercise_count; e++) {
            int final = class_final(&s->answers[e]);
            all = all && final >= GRADE_MARKS;
            if (final < 0) {
                unmarked++;
                cli_error("%s of %s is not marked: %s", c->exercises[e].name, s->name,
                          s->answers[e].not_marked);
            }
        }
        full += all;
    }
    printf("students: %zu, with all marks: %zu, exercises: %zu\n", c->count, full,
           c->exercise_count);
    printf("%s/grades.csv has the marks, %s/class.html the class\n", o->out, o->out);
    return unmarked > 0 ? HM_EXIT_USAGE : full == c->count ? HM_EXIT_OK : HM_EXIT_NO;
}

static int mark(struct options *o, struct class_output *out)
{
    struct class c = { 0 };
    struct class_marking *m = &o->marking;
    int status = HM_EXIT_USAGE, signal = 0;
    m->records = out->records;
    m->work = out->work;
    bool ready = (o->seeded || class_output_seed(out, &m->grader.seed)) &&
                 grade_grader_ready(&m->grader) && load_exercises(o, &c) &&
                 class_students(&c, o->folder, out->work);
    if (ready) {
        c.seed = m->grader.seed;
        keep_slice(o, &c);
        class_find_answers(&c, m);
        ready = o->adjust == NULL || class_adjust(&c, o->adjust, &o->late);
    }
    if (ready && class_mark(&c, m, &signal) && class_output_write(out, &c))
        status = conclude(o, &c);
    class_done(&c);
    if (signal != 0) {
        class_output_close(out);
        cli_error("interrupted; the same command goes on from here");
        raise(signal);
    }
    return status;
}

int cmd_grade_all(int argc, char **argv)
{
    struct options *o = xzalloc(sizeof *o);
    o->marking.exercises = "demos/exercises";
    o->late.cost = 1;
    xjson();
    int status = parse(o, argc, argv);
    struct stat st;
    if (status == CLI_GO_ON && (stat(o->folder, &st) != 0 || !S_ISDIR(st.st_mode)))
        status = cli_error("%s: a folder with a folder for each student was expected", o->folder);
    if (status == CLI_GO_ON) {
        struct class_output out;
        bool good = absolute(&o->marking.exercises, o->exercises) &&
                    absolute(&o->marking.grader.hidden, o->hidden) && apart(o) && walls(o);
        status = HM_EXIT_USAGE;
        if (good) {
            bool opened = class_output_open(&out, o->out);
            out.formats = &o->formats;
            if (opened)
                status = apart(o) ? mark(o, &out) : HM_EXIT_USAGE;
            class_output_close(&out);
        }
    }
    free(o->keys);
    free(o);
    return status;
}
