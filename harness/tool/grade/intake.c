/* intake.c -- a walk over a student's folder, of bounded depth and length. */
#include "grade/intake.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "grade/build.h"

enum { DEPTH = 4, ENTRIES = 10000, NAMED = 8 };

void grade_clean_name(char *text)
{
    for (size_t n; *text != '\0'; text += n > 0 ? n : 1) {
        n = grade_printable(text);
        if (n == 0)
            *text = '?';
    }
}

struct search {
    const char *name, *ending, *exact; /* the path that needs no search */
    int entries, found;
    char paths[NAMED][PATH_MAX]; /* the first ones found */
};

/* A system that hides endings, or wants text, makes NAME.c.txt of NAME.c. */
static bool ends_in(const char *file, const char *ending)
{
    size_t n = strlen(file), end = strlen(ending);
    bool disguised = n > 6 && strcasecmp(file + n - 6, ".c.txt") == 0;
    if (disguised)
        return strcmp(ending, ".c") == 0;
    return n > end && strcasecmp(file + n - end, ending) == 0;
}

static bool is_like(const struct search *s, const char *file)
{
    return ends_in(file, s->ending) && strcasestr(file, s->name) != NULL;
}

static void look(struct search *s, const char *folder, int depth)
{
    struct dirent **entries;
    int n = depth < DEPTH ? scandir(folder, &entries, NULL, alphasort) : -1;
    for (int i = 0; i < n; i++) {
        char path[PATH_MAX];
        const char *file = entries[i]->d_name;
        struct stat st;
        bool short_enough = snprintf(path, sizeof path, "%s/%s", folder, file) < (int)sizeof path;
        if (file[0] != '.' && s->entries++ < ENTRIES && short_enough && lstat(path, &st) == 0 &&
            strcmp(path, s->exact) != 0) {
            if (S_ISDIR(st.st_mode))
                look(s, path, depth + 1);
            else if (is_like(s, file) && s->found++ < NAMED)
                memcpy(s->paths[s->found - 1], path, sizeof path);
        }
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
}

void grade_intake(const char *folder, const char *name, const char *ending, char path[PATH_MAX])
{
    struct stat st;
    snprintf(path, PATH_MAX, "%s/%s%s", folder, name, ending);
    struct search *s = xzalloc(sizeof *s);
    *s = (struct search){ .name = name, .ending = ending, .exact = path };
    look(s, folder, 0);
    bool exact = lstat(path, &st) == 0, taken = !exact && s->found == 1;
    if (taken)
        snprintf(path, PATH_MAX, "%s", s->paths[0]);
    for (int i = 0; i < s->found && i < NAMED; i++) {
        grade_clean_name(s->paths[i]);
        if (taken)
            cli_error("%s is taken for %s%s", s->paths[i], name, ending);
        else
            cli_error("%s is not marked: %s", s->paths[i],
                      exact ? "the file with the right name is there, too"
                            : "more than one file could be meant");
    }
    if (s->found > NAMED)
        cli_error("%d more files with %s in their names are not marked", s->found - NAMED, name);
    free(s);
}
