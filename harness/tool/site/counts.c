/* counts.c -- the counts of a lesson, C beside Go, from Go benchmark text. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/xalloc.h"
#include "gobench/file.h"
#include "site/lesson.h"
#include "text/write.h"

/* NULL: not measured. Of several runs the first: counts do not vary. */
static const struct gobench_value *value_of(const struct gobench_set *set, const char *name,
                                            const char *unit)
{
    for (size_t i = 0; i < set->n_results; i++) {
        const struct gobench_result *result = &set->results[i];
        if (strcmp(result->name, name) != 0)
            continue;
        for (size_t k = 0; k < result->n_values; k++) {
            const struct gobench_value *value = &set->values[result->first_value + k];
            if (strcmp(value->unit, unit) == 0)
                return value;
        }
    }
    return NULL;
}

static void cell(FILE *to, const struct gobench_set *set, const char *name, const char *unit)
{
    const struct gobench_value *value = value_of(set, name, unit);
    if (value != NULL)
        fprintf(to, "<td class=\"r\">%.0f</td>", value->value);
    else
        fputs("<td class=\"r\">not measured</td>", to);
}

static bool seen(const struct gobench_set *set, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(set->results[k].name, set->results[i].name) == 0)
            return true;
    return false;
}

/* Without the "-2" at the end that counts threads: C and Go may differ in it. */
static bool read_set(struct gobench_set *set, const char *folder, const char *file)
{
    char *path = xprintf("%s/%s", folder, file);
    bool there = access(path, F_OK) == 0, ok = !there || gobench_open(set, path, file);
    free(path);
    for (size_t i = 0; i < set->n_results; i++) {
        size_t length, value_length;
        const char *value;
        size_t at =
            gobench_name_part(set->results[i].name, "/gomaxprocs", &length, &value, &value_length);
        if (at != SIZE_MAX)
            set->results[i].name = text_strpool_put(&set->pool, set->results[i].name, at);
    }
    for (size_t i = 0; i < set->n_problems; i++)
        gobench_problem_say("site", &set->problems[i]);
    return ok;
}

void site_lesson_counts(struct site_lesson *lesson, FILE *to)
{
    struct gobench_set c = { 0 }, go = { 0 };
    bool ok = read_set(&c, lesson->data, "run.bench");
    ok = read_set(&go, lesson->data, "go.bench") && ok;
    lesson->damaged = lesson->damaged || !ok;
    if (c.n_results > 0)
        fputs(
            "<div class=\"scroll\" tabindex=\"0\"><table class=\"counts\"><caption>Counted for "
            "this page</caption><thead><tr><th scope=\"col\">case</th><th scope=\"col\" "
            "class=\"r\">C allocs/op</th><th scope=\"col\" class=\"r\">B/op</th><th scope=\"col\" "
            "class=\"r\">Go allocs/op</th><th scope=\"col\" class=\"r\">B/op</th></tr></thead>"
            "<tbody>\n",
            to);
    for (size_t i = 0; i < c.n_results; i++) {
        const char *name = c.results[i].name;
        if (seen(&c, i))
            continue;
        fputs("<tr><th scope=\"row\">", to);
        text_markup(to, name);
        fputs("</th>", to);
        cell(to, &c, name, "allocs/op");
        cell(to, &c, name, "B/op");
        cell(to, &go, name, "allocs/op");
        cell(to, &go, name, "B/op");
        fputs("</tr>\n", to);
    }
    if (c.n_results > 0)
        fputs("</tbody></table></div>\n", to);
    gobench_set_done(&c);
    gobench_set_done(&go);
}
