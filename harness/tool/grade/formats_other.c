/* formats_other.c -- JUnit XML, and the result of Classroom 50, whose environment says what it is
 * about. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "grade/formats.h"
#include "text/json.h"
#include "text/write.h"

static void attribute(FILE *to, const char *name, const char *value)
{
    fprintf(to, " %s=\"", name);
    text_markup(to, value);
    fputc('"', to);
}

static void number(FILE *to, const char *name, size_t value)
{
    fprintf(to, " %s=\"%zu\"", name, value);
}

/* What a compiler says has lines, which stay. */
static void lines(FILE *to, const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        char *line = xstrndup(text, n);
        text_markup(to, line);
        free(line);
        if (text[n] == '\n')
            fputc('\n', to);
        text += n + (text[n] == '\n');
    }
}

static void junit_case(FILE *to, const struct grade_record *g, const struct grade_result *r)
{
    fputs("    <testcase", to);
    attribute(to, "classname", g->exercise);
    char *name = xprintf("%s: %s", grade_kind_name(r->kind), r->id);
    attribute(to, "name", name);
    free(name);
    if (r->passed) {
        fputs("/>\n", to);
        return;
    }
    const char *what = g->built ? "failure" : "error";
    char *first = xstrndup(r->message, strcspn(r->message, "\n"));
    fprintf(to, ">\n      <%s", what);
    attribute(to, "type", grade_kind_name(r->kind));
    attribute(to, "message", first);
    fputc('>', to);
    lines(to, r->message);
    fprintf(to, "</%s>\n    </testcase>\n", what);
    free(first);
}

bool grade_junit(const struct grade_student *s, FILE *to)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", to);
    attribute(to, "name", s->name);
    fputs(">\n", to);
    for (size_t i = 0; i < s->count; i++) {
        const struct grade_record *g = &s->grades[i];
        size_t failed = 0;
        for (size_t n = 0; n < g->count; n++)
            failed += !g->results[n].passed;
        fputs("  <testsuite", to);
        attribute(to, "name", g->exercise);
        number(to, "tests", g->count);
        number(to, "failures", g->built ? failed : 0);
        number(to, "errors", g->built ? 0 : failed);
        fputs(">\n    <properties>\n      <property name=\"marks\"", to);
        number(to, "value", (size_t)g->total);
        fputs("/>\n      <property name=\"max\"", to);
        number(to, "value", GRADE_MARKS);
        fputs("/>\n    </properties>\n", to);
        for (size_t n = 0; n < g->count; n++)
            junit_case(to, g, &g->results[n]);
        fputs("  </testsuite>\n", to);
    }
    fputs("</testsuites>\n", to);
    return ferror(to) == 0;
}

static void append_lines(char **output, const struct grade_record *g, enum grade_kind kind)
{
    char *lines_of = grade_kind_lines(g, kind, NULL);
    xappend(output, "%s%s", lines_of[0] != '\0' ? "\n" : "", lines_of);
    free(lines_of);
}

/* One test for each kind of marks. The gate and style have none of their own: their lines are those
 * of the kinds that they take marks from. */
static json_t *classroom50_test(const struct grade_record *g, enum grade_kind kind)
{
    json_t *test = json_object();
    char *name = xprintf("%s: %s", g->exercise, grade_kind_name(kind));
    char *output = grade_kind_lines(g, kind, NULL);
    if (kind == GRADE_KIND_ALLOCS || kind == GRADE_KIND_BUDGET)
        append_lines(&output, g, GRADE_KIND_INTEGRITY);
    if (kind == GRADE_KIND_BUILD)
        append_lines(&output, g, GRADE_KIND_STYLE);
    text_json_put(test, "test-name", text_json_string(name));
    text_json_put(test, "passed", json_boolean(g->score[kind] == grade_kind_max(kind)));
    text_json_put(test, "score", json_integer(g->score[kind]));
    text_json_put(test, "max-score", json_integer(grade_kind_max(kind)));
    text_json_put(test, "output", text_json_string(output));
    free(name);
    free(output);
    return test;
}

/* Now, or at SOURCE_DATE_EPOCH; the runner writes the time of the commit in its place. */
static json_t *date_and_time(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t when = epoch != NULL ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm utc;
    char text[64];
    if (gmtime_r(&when, &utc) == NULL ||
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        return NULL;
    return text_json_string(text);
}

bool grade_classroom50(const struct grade_student *s, FILE *to)
{
    static const char *const known[][2] = {
        { "classroom", "CLASSROOM" },
        { "assignment", "ASSIGNMENT" },
        { "owner", "OWNER" },
        { "commit", "COMMIT_URL" },
        { "release", "RELEASE_URL" },
        { "review", "REVIEW_URL" },
        { "submission", "SUBMISSION_TAG" },
    };
    text_json_begin();
    json_t *root = json_object(), *tests = json_array();
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const char *value = getenv(known[i][1]);
        if (value == NULL || value[0] == '\0') {
            cli_error("--format=classroom50: %s is not in the environment; Classroom 50 sets it",
                      known[i][1]);
            json_decref(root);
            json_decref(tests);
            errno = 0;
            return false;
        }
        text_json_put(root, known[i][0], text_json_string(value));
    }
    const char *mode = getenv("MODE");
    for (size_t i = 0; i < s->count; i++)
        for (int k = 0; k < GRADE_KINDS; k++)
            if (grade_kind_max(k) > 0)
                text_json_add(tests, classroom50_test(&s->grades[i], k));
    text_json_put(root, "schema", text_json_string("classroom50/result/v1"));
    text_json_put(root, "assignment_type", text_json_string(mode != NULL ? mode : "individual"));
    text_json_put(root, "datetime", date_and_time());
    text_json_put(root, "score", json_integer(grade_student_total(s)));
    text_json_put(root, "max-score", json_integer((json_int_t)s->count * GRADE_MARKS));
    text_json_put(root, "tests", tests);
    return text_json_write(to, root, JSON_INDENT(2) | JSON_SORT_KEYS);
}
