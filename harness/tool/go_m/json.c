/* json.c -- reads a file that `go build -gcflags=-json=0,DIR` wrote: a header, then one
 * diagnostic of the language server protocol a line. Lines and columns count from 1 there. */
#include <errno.h>
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "go_m/go_m.h"
#include "cli/xalloc.h"

static const char *text_of(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s != NULL ? s : "";
}

static unsigned count_of(const json_t *object, const char *key)
{
    json_int_t n = json_integer_value(json_object_get(object, key));
    return n > 0 && n < 1000000000 ? (unsigned)n : 0;
}

/* The place of a diagnostic in `file`, or of a related location in the file it names. */
static struct go_m_place place_of(const json_t *range, const char *file)
{
    const json_t *start = json_object_get(range, "start");
    return (struct go_m_place){ { file, strlen(file) },
                                count_of(start, "line"),
                                count_of(start, "character") };
}

/* "escflow:    flow: ..." and "escflow:      from X (reason)": a step. The JSON form has its place
 * beside it, the text form within it. */
static void related(struct go_m_set *set, const json_t *step, const char *path, size_t line)
{
    const char *message = text_of(step, "message");
    const json_t *location = json_object_get(step, "location");
    const char *uri = text_of(location, "uri");
    if (strncmp(message, "escflow:", 8) != 0)
        return;
    message += 8 + strspn(message + 8, " ");
    const char *file = strncmp(uri, "file://", 7) == 0 ? uri + 7 : uri;
    struct go_m_line said = go_m_classify(message);
    said.has_place = said.kind == GO_M_FROM;
    said.place = place_of(json_object_get(location, "range"), file);
    go_m_message(set, &said.place, &said, message, path, line);
}

/* The codes and what the text form says for them. An "escape" without a message repeats an
 * "escapes"; with one it is a finding that has no explanation. */
static void diagnostic(struct go_m_set *set, const json_t *d, const char *file, const char *path,
                       size_t line)
{
    const char *code = text_of(d, "code"), *message = text_of(d, "message");
    struct go_m_place at = place_of(json_object_get(d, "range"), file);
    bool leak = strcmp(code, "leak") == 0;
    size_t i;
    json_t *step;
    if (!leak && strcmp(code, "escape") != 0 && strcmp(code, "escapes") != 0) {
        set->ignored++;
        return;
    }
    if (message[0] == '\0')
        return;
    if (at.line == 0) {
        go_m_problem(set, path, line, "a finding without a line number");
        return;
    }
    struct go_m_line said = go_m_classify(message);
    go_m_message(set, &at, &said, message, path, line);
    json_array_foreach(json_object_get(d, "relatedInformation"), i, step)
        related(set, step, path, line);
}

static void header(struct go_m_set *set, const json_t *h, const char *path)
{
    const char *version = text_of(h, "gc_version");
    go_m_package(set, text_of(h, "package"));
    json_int_t format = json_integer_value(json_object_get(h, "version"));
    if (format != 0)
        go_m_problem(set, path, 1, "format version %lld; only version 0 is known",
                     (long long)format);
    if (set->version != NULL && strcmp(set->version, version) == 0)
        return;
    if (!go_m_version(set, version, path, 1))
        go_m_problem(set, path, 1, "expected gc_version to be a version of Go, found '%.40s'",
                     version);
}

void go_m_read_json(struct go_m_set *set, FILE *in, const char *path)
{
    char *text = NULL, *file = NULL;
    size_t cap = 0, line = 0;
    go_m_input_begin(set);
    set->json_source = NULL;
    for (ssize_t len; (len = getline(&text, &cap, in)) > 0;) {
        json_error_t wrong;
        json_t *object = json_loadb(text, (size_t)len, 0, &wrong);
        line++;
        if (!json_is_object(object)) {
            go_m_problem(set, path, line, "expected one JSON object: %.80s",
                         object == NULL ? wrong.text : "found another value");
        } else if (line == 1) {
            file = xprintf("%s", text_of(object, "file"));
            set->json_source = text_strpool_put(&set->pool, file, strlen(file));
            header(set, object, path);
        } else {
            diagnostic(set, object, file != NULL ? file : "", path, line);
        }
        json_decref(object);
    }
    if (ferror(in) || !feof(in)) /* without memory for a line neither is true */
        go_m_problem(set, path, line, "cannot be read: %s", strerror(errno));
    else if (line == 0)
        go_m_problem(set, path, 0, "empty; expected a header line");
    go_m_input_end(set, path);
    free(text);
    free(file);
}
