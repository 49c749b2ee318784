/* progress.c -- read a line, replace a line. */
#include "exercise/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE = 256, LINES = 512 };

static bool is_about(const char *line, const char *word, const char *name, const char **value)
{
    size_t w = strlen(word), n = strlen(name);
    if (strncmp(line, word, w) != 0 || line[w] != ' ' || strncmp(line + w + 1, name, n) != 0 ||
        line[w + 1 + n] != ' ')
        return false;
    *value = line + w + n + 2;
    return true;
}

/* Two copies of a file that were put together have a fact twice. The state that is further counts,
 * and more hints do; of any other fact the last line. */
static bool is_worse(const char *word, const char *value, const char *than)
{
    static const char *const states[] = { "new", "tried", "passed" };
    int rank[2] = { -1, -1 };
    if (strcmp(word, "hints") == 0)
        return strtol(value, NULL, 10) < strtol(than, NULL, 10);
    for (int i = 0; strcmp(word, "exercise") == 0 && i < 3; i++) {
        rank[0] = strncmp(value, states[i], strlen(states[i])) == 0 ? i : rank[0];
        rank[1] = strcmp(than, states[i]) == 0 ? i : rank[1];
    }
    return rank[0] < rank[1];
}

/* NULL: there is none yet, or, with a line on stderr and *failed, it cannot be read. */
static FILE *open_old(const char *path, bool *failed)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    FILE *file = NULL;
    if (fd >= 0 && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode))
        errno = EINVAL; /* a pipe or a device may have no end */
    else if (fd >= 0)
        file = fdopen(fd, "r");
    *failed = file == NULL && errno != ENOENT && errno != ENOTDIR;
    if (*failed)
        fprintf(stderr, "heapmark exercise: %s: %s\n", path,
                errno == EINVAL ? "it is not a plain file" : strerror(errno));
    if (fd >= 0 && file == NULL)
        close(fd);
    return file;
}

bool exercise_progress_get(const char *path, const char *word, const char *name, char *value,
                           size_t size)
{
    bool failed;
    value[0] = '\0';
    FILE *file = open_old(path, &failed);
    if (file == NULL)
        return !failed;
    char line[LINE];
    const char *found;
    while (fgets(line, sizeof line, file) != NULL)
        if (is_about(line, word, name, &found) && !is_worse(word, found, value))
            snprintf(value, size, "%.*s", (int)strcspn(found, "\n"), found);
    fclose(file);
    return true;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* False: they cannot be read, and must not be written over. */
static bool read_others(const char *path, const char *word, const char *name, char (*lines)[LINE],
                        size_t *lines_read)
{
    bool failed;
    FILE *file = open_old(path, &failed);
    *lines_read = 0;
    if (file == NULL)
        return !failed;
    size_t count = 0;
    const char *value;
    while (count < LINES - 1 && fgets(lines[count], LINE, file) != NULL)
        if (!is_about(lines[count], word, name, &value))
            count++;
    fclose(file);
    *lines_read = count;
    return true;
}

static bool replace(const char *path, char (*lines)[LINE], size_t count)
{
    char next[PATH_MAX];
    snprintf(next, sizeof next, "%.4000s.new", path);
    FILE *file = fopen(next, "w");
    bool written = file != NULL;
    for (size_t i = 0; written && i < count; i++)
        written = fputs(lines[i], file) >= 0;
    if (file != NULL)
        written = fclose(file) == 0 && written;
    if (!written || rename(next, path) != 0) {
        fprintf(stderr, "heapmark exercise: %s: %s\n", path, strerror(errno));
        remove(next);
        return false;
    }
    return true;
}

bool exercise_progress_set(const char *path, const char *word, const char *name, const char *value)
{
    char(*lines)[LINE] = calloc(LINES, LINE);
    if (lines == NULL) {
        fprintf(stderr, "heapmark exercise: %s: %s\n", path, strerror(ENOMEM));
        return false;
    }
    size_t count;
    bool set = read_others(path, word, name, lines, &count);
    if (set) {
        snprintf(lines[count++], LINE, "%.60s %.60s %.100s\n", word, name, value);
        qsort(lines, count, LINE, by_text);
        set = replace(path, lines, count);
    }
    free(lines);
    return set;
}
