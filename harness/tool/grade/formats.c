/* formats.c -- Gradescope, PrairieLearn, Exercism and GitHub Classroom: JSON, a table each. */
#include "grade/formats.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "text/json.h"

enum { EXERCISM_MESSAGE = 65535 };

char *grade_check_line(const struct grade_result *r)
{
    return xprintf("%s%s%s", r->id, r->message[0] != '\0' ? ": " : "", r->message);
}

char *grade_kind_lines(const struct grade_record *g, enum grade_kind kind, bool *failed)
{
    char *text = xprintf("%s", "");
    bool any = false;
    for (size_t i = 0; i < g->count; i++) {
        if (g->results[i].kind != kind)
            continue;
        char *line = grade_check_line(&g->results[i]);
        xappend(&text, "%s%s %s", text[0] != '\0' ? "\n" : "",
                g->results[i].passed ? "ok  " : "FAIL", line);
        any = any || !g->results[i].passed;
        free(line);
    }
    if (failed != NULL)
        *failed = any;
    return text;
}

static void put_text(json_t *object, const char *key, char *owned)
{
    text_json_put(object, key, text_json_string(owned));
    free(owned);
}

static bool finish(json_t *root, FILE *to)
{
    return text_json_write(to, root, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_REAL_PRECISION(9));
}

static int marks_of(const struct grade_student *s)
{
    return (int)s->count * GRADE_MARKS;
}

/* A kind without marks and without a check says nothing. */
static bool is_shown(const struct grade_record *g, enum grade_kind kind)
{
    bool shown = grade_kind_max(kind) > 0;
    for (size_t i = 0; i < g->count; i++)
        shown = shown || g->results[i].kind == kind;
    return shown;
}

/* One test for each kind of marks; the gate, which has none, is a test without a score. */
static json_t *gradescope_test(const struct grade_record *g, enum grade_kind kind)
{
    json_t *test = json_object();
    bool failed;
    put_text(test, "output", grade_kind_lines(g, kind, &failed));
    put_text(test, "name", xprintf("%s: %s", g->exercise, grade_kind_name(kind)));
    text_json_put(test, "output_format", text_json_string("text"));
    text_json_put(test, "status", text_json_string(failed ? "failed" : "passed"));
    text_json_put(test, "visibility",
                  text_json_string(kind == GRADE_KIND_HIDDEN ? "hidden" : "visible"));
    if (grade_kind_max(kind) > 0) {
        text_json_put(test, "score", json_integer(g->score[kind]));
        text_json_put(test, "max_score", json_integer(grade_kind_max(kind)));
    }
    return test;
}

static bool gradescope(const struct grade_student *s, FILE *to)
{
    text_json_begin();
    json_t *root = json_object(), *tests = json_array();
    for (size_t i = 0; i < s->count; i++)
        for (int k = 0; k < GRADE_KINDS; k++)
            if (is_shown(&s->grades[i], k))
                text_json_add(tests, gradescope_test(&s->grades[i], k));
    text_json_put(root, "tests", tests);
    text_json_put(root, "score", json_integer(grade_student_total(s)));
    text_json_put(root, "visibility", text_json_string("visible"));
    text_json_put(root, "stdout_visibility", text_json_string("hidden"));
    put_text(root, "output", xprintf("%d of %d marks", grade_student_total(s), marks_of(s)));
    return finish(root, to);
}

/* Where one test has no points, PrairieLearn shows none at all; 0 of 0 is shown as information. */
static json_t *prairielearn_test(const struct grade_record *g, enum grade_kind kind)
{
    json_t *test = json_object();
    put_text(test, "name", xprintf("%s: %s", g->exercise, grade_kind_name(kind)));
    put_text(test, "output", grade_kind_lines(g, kind, NULL));
    text_json_put(test, "points", json_integer(g->score[kind]));
    text_json_put(test, "max_points", json_integer(grade_kind_max(kind)));
    return test;
}

/* An answer that does not compile costs no attempt. */
static bool prairielearn(const struct grade_student *s, FILE *to)
{
    text_json_begin();
    json_t *root = json_object(), *tests = json_array(), *errors = json_array();
    bool gradable = false;
    for (size_t i = 0; i < s->count; i++) {
        const struct grade_record *g = &s->grades[i];
        gradable = gradable || g->built;
        for (int k = 0; k < GRADE_KINDS; k++)
            if (is_shown(g, k))
                text_json_add(tests, prairielearn_test(g, k));
        for (size_t n = 0; !g->built && n < g->count; n++) {
            char *line = grade_check_line(&g->results[n]);
            text_json_add(errors, text_json_string(line));
            free(line);
        }
    }
    text_json_put(root, "score",
                  text_json_real(s->count > 0 ? (double)grade_student_total(s) / marks_of(s) : 0));
    text_json_put(root, "gradable", json_boolean(gradable));
    text_json_put(root, "format_errors", errors);
    text_json_put(root, "tests", tests);
    put_text(root, "message", xprintf("%d of %d marks", grade_student_total(s), marks_of(s)));
    return finish(root, to);
}

