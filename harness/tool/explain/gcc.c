/* gcc.c -- reads what gcc wrote: -fstack-usage, and its warnings about addresses that leave a
 * frame. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "explain/explain.h"
#include "cli/xalloc.h"

static json_t *site(const char *function, const char *file, size_t file_len, long line,
                    const char *said)
{
    json_t *one = json_object();
    json_object_set_new(one, "function", json_string(function));
    json_object_set_new(one, "line", json_integer(line));
    json_object_set_new(one, "file", json_stringn(file, file_len));
    json_object_set_new(one, "message", json_string(said));
    return one;
}

/* FILE:LINE:COLUMN:FUNCTION, bytes, and static, dynamic or dynamic,bounded, with tabs between. NULL
 * if the line is not of that form. */
static json_t *stack(char *text)
{
    char *kind, *save, *place = strtok_r(text, "\t\n", &save);
    char *bytes = place != NULL ? strtok_r(NULL, "\t\n", &save) : NULL;
    if (bytes == NULL || (kind = strtok_r(NULL, "\t\n", &save)) == NULL)
        return NULL;
    char *name = strrchr(place, ':'), *file_end = strchr(place, ':');
    if (name == NULL || file_end == name)
        return NULL;
    char *said = xprintf("takes %s bytes of stack, %s", bytes, kind);
    json_t *one =
        site(name + 1, place, (size_t)(file_end - place), strtol(file_end + 1, NULL, 10), said);
    free(said);
    return one;
}

static bool stacks(json_t *into, FILE *in, const char *path)
{
    char *text = NULL;
    size_t cap = 0, line = 0, bad = 0;
    while (getline(&text, &cap, in) > 0 && bad == 0) {
        json_t *one = stack(text);
        line++;
        if (one != NULL)
            json_array_append_new(into, one);
        else
            bad = line;
    }
    if (bad > 0)
        fprintf(stderr,
                "heapmark explain: %s:%zu: expected FILE:LINE:COLUMN:FUNCTION, bytes and a kind\n",
                path, bad);
    free(text);
    return bad == 0;
}

/* Does the line end in the name of one of the two that are about addresses of a frame? */
static bool about_frames(const char *text)
{
    return strstr(text, "[-Wreturn-local-addr") != NULL ||
           strstr(text, "[-Wdangling-pointer") != NULL;
}

/* FILE: In function 'NAME': and, below it, FILE:LINE:COLUMN: warning: TEXT [-WHICH]. All other
 * lines are other warnings, notes and pictures. */
static bool warnings(json_t *into, FILE *in, const char *path)
{
    static const char within[] = ": In function '", warning[] = ": warning: ";
    char *text = NULL, *function = xprintf("%s", "");
    size_t cap = 0, line = 0;
    bool ok = true;
    while (ok && getline(&text, &cap, in) > 0) {
        char *at = strstr(text, within), *end;
        line++;
        text[strcspn(text, "\n")] = '\0';
        if (at != NULL && (end = strchr(at + strlen(within), '\'')) != NULL) {
            free(function);
            *end = '\0';
            function = xprintf("%s", at + strlen(within));
        } else if ((at = strstr(text, warning)) != NULL && about_frames(at)) {
            size_t file = strcspn(text, ":");
            json_array_append_new(into,
                                  site(function, text, file, strtol(text + file + 1, NULL, 10),
                                       at + strlen(warning)));
        } else if (strstr(text, ": error: ") != NULL) {
            fprintf(stderr, "heapmark explain: %s:%zu: expected warnings only, found an error\n",
                    path, line);
            ok = false;
        }
    }
    free(text);
    free(function);
    return ok;
}

bool explain_gcc(struct explain *e, int kind, const char *path)
{
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        fprintf(stderr, "heapmark explain: %s: cannot be opened: %s\n", path, strerror(errno));
        return false;
    }
    json_decref(e->gcc[kind]);
    e->gcc[kind] = json_array();
    bool ok = (kind == 0 ? stacks : warnings)(e->gcc[kind], in, path);
    if (!ok) {
        json_decref(e->gcc[kind]);
        e->gcc[kind] = NULL;
    }
    fclose(in);
    return ok;
}
