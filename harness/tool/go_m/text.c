/* text.c -- reads the text that `go build -gcflags=-m` writes, from a file or a pipe. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "go_m/go_m.h"
#include "cli/xalloc.h"

struct input {
    const char *path;
    size_t line;
    bool windows;  /* a line ended with CR LF; said once */
    bool placed;   /* some line pointed to a place */
    bool open_end; /* the last line has no end */
};

/* `go: go1.26.8 linux/amd64` as a record begins with; other lines without a place are not ours. */
static void other(struct go_m_set *set, const char *text, const struct input *in)
{
    if (strncmp(text, "go: go1.", 8) == 0)
        go_m_version(set, text + 4, in->path, in->line);
}

static void line(struct go_m_set *set, char *text, size_t len, struct input *in)
{
    in->open_end = len == 0 || text[len - 1] != '\n';
    if (!in->open_end)
        text[--len] = '\0';
    if (len > 0 && text[len - 1] == '\r') {
        text[--len] = '\0';
        if (!in->windows)
            go_m_problem(set, in->path, in->line,
                         "Windows line ends (CR LF); expected LF; read without the CR");
        in->windows = true;
    }
    struct go_m_place place;
    const char *message;
    if (memchr(text, '\0', len) != NULL) {
        go_m_problem(set, in->path, in->line, "a zero byte; expected text in UTF-8");
    } else if (go_m_split(text, &place, &message)) {
        in->placed = true;
        struct go_m_line said = go_m_classify(message);
        go_m_message(set, &place, &said, message, in->path, in->line);
    } else {
        other(set, text, in);
    }
}

void go_m_read(struct go_m_set *set, FILE *in, const char *path)
{
    struct input input = { .path = path };
    char *text = NULL;
    size_t cap = 0;
    go_m_input_begin(set);
    for (ssize_t len; (len = getline(&text, &cap, in)) > 0;) {
        input.line++;
        line(set, text, (size_t)len, &input);
    }
    if (ferror(in))
        go_m_problem(set, path, input.line, "cannot be read: %s", strerror(errno));
    else if (input.line == 0)
        go_m_problem(set, path, 0, "empty; expected the output of go build -gcflags=-m=2");
    else if (!input.placed)
        go_m_problem(
            set, path, input.line,
            "no line begins with FILE.go:LINE: as the output of go build -gcflags=-m does");
    else if (input.open_end && set->n_findings > 0)
        go_m_problem(set, path, input.line, "the last line has no end: the output may be cut off");
    else if (set->open_explanation > 0)
        go_m_problem(set, path, input.line,
                     "the explanation that begins in line %zu is the last thing said; expected the "
                     "plain line after it: the output is cut off",
                     set->open_explanation);
    set->open_explanation = 0;
    go_m_input_end(set, path);
    free(text);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* DIR/PACKAGE/FILE.json; the directories in between are as deep as the package names are. */
static size_t directory(struct go_m_set *set, const char *path, int depth)
{
    struct dirent **entries;
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
        }
        free(below);
        free(entries[i]);
    }
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
