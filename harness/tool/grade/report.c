/* report.c -- the record and the page of a grade. */
#include "grade/report.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "text/write.h"

int grade_student_total(const struct grade_student *student)
{
    int total = 0;
    for (size_t i = 0; i < student->count; i++)
        total += student->grades[i].total;
    return total;
}

const char *grade_status_of(const struct grade_record *g)
{
    return !g->handed_in             ? "missing"
           : !g->built               ? "error"
           : g->total == GRADE_MARKS ? "pass"
                                     : "fail";
}

static json_t *known(long value)
{
    return value >= 0 ? json_integer(value) : json_null();
}

static json_t *check_json(const struct grade_result *r)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s}", "kind", grade_kind_name(r->kind), "id", r->id,
                     "status", r->passed ? "pass" : "fail", "message", r->message, "visibility",
                     r->kind == GRADE_KIND_HIDDEN ? "hidden" : "visible");
}

static json_t *record_json(const struct grade_record *g)
{
    json_t *marks = json_object(), *checks = json_array();
    for (int k = 0; k < GRADE_KINDS; k++)
        if (grade_kind_max(k) > 0)
            json_object_set_new(
                marks, grade_kind_name(k),
                json_pack("{s:i, s:i}", "score", g->score[k], "max", grade_kind_max(k)));
    for (size_t i = 0; i < g->count; i++)
        json_array_append_new(checks, check_json(&g->results[i]));
    return json_pack("{s:s, s:s, s:i, s:i, s:b, s:o, s:o, s:o, s:o, s:o, s:o}", "exercise",
                     g->exercise, "status", grade_status_of(g), "score", g->total, "max",
                     GRADE_MARKS, "confined", g->confined, "allocs_per_op", known(g->allocs_per_op),
                     "bytes_per_op", known(g->bytes_per_op), "predicted", known(g->predicted),
                     "observed", known(g->observed), "marks", marks, "checks", checks);
}

bool grade_json(const struct grade_student *student, FILE *to)
{
    json_t *exercises = json_array();
    for (size_t i = 0; i < student->count; i++)
        json_array_append_new(exercises, record_json(&student->grades[i]));
    json_t *root = json_pack("{s:s, s:s, s:s, s:I, s:i, s:i, s:o}", "schema", "heapmark-grade/1",
                             "student", student->name, "compiler", student->compiler, "seed",
                             (json_int_t)student->seed, "score", grade_student_total(student),
                             "max", (int)student->count * GRADE_MARKS, "exercises", exercises);
    if (root == NULL)
        return false;
    bool written = json_dumpf(root, to, JSON_INDENT(2) | JSON_SORT_KEYS) == 0;
    written = fputc('\n', to) != EOF && written;
    json_decref(root);
    return written;
}

enum { BEFORE = 17 }; /* columns in front of the name of a check */

static void lines(const struct grade_record *g, FILE *to, size_t columns)
{
    for (size_t i = 0; i < g->count; i++) {
        const struct grade_result *r = &g->results[i];
        if (columns > 0 && strchr(r->message, '\n') == NULL) {
            char *text =
                xprintf("%s %-11s %s%s%s", r->passed ? "ok  " : "FAIL", grade_kind_name(r->kind),
                        r->id, r->message[0] != '\0' ? ": " : "", r->message);
            fprintf(to, "%.*s", BEFORE, text);
            text_wrap(to, text + BEFORE, BEFORE, BEFORE, columns);
            free(text);
            continue;
        }
        fprintf(to, "%s %-11s %s%s", r->passed ? "ok  " : "FAIL", grade_kind_name(r->kind), r->id,
                r->message[0] != '\0' ? ": " : "");
        /* What a compiler says has lines. Only ours begin in the first column. */
        for (const char *at = r->message; *at != '\0'; at++)
            if (*at != '\n')
                fputc(*at, to);
            else if (at[1] != '\0')
                fputs("\n     | ", to);
        fputc('\n', to);
    }
}

void grade_lines(const struct grade_record *g, FILE *to)
{
    lines(g, to, 0);
}

void grade_lines_within(const struct grade_record *g, FILE *to, size_t columns)
{
    lines(g, to, columns);
}

static bool fails(const struct grade_record *g, enum grade_kind kind)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->results[i].kind == kind && !g->results[i].passed)
            return true;
    return false;
}

const char *grade_budget_lost(const struct grade_record *g)
{
    if (!g->built)
        return NULL;
    if (fails(g, GRADE_KIND_INTEGRITY))
        return "A check of integrity failed, so allocations and budget earn no marks.";
    if (fails(g, GRADE_KIND_VISIBLE))
        return "A check of behaviour failed, so allocations and budget earn no marks.";
    return NULL;
}

void grade_page_part(const struct grade_record *g, FILE *to)
{
    fprintf(to, "\n## %s: %d of %d\n\n| part | marks |\n|---|---|\n", g->exercise, g->total,
            GRADE_MARKS);
    for (int k = 0; k < GRADE_KINDS; k++)
        if (grade_kind_max(k) > 0)
            fprintf(to, "| %s | %d of %d |\n", grade_kind_name(k), g->score[k], grade_kind_max(k));
    if (grade_budget_lost(g) != NULL)
        fprintf(to, "\n%s\n", grade_budget_lost(g));
    fputs("\n```text\n", to);
    grade_lines(g, to);
    fputs("```\n", to);
    if (g->built && !g->confined)
        fputs("\nbubblewrap was not available: time and memory limits were enforced, file-system "
              "and network isolation was not.\n",
              to);
}

bool grade_page(const struct grade_student *student, FILE *to)
{
    fprintf(to, "# %s: %d of %d marks\n", student->name, grade_student_total(student),
            (int)student->count * GRADE_MARKS);
    for (size_t i = 0; i < student->count; i++)
        grade_page_part(&student->grades[i], to);
    return ferror(to) == 0;
}
