/* checks.c -- inputs are drawn by one process, and given to others. */
#include "grade/checks.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/xalloc.h"
#include "grade/build.h"
#include "grade/run.h"

struct reading {
    struct grade_checks *checks;
    size_t case_capacity, capacity;
    enum grade_kind kind;
    bool whole;
};

static bool starts(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

static void add_check(struct reading *r, const char *name)
{
    struct grade_checks *c = r->checks;
    c->list = xgrow(c->list, c->count, &r->capacity, sizeof *c->list);
    c->list[c->count++] = (struct grade_check){ r->kind, name, c->case_count, 0, "" };
}

static void add_case(struct reading *r, const char *line)
{
    struct grade_checks *c = r->checks;
    if (c->count == 0 || c->list[c->count - 1].kind != r->kind)
        add_check(r, "it holds");
    c->cases = xgrow(c->cases, c->case_count, &r->case_capacity, sizeof *c->cases);
    c->cases[c->case_count++] = (struct grade_case){ .line = line, .op = starts(line, "op ") };
    c->list[c->count - 1].count++;
}

static void take(struct reading *r, char *line)
{
    if (strcmp(line, "part hidden") == 0)
        r->kind = GRADE_KIND_HIDDEN;
    else if (starts(line, "check "))
        add_check(r, line + 6);
    else if (starts(line, "case ") || starts(line, "op "))
        add_case(r, line);
    r->whole = strcmp(line, "end") == 0;
}

/* A file with the cases from `first` on; `kind`: only the ops of its checks. */
static int write_input(const struct grade_checks *c, size_t first, const enum grade_kind *kind)
{
    struct cli_text text;
    FILE *to = xtext_open(&text);
    for (size_t i = 0; i < c->count; i++)
        for (size_t k = 0; k < c->list[i].count; k++) {
            size_t at = c->list[i].first + k;
            if (at >= first && (kind == NULL || (c->list[i].kind == *kind && c->cases[at].op)))
                fprintf(to, "%s\n", c->cases[at].line);
        }
    fclose(to);
    int fd = memfd_create("input", MFD_CLOEXEC);
    bool written = fd >= 0 && write(fd, text.bytes, text.length) == (ssize_t)text.length &&
                   lseek(fd, 0, SEEK_SET) == 0;
    free(text.bytes);
    if (written || fd < 0)
        return fd;
    close(fd);
    return -1;
}

int grade_checks_from(const struct grade_checks *checks, size_t first)
{
    return write_input(checks, first, NULL);
}

int grade_checks_ops(const struct grade_checks *checks, enum grade_kind kind)
{
    return write_input(checks, 0, &kind);
}

static bool draw(struct grade_job *job)
{
    struct reading r = { .checks = &job->checks, .kind = GRADE_KIND_VISIBLE };
    struct grade_run run = { .folder = job->judge, .name = "judge", .part = "draw" };
    if (!grade_run(job, &run))
        return false;
    job->checks.text = xstrndup(job->ran.report, strlen(job->ran.report));
    char *rest = job->checks.text;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;)
        if (*line != '\0')
            take(&r, line);
    if (r.whole && job->checks.case_count > 0)
        return true;
    return grade_grader_failed(job, "the inputs of the checks", run.ending);
}

bool grade_checks_draw(struct grade_job *job)
{
    struct grade_run run = { .folder = job->judge, .name = "judge", .part = "results" };
    if (!draw(job))
        return false;
    run.input = grade_checks_from(&job->checks, 0);
    if (!grade_run(job, &run))
        return false;
    if (grade_run_results(job, 0, offsetof(struct grade_case, want)) == job->checks.case_count)
        return true;
    return grade_grader_failed(job, "the reference solution", run.ending);
}

void grade_checks_done(struct grade_checks *checks)
{
    for (size_t i = 0; i < checks->case_count; i++) {
        free(checks->cases[i].want);
        free(checks->cases[i].got);
        free(checks->cases[i].sanitized);
    }
    free(checks->cases);
    free(checks->list);
    free(checks->text);
    *checks = (struct grade_checks){ 0 };
}
