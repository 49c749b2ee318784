/* read.c -- grade.json, member by member; a file that lacks one is none of ours. */
#include "grade/read.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/xalloc.h"

static long number_or_none(const json_t *value)
{
    return json_is_integer(value) ? (long)json_integer_value(value) : -1;
}

static bool read_check(const json_t *check, struct grade_record *g)
{
    const char *kind, *id, *status, *message;
    if (json_unpack((json_t *)check, "{s:s, s:s, s:s, s:s}", "kind", &kind, "id", &id, "status",
                    &status, "message", &message) != 0)
        return false;
    struct grade_result *r = XPUSH(g->results, g->count, g->capacity);
    *r = (struct grade_result){ .kind = GRADE_KINDS,
                                .passed = strcmp(status, "pass") == 0,
                                .message = xprintf("%s", message) };
    snprintf(r->id, sizeof r->id, "%s", id);
    for (int k = 0; k < GRADE_KINDS; k++)
        if (strcmp(grade_kind_name(k), kind) == 0)
            r->kind = k;
    return r->kind != GRADE_KINDS;
}

static bool read_marks(const json_t *marks, struct grade_record *g)
{
    bool all = true;
    for (int k = 0; k < GRADE_KINDS; k++) {
        const json_t *score = json_object_get(json_object_get(marks, grade_kind_name(k)), "score");
        g->score[k] = (int)json_integer_value(score);
        all = all && (json_is_integer(score) || grade_kind_max(k) == 0);
    }
    return all;
}

static bool read_exercise(const json_t *e, const char *compiler, struct grade_record *g)
{
    const char *name, *status;
    json_t *marks, *checks;
    int confined;
    if (json_unpack((json_t *)e, "{s:s, s:s, s:i, s:b, s:o, s:o}", "exercise", &name, "status",
                    &status, "score", &g->total, "confined", &confined, "marks", &marks, "checks",
                    &checks) != 0)
        return false;
    snprintf(g->exercise, sizeof g->exercise, "%s", name);
    snprintf(g->compiler, sizeof g->compiler, "%s", compiler);
    g->handed_in = strcmp(status, "missing") != 0;
    g->built = g->handed_in && strcmp(status, "error") != 0;
    g->confined = confined;
    g->allocs_per_op = number_or_none(json_object_get(e, "allocs_per_op"));
    g->bytes_per_op = number_or_none(json_object_get(e, "bytes_per_op"));
    g->predicted = number_or_none(json_object_get(e, "predicted"));
    g->observed = number_or_none(json_object_get(e, "observed"));
    bool good = read_marks(marks, g) && json_array_size(checks) > 0;
    for (size_t i = 0; good && i < json_array_size(checks); i++)
        good = read_check(json_array_get(checks, i), g);
    return good;
}

bool grade_read(const char *path, struct grade_record *grade)
{
    memset(grade, 0, sizeof *grade);
    json_t *root = json_load_file(path, 0, NULL);
    const char *schema = json_string_value(json_object_get(root, "schema"));
    const char *compiler = json_string_value(json_object_get(root, "compiler"));
    const json_t *first = json_array_get(json_object_get(root, "exercises"), 0);
    bool good = schema != NULL && compiler != NULL && strcmp(schema, "heapmark-grade/1") == 0 &&
                first != NULL && read_exercise(first, compiler, grade);
    if (!good)
        grade_record_done(grade);
    json_decref(root);
    return good;
}
