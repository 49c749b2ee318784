/* newer.c -- which sources have changed since the file was built in which they are named. */
#include "symbols/newer.h"

#include <search.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct source {
    const char *name, *binary; /* borrowed; binary: the last one that named it */
    const char *older;         /* a binary that is older than the source; NULL: none */
    bool shown;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->name, ((const struct source *)b)->name);
}

static bool is_newer(const char *source, const char *binary)
{
    struct stat s, b;
    if (stat(source, &s) != 0 || stat(binary, &b) != 0)
        return false;
    return s.st_mtim.tv_sec != b.st_mtim.tv_sec ? s.st_mtim.tv_sec > b.st_mtim.tv_sec
                                                : s.st_mtim.tv_nsec > b.st_mtim.tv_nsec;
}

/* Headers of the system change with every update, and programs are built from what did not. */
static bool of_system(const char *name)
{
    return strncmp(name, "/usr/include/", 13) == 0 || strncmp(name, "/usr/lib/", 9) == 0;
}

void symbols_newer_learn(struct symbols_newer *n, const char *name, const char *binary)
{
    struct source key = { .name = name };
    if (name == NULL || of_system(name))
        return;
    struct source **found = tfind(&key, &n->sources, by_name);
    struct source *source = found != NULL ? *found : NULL;
    if (source != NULL && source->binary == binary)
        return;
    if (source == NULL) {
        source = malloc(sizeof *source);
        if (source == NULL)
            return;
        *source = key;
        if (tsearch(source, &n->sources, by_name) == NULL) {
            free(source);
            return;
        }
    }
    source->binary = binary;
    if (source->older == NULL && is_newer(name, binary))
        source->older = binary;
}

void symbols_newer_show(struct symbols_newer *n, const char *name)
{
    const struct source key = { .name = name };
    struct source **found = name != NULL ? tfind(&key, &n->sources, by_name) : NULL;
    if (found == NULL || (*found)->older == NULL || (*found)->shown)
        return;
    (*found)->shown = true;
    if (n->count++ == 0) {
        n->first = (*found)->name;
        n->binary = (*found)->older;
    }
}

void symbols_newer_say(const struct symbols_newer *n, FILE *to, const char *who)
{
    if (n->count == 0)
        return;
    fprintf(to, "%s: %s is newer than %s, so lines of it may be wrong", who, n->first, n->binary);
    if (n->count > 1)
        fprintf(to, " (and so for %zu more source%s)", n->count - 1, n->count == 2 ? "" : "s");
    fputc('\n', to);
}

void symbols_newer_done(struct symbols_newer *n)
{
    tdestroy(n->sources, free);
    *n = (struct symbols_newer){ 0 };
}
