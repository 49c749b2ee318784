/* grade_report.c -- the record and the page of a grade. */
#include "grade/report.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

int hm__student_total(const struct hm__student *student)
{
    int total = 0;
    for (size_t i = 0; i < student->count; i++)
        total += student->grades[i].total;
    return total;
}

static const char *status_of(const struct hm__grade_of *g)
{
    return !g->handed_in           ? "missing"
           : !g->built             ? "error"
           : g->total == HM__MARKS ? "pass"
                                   : "fail";
}

static json_t *known(long value)
{
    return value >= 0 ? json_integer(value) : json_null();
}

static json_t *check_json(const struct hm__result_of_check *r)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s}", "kind", hm__kind_name(r->kind), "id", r->id,
                     "status", r->passed ? "pass" : "fail", "message", r->message, "visibility",
                     r->kind == HM__KIND_HIDDEN ? "hidden" : "visible");
}

static json_t *grade_json(const struct hm__grade_of *g)
{
    json_t *marks = json_object(), *checks = json_array();
    for (int k = 0; k < HM__KINDS; k++)
        if (hm__kind_max(k) > 0)
            json_object_set_new(
                marks, hm__kind_name(k),
                json_pack("{s:i, s:i}", "score", g->score[k], "max", hm__kind_max(k)));
    for (size_t i = 0; i < g->count; i++)
        json_array_append_new(checks, check_json(&g->results[i]));
    return json_pack("{s:s, s:s, s:i, s:i, s:b, s:o, s:o, s:o, s:o}", "exercise", g->exercise,
                     "status", status_of(g), "score", g->total, "max", HM__MARKS, "confined",
                     g->confined, "allocs_per_op", known(g->allocs_per_op), "bytes_per_op",
                     known(g->bytes_per_op), "marks", marks, "checks", checks);
}

bool hm__grade_json(const struct hm__student *student, const char *compiler, FILE *to)
{
    json_t *exercises = json_array();
    for (size_t i = 0; i < student->count; i++)
        json_array_append_new(exercises, grade_json(&student->grades[i]));
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:i, s:i, s:o}", "schema", "heapmark-grade/1", "student",
                  student->name, "compiler", compiler, "score", hm__student_total(student), "max",
                  (int)student->count * HM__MARKS, "exercises", exercises);
    if (root == NULL)
        return false;
    bool written = json_dumpf(root, to, JSON_INDENT(2) | JSON_SORT_KEYS) == 0;
    written = fputc('\n', to) != EOF && written;
    json_decref(root);
    return written;
}

void hm__grade_lines(const struct hm__grade_of *g, FILE *to)
{
    for (size_t i = 0; i < g->count; i++) {
        const struct hm__result_of_check *r = &g->results[i];
        fprintf(to, "%s %-11s %s%s%s\n", r->passed ? "ok  " : "FAIL", hm__kind_name(r->kind), r->id,
                r->message[0] != '\0' ? ": " : "", r->message);
    }
}

bool hm__grade_page(const struct hm__student *student, FILE *to)
{
    fprintf(to, "# %s: %d of %d marks\n", student->name, hm__student_total(student),
            (int)student->count * HM__MARKS);
    for (size_t i = 0; i < student->count; i++) {
        const struct hm__grade_of *g = &student->grades[i];
        fprintf(to, "\n## %s: %d of %d\n\n| part | marks |\n|---|---|\n", g->exercise, g->total,
                HM__MARKS);
        for (int k = 0; k < HM__KINDS; k++)
            if (hm__kind_max(k) > 0)
                fprintf(to, "| %s | %d of %d |\n", hm__kind_name(k), g->score[k], hm__kind_max(k));
        fputs("\n```text\n", to);
        hm__grade_lines(g, to);
        fputs("```\n", to);
        if (g->built && !g->confined)
            fputs("\nbubblewrap did not work here: limits held, walls did not.\n", to);
    }
    return ferror(to) == 0;
}
