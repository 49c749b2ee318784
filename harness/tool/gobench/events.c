/* events.c -- the events of `go test -json`, read as the text that they carry; contract in
 * reader.h. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/xalloc.h"
#include "gobench/reader.h"

static size_t package_at(struct gobench_reader *r, const char *name)
{
    size_t at = 0;
    while (at < r->n_packages && r->packages[at].name != name)
        at++;
    return at;
}

/* From now on lines are of this package, under the config that it had. */
static void enter(struct gobench_reader *r, const char *name)
{
    struct gobench_set *set = r->set;
    /* A build is of "p [p.test]", which is the package p. */
    const char *of = strstr(name, " [");
    name = text_strpool_put(&set->pool, name, of != NULL ? (size_t)(of - name) : strlen(name));
    size_t at = package_at(r, name);
    if (at == r->package && at < r->n_packages)
        return;
    if (r->package != SIZE_MAX)
        r->packages[r->package].config = set->n_configs - 1;
    bool is_new = at == r->n_packages;
    if (is_new)
        *XPUSH(r->packages, r->n_packages, r->packages_cap) =
            (struct gobench_package){ .name = name };
    gobench_reader_config(r, is_new ? &(struct gobench_config){ 0 }
                                    : &set->configs[r->packages[at].config]);
    r->run = &r->packages[at].run;
    r->package = at;
}

/* Part of what the package printed: whole lines are read, the rest waits. */
static void read_output(struct gobench_reader *r, const char *output, size_t len)
{
    struct gobench_package *p = &r->packages[r->package];
    p->line = xrealloc(p->line, p->line_len + len + 1, 1);
    memcpy(p->line + p->line_len, output, len);
    p->line_len += len;
    char *start = p->line, *end, *stop = p->line + p->line_len;
    for (; (end = memchr(start, '\n', (size_t)(stop - start))) != NULL; start = end + 1)
        gobench_reader_text(r, (struct gobench_span){ start, (size_t)(end - start) });
    p->line_len = (size_t)(stop - start);
    memmove(p->line, start, p->line_len);
}

/* The package, or its build, has ended. */
static void read_end(struct gobench_reader *r, const char *action)
{
    static const char *const ends[] = { "pass", "skip", "fail", "build-fail" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (strcmp(action, ends[i]) == 0)
            r->packages[r->package].running = false;
    if (strcmp(action, "fail") == 0 || strcmp(action, "build-fail") == 0)
        gobench_reader_ended(r, (struct gobench_span){ action, strlen(action) });
}

static void take(struct gobench_reader *r, const json_t *event, const char *action)
{
    const json_t *output = json_object_get(event, "Output");
    const char *package = json_string_value(json_object_get(event, "Package"));
    if (package == NULL)
        package = json_string_value(json_object_get(event, "ImportPath"));
    enter(r, package != NULL ? package : "");
    if (strcmp(action, "start") == 0 || strcmp(action, "output") == 0)
        r->packages[r->package].running = true;
    if (json_is_string(output))
        read_output(r, json_string_value(output), json_string_length(output));
    else if (json_object_get(event, "Test") == NULL)
        read_end(r, action);
}

bool gobench_event(struct gobench_reader *r, struct gobench_span text)
{
    static const char *const beginnings[] = { "{\"Time\":", "{\"Action\":", "{\"ImportPath\":" };
    if (text.len == 0 || text.s[0] != '{')
        return false;
    xjson();
    json_t *event = json_loadb(text.s, text.len, JSON_ALLOW_NUL, NULL);
    const char *action = json_string_value(json_object_get(event, "Action"));
    bool is_event = action != NULL;
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0] && !is_event; i++)
        is_event = text.len >= strlen(beginnings[i]) &&
                   memcmp(text.s, beginnings[i], strlen(beginnings[i])) == 0;
    if (is_event && action == NULL) {
        r->cut = true;
        gobench_reader_problem(
            r, r->line, false,
            "expected an event of `go test -json`, found one that is cut or broken");
    } else if (is_event) {
        take(r, event, action);
    }
    json_decref(event);
    return is_event;
}

/* The program that wrote the events was killed, or its output was cut between two of them. */
static void say_incomplete(struct gobench_reader *r, const struct gobench_package *package)
{
    char shown[81], *message;
    snprintf(shown, sizeof shown, "%s", package->name);
    hm_base_make_plain(shown);
    message = xprintf("no event (pass, fail or skip) ends package '%s': the run was cut short, so "
                      "results are missing",
                      shown);
    gobench_reader_problem(r, r->line, false, message);
    r->run->ended = true;
    free(message);
}

void gobench_events_end(struct gobench_reader *r)
{
    for (size_t i = 0; i < r->n_packages; i++) {
        size_t results = r->set->n_results;
        struct gobench_package *p = &r->packages[i];
        enter(r, p->name);
        if (p->line_len > 0)
            gobench_reader_text(r, (struct gobench_span){ p->line, p->line_len });
        if (r->set->n_results > results)
            gobench_reader_problem(r, r->line, true, gobench_reader_no_end);
        if (p->running && !r->run->ended && !r->cut)
            say_incomplete(r, p);
        gobench_await_end(r);
        free(p->line);
    }
    free(r->packages);
}
