/* cmd_grade.c -- `heapmark grade FOLDER`: each answer NN_name.c in it, with its notes
 * NN_name.txt.
 */

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "cli/verb.h"
#include "cli/folders.h"
#include "grade/formats.h"
#include "grade/intake.h"
#include "grade/ready.h"
#include "grade/report.h"
#include "grade/second.h"
#include "cli/error.h"
#include "cli/option.h"
#include "cli/said.h"
#include "cli/xalloc.h"
#include "process/sandbox.h"

static const char help[] =
    "usage: heapmark grade [flags] FOLDER\n\n"
    "Mark the answers of one student: FOLDER/NN_name.c for each exercise, with the\n"
    "notes FOLDER/NN_name.txt: 'predicted: N', 'observed: N' and 'because: WORDS', a\n"
    "line each. Answers run in a sandbox; nothing in FOLDER is changed.\n\n"
    "  --exercises DIR   where the exercises are (default demos/exercises)\n"
    "  --exercise KEY    only this one: a number or a name; may be repeated\n"
    "  --student NAME    the name in the marks (default: the folder's)\n"
    "  --hidden DIR      hidden checks from here: DIR/NN_name/check.c for each\n"
    "  --seed N          for the random inputs of the checks (default: another one in\n"
    "                    each run; grade.json has it)\n"
    "  --format NAME     print the marks for another system: classroom, classroom50,\n"
    "                    exercism, gradescope, junit, prairielearn\n"
    "  --unsafe          run answers even where they cannot be confined\n"
    "  --cc COMPILER     default cc\n"
    "  --allocator NAME  jemalloc (default) or glibc\n"
    "  --out DIR         write grade.json and grade.md there (default: print)\n\n"
    "exit status: 0 full marks, 1 not full marks, 2 could not run: bad usage,\n"
    "unreadable input or a missing tool; with --format 0 whatever the marks are\n";

struct options {
    struct grade_grader grader;
    const char *exercises, *out, *folder, *student;
    const struct grade_format *format; /* NULL: lines for a reader */
    bool unsafe;
    char hidden[PATH_MAX]; /* grader.hidden, absolute */
    const char **keys;     /* owned */
    size_t key_count, key_capacity;
};

struct session {
    const struct options *options;
    struct grade_student student;
    size_t capacity;        /* of student.grades */
    char (*only)[PATH_MAX]; /* folders of options->keys */
    bool second_said;       /* whether blocks are counted a second time here */
};

static bool take_key(void *options, const char *key)
{
    struct options *o = options;
    o->keys = xgrow(o->keys, o->key_count, &o->key_capacity, sizeof *o->keys);
    o->keys[o->key_count++] = key;
    return true;
}

static bool take_format(void *options, const char *name)
{
    struct options *o = options;
    return (o->format = grade_format_of(name)) != NULL;
}

static bool take_seed(void *options, const char *value)
{
    struct options *o = options;
    bool number = grade_seed_of(value, &o->grader.seed);
    if (!number)
        cli_error("--seed=%s: a number was expected", value);
    return number;
}

/* CLI_GO_ON, or the exit status. */
static int parse(struct options *o, int argc, char **argv)
{
    const struct cli_option options[] = {
        { "exercises", CLI_VALUE, .text = &o->exercises },
        { "exercise", CLI_VALUE, .take = take_key, .ctx = o },
        { "student", CLI_VALUE, .text = &o->student },
        { "hidden", CLI_VALUE, .text = &o->grader.hidden },
        { "format", CLI_VALUE, .take = take_format, .ctx = o },
        { "seed", CLI_VALUE, .take = take_seed, .ctx = o },
        { "unsafe", CLI_NO_VALUE, .flag = &o->unsafe },
        { "cc", CLI_VALUE, .text = &o->grader.compiler },
        { "allocator", CLI_VALUE, .text = &o->grader.allocator },
        { "out", CLI_VALUE, .text = &o->out },
        CLI_OPTIONS_END,
    };
    int status = cli_parse(&argc, &argv, options, CLI_MIXED, help);
    if (status == CLI_GO_ON && argc != 1)
        status = cli_error("one folder of answers was expected; --help tells more");
    o->folder = argv[0];
    return status;
}

