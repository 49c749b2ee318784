/* summary.c -- the page of a class: numbers over all students, and no name. */
#include "class/reports.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "exercise/exercise.h"

enum { BINS = 11, BAR = 40, MISSED = 15, PREDICTED = 6 };

static void histogram(const struct class *c, struct class_page *page)
{
    size_t bins[BINS] = { 0 }, most = 1, known = 0;
    int max = (int)c->exercise_count * GRADE_MARKS;
    for (size_t i = 0; i < c->count; i++)
        if (max > 0 && class_student_marked(c, &c->students[i])) {
            size_t *bin = &bins[class_student_total(c, &c->students[i]) * (BINS - 1) / max];
            most = ++*bin > most ? *bin : most;
            known++;
        }
    char *text = xprintf("%s", "");
    for (int b = BINS - 1; b >= 0; b--) {
        size_t bar = (bins[b] * BAR + most - 1) / most;
        if (b == BINS - 1)
            xappend(&text, "    all marks %4zu ", bins[b]);
        else
            xappend(&text, "%3d %% to %3d %% %3zu ", b * 10, b * 10 + 9, bins[b]);
        for (size_t k = 0; k < bar; k++)
            xappend(&text, "#");
        xappend(&text, "\n");
    }
    class_page_heading(page, "How many students have which part of the marks");
    class_page_text(page, "%zu of %zu students are marked completely. All marks are %d.", known,
                    c->count, max);
    class_page_lines(page, text);
    free(text);
}

