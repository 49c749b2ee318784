/* student_page.c -- the page that a student reads: the marks first, then each exercise. */
#include "class/reports.h"

#include <stdlib.h>

#include "cli/xalloc.h"
#include "exercise/exercise.h"
#include "grade/report.h"

static void marks(const struct class *c, const struct class_student *s, struct class_page *page)
{
    static const char *const names[] = { "exercise", "marks", "changed by your teacher", NULL };
    class_page_table(page, names);
    for (size_t e = 0; e < c->exercise_count; e++) {
        const struct class_answer *a = &s->answers[e];
        int final = class_final(a);
        class_page_cell(page, "%s", c->exercises[e].name);
        if (final >= 0)
            class_page_cell(page, "%d of %d", final, GRADE_MARKS);
        else
            class_page_cell(page, "not marked yet");
        if (a->given >= 0)
            class_page_cell(page, "your teacher marked it%s%s", a->why != NULL ? ": " : "",
                            a->why != NULL ? a->why : "");
        else if (a->late_cost > 0)
            class_page_cell(page, "late: %d marks less%s%s", a->late_cost,
                            a->why != NULL ? ": " : "", a->why != NULL ? a->why : "");
        else
            class_page_cell(page, "%s", a->why != NULL ? a->why : "");
    }
    class_page_table_end(page);
}

static void exercise(const struct class_answer *a, const char *name, struct class_page *page)
{
    static const char *const names[] = { "part", "marks", NULL };
    if (!a->marked) {
        class_page_heading(page, "%s: not marked yet", name);
        class_page_text(page, "The grader could not work: %s. You lose no marks by this.",
                        a->not_marked);
        return;
    }
    const struct grade_record *g = &a->grade;
    class_page_heading(page, "%s: %d of %d", name, g->total, GRADE_MARKS);
    class_page_table(page, names);
    for (int k = 0; k < GRADE_KINDS; k++)
        if (grade_kind_max(k) > 0) {
            class_page_cell(page, "%s", grade_kind_name(k));
            class_page_cell(page, "%d of %d", g->score[k], grade_kind_max(k));
        }
    class_page_table_end(page);
    if (grade_budget_lost(g) != NULL)
        class_page_text(page, "%s", grade_budget_lost(g));
    struct cli_text lines;
    FILE *stream = xtext_open(&lines);
    grade_lines(g, stream);
    fputc('\0', stream);
    fclose(stream);
    class_page_lines(page, lines.bytes);
    free(lines.bytes);
    if (g->built && !g->confined)
        class_page_text(page, "bubblewrap was not available: time and memory limits were enforced, "
                              "file-system and network isolation was not.");
}

void class_student_page(const struct class *c, const struct class_student *s,
                        struct class_page *page)
{
    char *title = xprintf("%s: %d of %d marks", s->name, class_student_total(c, s),
                          (int)c->exercise_count * GRADE_MARKS);
    class_page_begin(page, title);
    free(title);
    if (s->late > 0)
        class_page_text(page, "Handed in %ld %s late.", s->late, s->late == 1 ? "day" : "days");
    marks(c, s, page);
    for (size_t e = 0; e < c->exercise_count; e++)
        exercise(&s->answers[e], c->exercises[e].name, page);
    class_page_end(page);
}