static bool all_pass(const struct grade_student *s)
{
    bool all = true;
    for (size_t i = 0; i < s->count; i++)
        for (size_t n = 0; n < s->grades[i].count; n++)
            all = all && s->grades[i].results[n].passed;
    return all;
}

static json_t *exercism_test(const struct grade_record *g, const struct grade_result *r)
{
    json_t *test = json_object();
    put_text(test, "name", xprintf("%s: %s: %s", g->exercise, grade_kind_name(r->kind), r->id));
    text_json_put(test, "status", text_json_string(r->passed ? "pass" : "fail"));
    if (!r->passed)
        put_text(test, "message", xprintf("%s", r->message[0] != '\0' ? r->message : r->id));
    return test;
}

static bool exercism(const struct grade_student *s, FILE *to)
{
    text_json_begin();
    json_t *root = json_object(), *tests = json_array();
    char *message = NULL;
    bool any_built = false;
    for (size_t i = 0; i < s->count; i++) {
        const struct grade_record *g = &s->grades[i];
        any_built = any_built || g->built;
        for (size_t n = 0; n < g->count; n++) {
            text_json_add(tests, exercism_test(g, &g->results[n]));
            if (!g->built && !g->results[n].passed)
                xappend(&message, "%s%s: %s", message != NULL ? "\n" : "", g->results[n].id,
                        g->results[n].message);
        }
    }
    text_json_put(root, "version", json_integer(2));
    text_json_put(root, "status",
                  text_json_string(!any_built    ? "error"
                                   : all_pass(s) ? "pass"
                                                 : "fail"));
    if (message != NULL && strlen(message) > EXERCISM_MESSAGE)
        message[EXERCISM_MESSAGE] = '\0';
    text_json_put(root, "message", any_built ? json_null() : text_json_string(message));
    text_json_put(root, "tests", any_built ? tests : json_array());
    if (!any_built)
        json_decref(tests);
    free(message);
    return finish(root, to);
}

/* One of its readers counts tests that passed, the other adds scores: so each mark is a test. */
static bool classroom(const struct grade_student *s, FILE *to)
{
    text_json_begin();
    json_t *root = json_object(), *tests = json_array();
    for (size_t i = 0; i < s->count; i++)
        for (int k = 0; k < GRADE_KINDS; k++)
            for (int mark = 0; mark < grade_kind_max(k); mark++) {
                const struct grade_record *g = &s->grades[i];
                bool earned = mark < g->score[k];
                json_t *test = json_object();
                put_text(test, "name",
                         xprintf("%s: %s, mark %d of %d", g->exercise, grade_kind_name(k), mark + 1,
                                 grade_kind_max(k)));
                text_json_put(test, "status", text_json_string(earned ? "pass" : "fail"));
                text_json_put(test, "score", json_integer(earned));
                put_text(test, "message", grade_kind_lines(g, k, NULL));
                text_json_put(test, "test_code", text_json_string(grade_kind_name(k)));
                text_json_put(test, "filename", text_json_string(""));
                text_json_put(test, "line_no", json_integer(0));
                text_json_put(test, "execution_time", text_json_string("0s"));
                text_json_add(tests, test);
            }
    bool full = grade_student_total(s) == marks_of(s);
    text_json_put(root, "version", json_integer(1));
    text_json_put(root, "status", text_json_string(full ? "pass" : "fail"));
    text_json_put(root, "max_score", json_integer(marks_of(s)));
    text_json_put(root, "tests", tests);
    return finish(root, to);
}

const struct grade_format *grade_format_of(const char *name)
{
    static const struct grade_format formats[] = {
        { "classroom", "classroom.json", classroom },
        { "classroom50", "result.json", grade_classroom50 },
        { "exercism", "exercism.json", exercism },
        { "gradescope", "gradescope.json", gradescope },
        { "junit", "junit.xml", grade_junit },
        { "prairielearn", "prairielearn.json", prairielearn },
    };
    char *all = xprintf("%s", "");
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            free(all);
            return &formats[i];
        }
        xappend(&all, "%s%s", i > 0 ? ", " : "", formats[i].name);
    }
    cli_error("--format=%s: one of %s was expected", name, all);
    free(all);
    return NULL;
}
