/* gcc.c -- reads what gcc wrote: -fstack-usage, and its warnings about addresses that leave a
 * frame. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "explain/explain.h"
#include "cli/error.h"
#include "cli/xalloc.h"

static const char *keep(struct explain *e, const char *text, size_t length)
{
    return text_strpool_put(&e->m.pool, text, length);
}

/* `place` begins with FILE:LINE. */
static void add(struct explain *e, int kind, const char *function, const char *place,
                const char *said)
{
    struct explain_sites *s = &e->gcc[kind];
    size_t file = strcspn(place, ":");
    s->at = xrealloc(s->at, s->n + 1, sizeof *s->at);
    s->at[s->n++] = (struct explain_site){
        .function = keep(e, function, strlen(function)),
        .text = keep(e, said, strlen(said)),
        .file = keep(e, place, file),
        .line = place[file] == ':' ? (unsigned)strtoul(place + file + 1, NULL, 10) : 0,
        .blocks = -1
    };
}

/* FILE:LINE:COLUMN:FUNCTION, bytes, and static, dynamic or dynamic,bounded, with tabs between.
 * False if the line is not of that form. */
static bool stack(struct explain *e, char *text)
{
    char *kind, *save, *place = strtok_r(text, "\t\n", &save);
    char *bytes = place != NULL ? strtok_r(NULL, "\t\n", &save) : NULL;
    if (bytes == NULL || (kind = strtok_r(NULL, "\t\n", &save)) == NULL)
        return false;
    char *name = strrchr(place, ':');
    if (name == NULL || name == strchr(place, ':'))
        return false;
    char *said = xprintf("takes %s bytes of stack, %s", bytes, kind);
    add(e, 0, name + 1, place, said);
    free(said);
    return true;
}

static bool stacks(struct explain *e, FILE *in, const char *path)
{
    char *text = NULL;
    size_t cap = 0, line = 0;
    bool ok = true;
    while (ok && getline(&text, &cap, in) > 0) {
        ok = stack(e, text);
        line++;
    }
    if (!ok)
        cli_error("%s:%zu: expected FILE:LINE:COLUMN:FUNCTION, bytes and a kind", path, line);
    free(text);
    return ok;
}

/* Does the line end in the name of one of the two that are about addresses of a frame? */
static bool about_frames(const char *text)
{
    return strstr(text, "[-Wreturn-local-addr") != NULL ||
           strstr(text, "[-Wdangling-pointer") != NULL;
}

/* FILE: In function 'NAME': and, below it, FILE:LINE:COLUMN: warning: TEXT [-WHICH]. All other
 * lines are other warnings, notes and pictures. */
static bool warnings(struct explain *e, FILE *in, const char *path)
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
            add(e, EXPLAIN_GCC_WARNINGS - EXPLAIN_GCC, function, text, at + strlen(warning));
        } else if (strstr(text, ": error: ") != NULL) {
            cli_error("%s:%zu: expected warnings only, found an error", path, line);
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
        cli_error("%s: cannot be opened: %s", path, strerror(errno));
        return false;
    }
    e->gcc[kind].n = 0;
    bool ok = (kind == 0 ? stacks : warnings)(e, in, path);
    if (!ok)
        e->gcc[kind].n = 0;
    fclose(in);
    return ok;
}