static bool wanted(const struct session *s, const char *folder)
{
    for (size_t i = 0; i < s->options->key_count; i++)
        if (strcmp(s->only[i], folder) == 0)
            return true;
    return s->options->key_count == 0;
}

static bool ready_one(const char *folder, void *arg)
{
    const struct session *s = arg;
    if (!wanted(s, folder))
        return true;
    struct exercise *e = xzalloc(sizeof *e);
    bool ready = exercise_load(e, folder) && grade_checks_ready(&s->options->grader, e);
    free(e);
    return ready;
}

static bool grade_one(const char *folder, void *arg)
{
    struct session *s = arg;
    if (!wanted(s, folder))
        return true;
    struct exercise *e = xzalloc(sizeof *e);
    if (!exercise_load(e, folder)) {
        free(e);
        return false;
    }
    char answer[PATH_MAX], notes[PATH_MAX];
    grade_intake(s->options->folder, e->name, ".c", answer);
    grade_intake(s->options->folder, e->name, ".txt", notes);
    s->student.grades =
        xgrow(s->student.grades, s->student.count, &s->capacity, sizeof *s->student.grades);
    struct grade_record *g = &s->student.grades[s->student.count++];
    bool judged = grade(&s->options->grader, e, answer, notes, g);
    free(e);
    if (!judged)
        return false;
    if (!s->second_said && g->allocs_per_op >= 0) {
        grade_second_said();
        s->second_said = true;
    }
    if (s->options->format == NULL) {
        printf("%s: %d of %d marks\n", g->exercise, g->total, GRADE_MARKS);
        grade_lines(g, stdout);
        cli_said();
    }
    return true;
}

static bool write_file(const char *folder, const char *name, const struct session *s,
                       bool (*write)(const struct session *s, FILE *to))
{
    char path[PATH_MAX];
    struct cli_text text;
    FILE *stream = xtext_open(&text);
    bool written = write(s, stream);
    written = fclose(stream) == 0 && written;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = written ? fopen(path, "w") : NULL;
    if (file != NULL) {
        written = fwrite(text.bytes, 1, text.length, file) == text.length;
        written = fclose(file) == 0 && written;
    }
    free(text.bytes);
    if (file != NULL && written)
        return true;
    fprintf(stderr, "heapmark grade: %s: %s\n", path, strerror(errno));
    if (file != NULL)
        remove(path);
    return false;
}

static bool json(const struct session *s, FILE *to)
{
    return grade_json(&s->student, to);
}

static bool page(const struct session *s, FILE *to)
{
    return grade_page(&s->student, to);
}

static bool write_record(const struct session *s)
{
    const char *out = s->options->out;
    if (out == NULL)
        return true;
    if (!cli_make_folders(out)) {
        fprintf(stderr, "heapmark grade: %s: %s\n", out, strerror(errno));
        return false;
    }
    return write_file(out, "grade.json", s, json) && write_file(out, "grade.md", s, page);
}

static int finish(struct session *s)
{
    int total = grade_student_total(&s->student), max = (int)s->student.count * GRADE_MARKS;
    const struct grade_format *format = s->options->format;
    bool said = true;
    if (format == NULL)
        printf("%s: %d of %d marks\n", s->student.name, total, max);
    else
        said = format->write(&s->student, stdout);
    cli_said(); /* the marks are known, whatever becomes of the record */
    if (!write_record(s) || !said)
        return HM_EXIT_USAGE;
    return format != NULL || total == max ? HM_EXIT_OK : HM_EXIT_NO;
}

