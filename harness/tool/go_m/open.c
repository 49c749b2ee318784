/* open.c -- finds out what a path given by the user holds: text, a JSON file, or a folder of JSON
 * files that `go build -gcflags=-json=0,DIR` wrote. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "go_m/go_m.h"
#include "cli/xalloc.h"

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The sources that the files of one folder are about; strings in the pool. */
struct sources {
    const char **at;
    size_t n, cap;
};

static size_t folder_len(const char *source)
{
    const char *slash = strrchr(source, '/');
    return slash != NULL ? (size_t)(slash - source) : 0;
}

static bool one_folder(const char *a, const char *b)
{
    return folder_len(a) == folder_len(b) && strncmp(a, b, folder_len(a)) == 0;
}

/* One whose folder most of them share: a source of the package. */
static const char *of_the_package(const struct sources *s)
{
    const char *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < s->n; i++) {
        size_t same = 0;
        for (size_t k = 0; k < s->n; k++)
            same += one_folder(s->at[i], s->at[k]);
        if (same > most) {
            most = same;
            best = s->at[i];
        }
    }
    return best;
}

/* Go names these files after the base name of the source. An inlined function of another package
 * whose source has the same base name takes the place of the package's own. */
static void say_overwritten(struct go_m_set *set, const char *path, const struct sources *s)
{
    const char *own = of_the_package(s);
    for (size_t i = 0; i < s->n; i++) {
        if (one_folder(s->at[i], own))
            continue;
        char *lost = xprintf("%.*s%s", (int)folder_len(own), own, s->at[i] + folder_len(s->at[i]));
        if (access(lost, F_OK) == 0)
            go_m_problem(set, path, 0,
                         "what Go said of %s is lost: its file of the same name about %s took the "
                         "place; the text of -gcflags=-m=2 has both",
                         lost, s->at[i]);
        free(lost);
    }
}

/* DIR/PACKAGE/FILE.json; the directories in between are as deep as the package names are. */
static size_t directory(struct go_m_set *set, const char *path, int depth)
{
    struct dirent **entries;
    struct sources sources = { 0 };
    size_t files = 0;
    int n = scandir(path, &entries, visible, by_name);
    if (n < 0) {
        go_m_problem(set, path, 0, "cannot be read: %s", strerror(errno));
        return 1;
    }
    for (int i = 0; i < n; i++) {
        char *below = xprintf("%s/%s", path, entries[i]->d_name);
        size_t len = strlen(below);
        struct stat st;
        if (stat(below, &st) == 0 && S_ISDIR(st.st_mode) && depth < 16) {
            files += directory(set, below, depth + 1);
        } else if (len > 5 && strcmp(below + len - 5, ".json") == 0) {
            go_m_open(set, below);
            files++;
            if (set->json_source != NULL)
                *XPUSH(sources.at, sources.n, sources.cap) = set->json_source;
        }
        free(below);
        free(entries[i]);
    }
    say_overwritten(set, path, &sources);
    free(sources.at);
    free(entries);
    return files;
}

void go_m_open(struct go_m_set *set, const char *path)
{
    struct stat st;
    size_t len = strlen(path);
    if (strcmp(path, "-") == 0) {
        go_m_read(set, stdin, "<stdin>");
        return;
    }
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        if (directory(set, path, 0) == 0)
            go_m_problem(set, path, 0,
                         "holds no .json file; expected what -gcflags=-json=0,DIR "
                         "writes");
        return;
    }
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        go_m_problem(set, path, 0, "cannot be opened: %s", strerror(errno));
        return;
    }
    if (len > 5 && strcmp(path + len - 5, ".json") == 0)
        go_m_read_json(set, in, path);
    else
        go_m_read(set, in, path);
    fclose(in);
}