static int by_number(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void exercises(const struct class *c, struct class_page *page)
{
    static const char *const names[] = { "exercise", "handed in",  "full marks", "median",
                                         "mean",     "not marked", NULL };
    int *marks = xzalloc((c->count + 1) * sizeof *marks);
    class_page_heading(page, "Exercises");
    class_page_table(page, names);
    for (size_t e = 0; e < c->exercise_count; e++) {
        size_t handed_in = 0, full = 0, n = 0;
        int sum = 0;
        for (size_t i = 0; i < c->count; i++) {
            const struct class_answer *a = &c->students[i].answers[e];
            int final = class_final(a);
            handed_in += a->marked && a->grade.handed_in;
            full += final >= GRADE_MARKS;
            if (final >= 0)
                sum += marks[n++] = final;
        }
        qsort(marks, n, sizeof *marks, by_number);
        class_page_cell(page, "%s", c->exercises[e].name);
        class_page_cell(page, "%zu", handed_in);
        class_page_cell(page, "%zu", full);
        if (n > 0) {
            int twice = marks[(n - 1) / 2] + marks[n / 2];
            class_page_cell(page, "%d%s", twice / 2, twice % 2 != 0 ? ".5" : "");
            class_page_cell(page, "%.1f", (double)sum / (double)n);
        } else {
            class_page_cell(page, "-");
            class_page_cell(page, "-");
        }
        class_page_cell(page, "%zu", c->count - n);
    }
    class_page_table_end(page);
    free(marks);
}

struct missed {
    size_t exercise, students;
    const struct grade_result *result; /* the first one */
};

static int by_students(const void *a, const void *b)
{
    const struct missed *x = a, *y = b;
    if (x->students != y->students)
        return x->students > y->students ? -1 : 1;
    if (x->exercise != y->exercise)
        return x->exercise < y->exercise ? -1 : 1;
    return strcmp(x->result->id, y->result->id);
}

static void count_missed(struct missed **list, size_t *n, size_t *capacity, size_t exercise,
                         const struct grade_result *r)
{
    for (size_t i = 0; i < *n; i++)
        if ((*list)[i].exercise == exercise && (*list)[i].result->kind == r->kind &&
            strcmp((*list)[i].result->id, r->id) == 0) {
            (*list)[i].students++;
            return;
        }
    *XPUSH(*list, *n, *capacity) = (struct missed){ exercise, 1, r };
}

static void most_missed(const struct class *c, struct class_page *page)
{
    static const char *const names[] = { "students", "exercise", "kind", "check", NULL };
    struct missed *list = NULL;
    size_t n = 0, capacity = 0;
    for (size_t e = 0; e < c->exercise_count; e++)
        for (size_t i = 0; i < c->count; i++) {
            const struct class_answer *a = &c->students[i].answers[e];
            for (size_t k = 0; a->marked && k < a->grade.count; k++)
                if (!a->grade.results[k].passed && a->grade.handed_in)
                    count_missed(&list, &n, &capacity, e, &a->grade.results[k]);
        }
    if (n > 0)
        qsort(list, n, sizeof *list, by_students);
    class_page_heading(page, "What was missed most");
    if (n == 0)
        class_page_text(page, "All checks of all answers passed.");
    else
        class_page_table(page, names);
    for (size_t i = 0; i < n && i < MISSED; i++) {
        class_page_cell(page, "%zu", list[i].students);
        class_page_cell(page, "%s", c->exercises[list[i].exercise].name);
        class_page_cell(page, "%s", grade_kind_name(list[i].result->kind));
        class_page_cell(page, "%s", list[i].result->id);
    }
    if (n > 0)
        class_page_table_end(page);
    free(list);
}

/* "3 (12 students), 1 (4)": the predictions that were made most often. */
static char *predicted(const struct class *c, size_t e, size_t *made)
{
    struct {
        long value;
        size_t students;
    } list[PREDICTED + 1], *best;
    size_t n = 0, others = 0;
    *made = 0;
    for (size_t i = 0; i < c->count; i++) {
        const struct class_answer *a = &c->students[i].answers[e];
        size_t k = 0;
        if (!a->marked || a->grade.predicted < 0)
            continue;
        ++*made;
        while (k < n && list[k].value != a->grade.predicted)
            k++;
        if (k < n)
            list[k].students++;
        else if (n < PREDICTED)
            list[n].value = a->grade.predicted, list[n++].students = 1;
        else
            others++;
    }
    char *text = xprintf("%s", "");
    for (size_t left = n; left > 0; left--) {
        best = &list[0];
        for (size_t k = 1; k < n; k++)
            if (list[k].students > best->students ||
                (list[k].students == best->students && list[k].value < best->value))
                best = &list[k];
        xappend(&text, "%s%ld (%zu)", left < n ? ", " : "", best->value, best->students);
        best->students = 0;
    }
    if (others > 0)
        xappend(&text, ", others (%zu)", others);
    return text;
}

static void predictions(const struct class *c, struct class_page *page)
{
    static const char *const names[] = { "exercise", "allocs/op of start.c", "predicted (students)",
                                         "observed rightly", NULL };
    class_page_heading(page, "Predictions beside what is measured");
    class_page_text(page,
                    "The question of an exercise may be about more than one op of start.c: its "
                    "README has it.");
    class_page_table(page, names);
    for (size_t e = 0; e < c->exercise_count; e++) {
        size_t made, right = 0, measured = 0;
        char *text = predicted(c, e, &made);
        for (size_t i = 0; i < c->count; i++) {
            const struct class_answer *a = &c->students[i].answers[e];
            bool both = a->marked && a->grade.observed >= 0 && a->grade.allocs_per_op >= 0;
            measured += both;
            right += both && a->grade.observed == a->grade.allocs_per_op;
        }
        class_page_cell(page, "%s", c->exercises[e].name);
        if (c->start_allocs[e] >= 0)
            class_page_cell(page, "%ld", c->start_allocs[e]);
        else
            class_page_cell(page, "not measured");
        class_page_cell(page, "%s", made > 0 ? text : "none");
        class_page_cell(page, "%zu of %zu", right, measured);
        free(text);
    }
    class_page_table_end(page);
}

void class_summary(const struct class *c, struct class_page *page)
{
    class_page_begin(page, "The class");
    histogram(c, page);
    exercises(c, page);
    most_missed(c, page);
    predictions(c, page);
    class_page_end(page);
}
