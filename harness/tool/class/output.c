/* output.c -- files of a class: records/ and work/ for us, the rest for the teacher. */
#include "class/output.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include "class/reports.h"
#include "cli/error.h"
#include "cli/folders.h"
#include "cli/xalloc.h"
#include "grade/ready.h"
#include "grade/report.h"

enum { OPEN_FOLDERS = 16 };

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st, (void)kind, (void)where;
    return remove(path) != 0 && errno != ENOENT;
}

bool class_output_open(struct class_output *out, const char *folder)
{
    *out = (struct class_output){ .folder = folder, .lock = -1 };
    out->records = xprintf("%s/records", folder);
    out->work = xprintf("%s/work", folder);
    bool made = cli_make_folders(out->records);
    if (made)
        out->lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (out->lock < 0) {
        cli_error("%s: %s", folder, strerror(errno));
        return false;
    }
    if (flock(out->lock, LOCK_EX | LOCK_NB) != 0) {
        cli_error("%s: another grade-all is at work there", folder);
        close(out->lock);
        out->lock = -1;
        return false;
    }
    nftw(out->work, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    made = cli_make_folders(out->work);
    if (!made)
        cli_error("%s: %s", out->work, strerror(errno));
    return made;
}

bool class_output_seed(const struct class_output *out, unsigned long *seed)
{
    char *path = xprintf("%s/seed.txt", out->folder), text[32] = "";
    FILE *file = fopen(path, "r");
    uint32_t drawn;
    bool known = file != NULL && fgets(text, sizeof text, file) != NULL;
    text[strcspn(text, "\n")] = '\0';
    known = known && grade_seed_of(text, seed);
    if (file != NULL)
        fclose(file);
    bool good = known;
    if (!known && getrandom(&drawn, sizeof drawn, 0) == (ssize_t)sizeof drawn &&
        (file = fopen(path, "w")) != NULL) {
        *seed = drawn;
        good = fprintf(file, "%lu\n", *seed) > 0;
        good = fclose(file) == 0 && good;
    }
    if (!good)
        cli_error("%s: %s", path, strerror(errno));
    free(path);
    return good;
}

/* What is written: a value and how, so that all files are opened and closed in one place. */
struct document {
    const struct class *c;
    const struct class_student *student;
    const struct class_pair *pairs;
    size_t count;
    bool html;
    const struct grade_format *format;
};

typedef bool write_fn(const struct document *d, FILE *to);

/* A student as the grader's own writers take one; .grades is to be freed. */
static struct grade_student graded(const struct document *d)
{
    struct grade_student s = { .name = d->student->name, .compiler = "" };
    s.grades = xzalloc((d->c->exercise_count + 1) * sizeof *s.grades);
    for (size_t e = 0; e < d->c->exercise_count; e++)
        if (d->student->answers[e].marked) {
            s.grades[s.count++] = d->student->answers[e].grade; /* borrowed */
            s.compiler = d->student->answers[e].grade.compiler;
        }
    s.seed = d->c->seed;
    return s;
}

static bool student_json(const struct document *d, FILE *to)
{
    struct grade_student s = graded(d);
    bool written = grade_json(&s, to);
    free(s.grades);
    return written;
}

static bool student_format(const struct document *d, FILE *to)
{
    struct grade_student s = graded(d);
    bool written = d->format->write(&s, to);
    free(s.grades);
    return written;
}

static bool student_page(const struct document *d, FILE *to)
{
    struct class_page page = { .to = to, .html = d->html };
    class_student_page(d->c, d->student, &page);
    return true;
}

static bool marks(const struct document *d, FILE *to)
{
    class_csv(d->c, to);
    return true;
}

static bool moodle(const struct document *d, FILE *to)
{
    class_moodle(d->c, to);
    return true;
}

static bool canvas(const struct document *d, FILE *to)
{
    class_canvas(d->c, to);
    return true;
}

static bool summary(const struct document *d, FILE *to)
{
    struct class_page page = { .to = to, .html = d->html };
    class_summary(d->c, &page);
    return true;
}

static bool similar(const struct document *d, FILE *to)
{
    struct class_page page = { .to = to, .html = d->html };
    class_similar_page(d->c, d->pairs, d->count, &page);
    return true;
}

static bool similar_csv(const struct document *d, FILE *to)
{
    class_similar_csv(d->c, d->pairs, d->count, to);
    return true;
}

/* A page is replaced whole, so that no reader finds half of one. */
static bool write_file(const struct class_output *out, const char *folder, const char *name,
                       write_fn *write, const struct document *d)
{
    char *path = xprintf("%s/%s", folder, name), *under_way = xprintf("%s/page", out->work);
    FILE *file = fopen(under_way, "w");
    bool written = file != NULL && write(d, file) && ferror(file) == 0;
    written = file != NULL && fclose(file) == 0 && written;
    written = written && rename(under_way, path) == 0;
    if (!written)
        cli_error("%s: %s", path, strerror(errno));
    free(path);
    free(under_way);
    return written;
}

static bool write_student(const struct class_output *out, const struct document *d)
{
    char *folder = xprintf("%s/students/%s", out->folder, d->student->page);
    bool good = cli_make_folders(folder);
    struct document html = *d;
    html.html = true;
    if (!good)
        cli_error("%s: %s", folder, strerror(errno));
    good = good && write_file(out, folder, "grade.json", student_json, d) &&
           write_file(out, folder, "grade.md", student_page, d) &&
           write_file(out, folder, "grade.html", student_page, &html);
    for (size_t i = 0; out->formats != NULL && i < out->formats->count && good; i++) {
        html.format = out->formats->list[i];
        good = write_file(out, folder, html.format->file, student_format, &html);
    }
    free(folder);
    return good;
}

bool class_output_write(const struct class_output *out, const struct class *c)
{
    struct document d = { .c = c };
    struct class_pair *pairs = class_alike(c, &d.count);
    bool good = true;
    for (size_t i = 0; i < c->count && good; i++) {
        d.student = &c->students[i];
        good = write_student(out, &d);
    }
    d.pairs = pairs;
    struct document html = d;
    html.html = true;
    good = good && write_file(out, out->folder, "grades.csv", marks, &d) &&
           write_file(out, out->folder, "class.md", summary, &d) &&
           write_file(out, out->folder, "class.html", summary, &html) &&
           write_file(out, out->folder, "similar.md", similar, &d) &&
           write_file(out, out->folder, "similar.csv", similar_csv, &d);
    const struct class_formats *formats = out->formats;
    if (formats != NULL && formats->moodle)
        good = good && write_file(out, out->folder, "moodle.csv", moodle, &d);
    if (formats != NULL && formats->canvas)
        good = good && write_file(out, out->folder, "canvas.csv", canvas, &d);
    free(pairs);
    return good;
}

void class_output_close(struct class_output *out)
{
    if (out->lock >= 0) {
        nftw(out->work, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
        close(out->lock);
    }
    free(out->records);
    free(out->work);
}
