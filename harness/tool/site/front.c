/* front.c -- the first page: the ladder as a chart, what was found, and the way into the rest. */
#include "site/front.h"

#include <jansson.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/json.h"
#include "text/write.h"

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

/* NAN: not measured. */
static double number(const json_t *run, const char *unit, const char *which)
{
    const json_t *value = json_object_get(json_object_get(run, unit), which);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static double largest(const json_t *rungs, const char *unit, const char *which)
{
    double most = 0;
    size_t i;
    const json_t *rung;
    json_array_foreach(rungs, i, rung) if (json_is_true(json_object_get(rung, "own")))
    {
        most = fmax(most, number(json_object_get(rung, "as_written"), unit, which));
        most = fmax(most, number(json_object_get(rung, "go"), unit, which));
    }
    return most;
}

static double percent(double value, double most)
{
    return most > 0 ? 100 * fmin(value / most, 1) : 0;
}

/* One bar, its number, and the interval as a thin line. */
static void bar(FILE *to, const char *whose, const json_t *run, const char *unit, double most)
{
    double center = number(run, unit, "center"), low = number(run, unit, "low"),
           high = number(run, unit, "high");
    fprintf(to, "<div class=\"bar %s\"><span class=\"who\">%s</span>", whose,
            strcmp(whose, "go") == 0 ? "Go" : "C");
    if (isnan(center)) {
        fputs("<span class=\"value\">not measured</span></div>", to);
        return;
    }
    fprintf(to, "<span class=\"track\"><span class=\"fill\" style=\"width:%.1f%%\"></span>",
            percent(center, most));
    if (!isnan(low) && !isnan(high) && high > low)
        fprintf(to, "<span class=\"spread\" style=\"left:%.1f%%;width:%.1f%%\"></span>",
                percent(low, most), percent(high, most) - percent(low, most));
    fprintf(to, "</span><span class=\"value\">%.4g</span></div>", center);
}

static void measure(FILE *to, const json_t *rung, const char *unit, const char *title, double most)
{
    fprintf(to, "<td data-title=\"%s\">", title);
    bar(to, "c", json_object_get(rung, "as_written"), unit, most);
    bar(to, "go", json_object_get(rung, "go"), unit, most);
    fputs("</td>", to);
}

static void chart(FILE *to, const json_t *root)
{
    const json_t *rungs = json_object_get(root, "rungs"), *rung;
    double allocs = largest(rungs, "allocs_per_op", "center"),
           bytes = largest(rungs, "bytes_per_op", "center"),
           times = largest(rungs, "ns_per_op", "high");
    size_t i;
    fputs("<table class=\"chart\"><thead><tr><th scope=\"col\">rung</th><th "
          "scope=\"col\">allocs/op</th><th scope=\"col\">B/op</th><th scope=\"col\">ns/op, with "
          "its interval</th></tr></thead><tbody>\n",
          to);
    json_array_foreach(rungs, i, rung)
    {
        if (!json_is_true(json_object_get(rung, "own")))
            continue;
        fputs("<tr><th scope=\"row\"><span class=\"rung\">", to);
        text_markup(to, text_of(rung, "rung"));
        fputs("</span><code>", to);
        text_markup(to, text_of(rung, "in_go"));
        fputs("</code></th>", to);
        measure(to, rung, "allocs_per_op", "allocs/op", allocs);
        measure(to, rung, "bytes_per_op", "B/op", bytes);
        measure(to, rung, "ns_per_op", "ns/op", times);
        fputs("</tr>\n", to);
    }
    fputs("</tbody></table>\n", to);
    const json_t *go = json_object_get(root, "go");
    fputs("<p class=\"source\">C as written, on ", to);
    text_markup(to, text_of(root, "cpu"));
    fputs("; Go ", to);
    text_markup(to, json_is_object(go) ? text_of(go, "version") : "was not measured");
    if (json_is_object(go)) {
        fputs(", ", to);
        text_markup(to, text_of(go, "source"));
    }
    fputs(".</p>\n", to);
}

static void findings(FILE *to, const json_t *root)
{
    size_t i;
    const json_t *finding;
    fputs("<ol class=\"findings\">\n", to);
    json_array_foreach(json_object_get(root, "findings"), i, finding)
    {
        fputs("<li>", to);
        text_markup(to, json_string_value(finding) != NULL ? json_string_value(finding) : "");
        fputs("</li>\n", to);
    }
    fputs("</ol>\n", to);
}

static void ways(FILE *to, const struct site_pages *pages)
{
    for (enum site_part part = SITE_LESSONS; part < SITE_PARTS; part++) {
        bool any = false;
        for (size_t i = 0; i < pages->n; i++) {
            if (pages->pages[i].part != part)
                continue;
            if (!any)
                fprintf(to, "<h2>%s</h2>\n<ul class=\"cards\">\n", site_part_title(part));
            any = true;
            fprintf(to, "<li><a href=\"%s\">", pages->pages[i].target);
            text_markup(to, pages->pages[i].title);
            fputs("</a></li>\n", to);
        }
        if (any)
            fputs("</ul>\n", to);
    }
}

/* NULL if there is none; *ok is false after one line if it is damaged. */
static json_t *load(const char *ladder, bool *ok)
{
    *ok = true;
    if (access(ladder, F_OK) != 0)
        return NULL;
    json_t *root = cli_json_load(ladder, 0);
    if (root != NULL && strcmp(text_of(root, "schema"), "heapmark.ladder/1") == 0)
        return root;
    *ok = false;
    if (root != NULL)
        cli_error("%s: expected the schema heapmark.ladder/1, found '%s'", ladder,
                  text_of(root, "schema"));
    json_decref(root);
    return NULL;
}

bool site_front_write(FILE *to, const struct site_pages *pages, const char *ladder)
{
    bool ok;
    json_t *root = load(ladder, &ok);
    fputs(
        "<div class=\"hero\"><h1>Why does <code>1</code> escape to the heap?</h1>\n<p>A Go program "
        "calls <code>c.Do(\"SET\", \"C\", 1)</code>, and the compiler says <code>1 escapes to "
        "heap</code>. Here is what that costs, in Go and in C, counted exactly, and what takes it "
        "to zero.</p></div>\n",
        to);
    if (root != NULL) {
        chart(to, root);
        findings(to, root);
        json_decref(root);
    } else
        fputs("<p class=\"missing\">The ladder was not measured: <code>make compare</code> does "
              "it.</p>\n",
              to);
    ways(to, pages);
    return ok;
}