/* A folder that holds only folders is a class, not a student; refuse it instead of marking it 0. */
static bool holds_only_folders(const char *path)
{
    DIR *folder = opendir(path);
    bool some = false, only = folder != NULL;
    for (struct dirent *e; only && (e = readdir(folder)) != NULL;) {
        struct stat st;
        if (e->d_name[0] == '.')
            continue;
        size_t n = strlen(e->d_name);
        bool answer = n > 2 && strcasecmp(e->d_name + n - 2, ".c") == 0; /* an odd one */
        only = !answer && fstatat(dirfd(folder), e->d_name, &st, 0) == 0 && S_ISDIR(st.st_mode);
        some = true;
    }
    if (folder != NULL)
        closedir(folder);
    return some && only;
}

static const char *last_part(char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        path[--n] = '\0';
    char *slash = strrchr(path, '/');
    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

/* Marks are reported under the name of the folder; `.` and `..` are no names. */
static const char *name_of(const char *folder, char path[PATH_MAX])
{
    char real[PATH_MAX];
    snprintf(path, PATH_MAX, "%s", folder);
    const char *name = last_part(path);
    if ((strcmp(name, ".") == 0 || strcmp(name, "..") == 0) && realpath(folder, real) != NULL) {
        memcpy(path, real, sizeof real);
        name = last_part(path);
    }
    grade_clean_name(path);
    return name;
}

/* Code of others runs in a sandbox or not at all. False after a line on stderr. */
static bool walls(const struct options *o)
{
    if (process_sandbox_isolates())
        return true;
    if (!o->unsafe) {
        cli_error("bubblewrap does not work here, and answers are not run without it; --unsafe "
                  "runs them as you");
        return false;
    }
    fputs("heapmark grade: --unsafe: the answers can read and change what you can\n", stderr);
    return true;
}

static int grade_folder(struct options *o)
{
    struct stat st;
    if (stat(o->folder, &st) != 0 || !S_ISDIR(st.st_mode)) {
        fprintf(stderr, "heapmark grade: %s: a folder of answers was expected\n", o->folder);
        return HM_EXIT_USAGE;
    }
    char name[PATH_MAX];
    if (o->grader.hidden != NULL) { /* the compiler runs in a folder of its own */
        if (realpath(o->grader.hidden, o->hidden) == NULL) {
            fprintf(stderr, "heapmark grade: --hidden=%s: %s\n", o->grader.hidden, strerror(errno));
            return HM_EXIT_USAGE;
        }
        o->grader.hidden = o->hidden;
    }
    if (o->student == NULL && holds_only_folders(o->folder)) {
        fprintf(stderr,
                "heapmark grade: %s: answers NN_name.c were expected, and only folders are in it; "
                "`heapmark grade-all` marks a class, --student=NAME one student\n",
                o->folder);
        return HM_EXIT_USAGE;
    }
    struct session s = { .options = o, .only = xzalloc((o->key_count + 1) * sizeof *s.only) };
    bool usable = true;
    for (size_t i = 0; i < o->key_count && usable; i++)
        usable = exercise_find(o->exercises, o->keys[i], s.only[i]);
    s.student.name = o->student != NULL ? name : name_of(o->folder, name);
    if (o->student != NULL) {
        snprintf(name, sizeof name, "%s", o->student);
        grade_clean_name(name);
    }
    s.student.compiler = grade_compiler_of(&o->grader);
    s.student.seed = o->grader.seed;
    usable = usable && walls(o) && grade_grader_ready(&o->grader) &&
             exercise_each(o->exercises, ready_one, &s) >= 0 &&
             exercise_each(o->exercises, grade_one, &s) >= 0;
    int status = usable ? finish(&s) : HM_EXIT_USAGE;
    for (size_t i = 0; i < s.student.count; i++)
        grade_record_done(&s.student.grades[i]);
    free(s.student.grades);
    free(s.only);
    return status;
}

int cmd_grade(int argc, char **argv)
{
    uint32_t seed = 1;
    if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed)
        return cli_error("the system has no random numbers for a seed: %s", strerror(errno));
    struct options o = { .exercises = "demos/exercises", .grader = { .seed = seed } };
    xjson();
    int status = parse(&o, argc, argv);
    if (status == CLI_GO_ON)
        status = grade_folder(&o);
    free(o.keys);
    return status;
}
