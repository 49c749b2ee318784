/* exercise.c -- read exercise.txt, find exercises by number or name. */
#include "exercise/exercise.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/error.h"

static bool bad(const char *path, int line, const char *expected)
{
    fprintf(stderr, "%s:%d: %s\n", path, line, expected);
    return false;
}

static bool read_number(const char *value, long *into)
{
    char *end;
    errno = 0;
    *into = strtol(value, &end, 10);
    return errno == 0 && end != value && *end == '\0' && *into >= 0;
}

static long *budget_of(struct exercise_budget *b, const char *key)
{
    const struct {
        const char *key;
        long *value;
    } keys[] = {
        { "allocs", &b->allocs },  { "allocs-half", &b->allocs_half },
        { "bytes", &b->bytes },    { "start-allocs", &b->start_allocs },
        { "live", &b->live },      { "stack", &b->stack },
        { "static", &b->statics },
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(keys[i].key, key) == 0)
            return keys[i].value;
    return NULL;
}

static bool add_hint(struct exercise *e, const char *value)
{
    for (int i = 0; i < EXERCISE_HINTS; i++)
        if (e->hints[i] == NULL) {
            e->hints[i] = value;
            return true;
        }
    return false;
}

static bool take(struct exercise *e, const char *path, int line, char *key, char *value)
{
    long *number = budget_of(&e->budget, key);
    if (number != NULL)
        return read_number(value, number) ||
               bad(path, line, "a number of 0 or more was expected after the colon");
    if (strcmp(key, "title") == 0)
        e->title = value;
    else if (strcmp(key, "op") == 0)
        e->op = value;
    else if (strcmp(key, "calls") == 0)
        e->calls = value;
    else if (strcmp(key, "defines") == 0)
        e->defines = value;
    else if (strcmp(key, "hint") == 0)
        return add_hint(e, value) || bad(path, line, "three hints were expected, this is one more");
    else
        return bad(path, line, "a key was expected: title, op, defines, calls, hint or a budget");
    return true;
}

static bool parse(struct exercise *e, const char *path)
{
    int number = 0;
    for (char *line = e->text, *next; line != NULL && *line != '\0'; line = next) {
        number++;
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        if (line[0] == '\0' || line[0] == '#')
            continue;
        char *colon = strchr(line, ':');
        if (colon == NULL)
            return bad(path, number, "'key: value' was expected");
        *colon = '\0';
        char *value = colon + 1;
        while (isspace((unsigned char)*value))
            value++;
        if (!take(e, path, number, line, value))
            return false;
    }
    if (e->title == NULL || e->op == NULL || e->defines == NULL)
        return bad(path, number, "a title, an op and what the answer defines were expected");
    if (e->hints[EXERCISE_HINTS - 1] == NULL)
        return bad(path, number, "three hints were expected");
    if (e->calls == NULL)
        e->calls = "";
    if (e->budget.allocs_half < e->budget.allocs)
        e->budget.allocs_half = e->budget.allocs;
    return true;
}

bool exercise_load(struct exercise *e, const char *folder)
{
    memset(e, 0, sizeof *e);
    if (realpath(folder, e->folder) == NULL) {
        fprintf(stderr, "%s: %s: %s\n", cli_speaker(), folder, strerror(errno));
        return false;
    }
    const char *slash = strrchr(folder, '/');
    snprintf(e->name, sizeof e->name, "%.63s", slash != NULL ? slash + 1 : folder);

    char path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/exercise.txt", folder);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fprintf(stderr, "%s: %s: %s\n", cli_speaker(), path, strerror(errno));
        return false;
    }
    size_t n = fread(e->text, 1, sizeof e->text - 1, file);
    bool whole = feof(file) && !ferror(file);
    fclose(file);
    e->text[n] = '\0';
    return whole ? parse(e, path) : bad(path, 1, "a file of less than 4 KiB was expected");
}

static bool matches(const char *name, const char *key)
{
    const char *plain = strchr(name, '_');
    char *end;
    long number = strtol(key, &end, 10);
    if (end != key && *end == '\0')
        return strtol(name, NULL, 10) == number;
    return strcmp(name, key) == 0 || (plain != NULL && strcmp(plain + 1, key) == 0);
}

static int is_exercise(const struct dirent *e)
{
    return isdigit((unsigned char)e->d_name[0]) && isdigit((unsigned char)e->d_name[1]) &&
           e->d_name[2] == '_';
}

/* Folders NN_name with an exercise.txt, by name. -1 if there is none, which was said. Not glob():
 * glibc's frees twice when memory is short. */
static int list(const char *root, struct dirent ***found)
{
    char path[PATH_MAX];
    int n = scandir(root, found, is_exercise, alphasort), kept = 0;
    bool short_of_memory = n < 0 && errno == ENOMEM;
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s/exercise.txt", root, (*found)[i]->d_name);
        if (access(path, F_OK) == 0)
            (*found)[kept++] = (*found)[i];
        else
            free((*found)[i]);
    }
    if (kept > 0)
        return kept;
    if (n >= 0)
        free(*found);
    fprintf(stderr, "%s: %s: %s\n", cli_speaker(), root,
            short_of_memory ? strerror(ENOMEM)
                            : "no exercise (a folder NN_name with exercise.txt) is here");
    return -1;
}

static void done(struct dirent **found, int n)
{
    for (int i = 0; i < n; i++)
        free(found[i]);
    free(found);
}

int exercise_each(const char *root, bool (*fn)(const char *folder, void *arg), void *arg)
{
    struct dirent **found;
    char folder[PATH_MAX];
    int count = list(root, &found);
    bool all = true;
    for (int i = 0; i < count && all; i++) {
        snprintf(folder, sizeof folder, "%s/%s", root, found[i]->d_name);
        all = fn(folder, arg);
    }
    if (count > 0)
        done(found, count);
    return all ? count : -1;
}

bool exercise_find(const char *root, const char *key, char folder[PATH_MAX])
{
    struct dirent **found;
    int count = list(root, &found);
    if (count < 0)
        return false;
    bool hit = false;
    for (int i = 0; i < count && !hit; i++) {
        hit = matches(found[i]->d_name, key);
        if (hit)
            snprintf(folder, PATH_MAX, "%s/%s", root, found[i]->d_name);
    }
    if (!hit) {
        fprintf(stderr, "%s: no exercise '%s'; there are:", cli_speaker(), key);
        for (int i = 0; i < count; i++)
            fprintf(stderr, " %s", found[i]->d_name);
        fputc('\n', stderr);
    }
    done(found, count);
    return hit;
}
