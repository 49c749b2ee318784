/* text.c -- reads the text that `go build -gcflags=-m` writes, from a file or a pipe. */
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "go_m/go_m.h"
#include "cli/xalloc.h"

struct input {
    const char *path;
    size_t line;
    bool windows;  /* a line ended with CR LF; said once */
    bool placed;   /* some line pointed to a place */
    bool stopped;  /* before its end */
    bool open_end; /* the last line has no end */
};

/* `go: go1.26.8 linux/amd64` as a record begins with; other lines without a place are not ours. */
static void other(struct go_m_set *set, const char *text, const struct input *in)
{
    if (strncmp(text, "go: go1.", 8) == 0)
        go_m_version(set, text + 4, in->path, in->line);
    else if (strncmp(text, "# ", 2) == 0)
        go_m_package(set, text + 2);
    else
        go_m_capture(set, text);
}

/* Without the mark that some editors begin a file with, and without colours: ESC [ ... LETTER. */
static size_t bare(char *text, size_t len, bool first)
{
    size_t kept = 0, i = first && len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (i == 0 && memchr(text, '\x1b', len) == NULL)
        return len;
    while (i < len) {
        if (text[i] == '\x1b' && i + 1 < len && text[i + 1] == '[') {
            for (i += 2; i < len && !isalpha((unsigned char)text[i]); i++)
                ;
            i += i < len;
        } else {
            text[kept++] = text[i++];
        }
    }
    text[kept] = '\0';
    return kept;
}

/* Is a raw string open at the end of the message? Up to Go 1.21 the compiler writes one as the
 * source has it, with its line ends. */
static bool raw_is_open(const char *message)
{
    char quote = '\0';
    if (strchr(message, '`') == NULL)
        return false;
    for (const char *p = message; *p != '\0'; p++) {
        if (quote != '\0' && quote != '`' && *p == '\\' && p[1] != '\0')
            p++;
        else if (quote != '\0')
            quote = *p == quote ? '\0' : quote;
        else if (*p == '`' || *p == '"' || *p == '\'')
            quote = *p;
    }
    return quote == '`';
}

/* Adds the lines behind a raw string that is open in *text, each behind \n as an interpreted string
 * has it. Stops at a line that begins a message of its own. Returns that line, or NULL. */
static char *rest_of_raw(FILE *from, struct input *in, char **text, size_t *len, size_t *cap)
{
    struct go_m_place place;
    const char *message;
    char *next = NULL;
    size_t next_cap = 0;
    for (ssize_t n; raw_is_open(*text) && (n = getline(&next, &next_cap, from)) > 0;) {
        size_t bytes = bare(next, (size_t)n, false);
        if (go_m_split(next, &place, &message) && !raw_is_open(message))
            return next;
        in->line++;
        (*len) -= (*len) > 0 && (*text)[*len - 1] == '\n';
        *text = xrealloc(*text, *cap = *len + bytes + 3, 1);
        memcpy(*text + *len, "\\n", 2);
        memcpy(*text + *len + 2, next, bytes + 1);
        *len += bytes + 2;
    }
    free(next);
    return NULL;
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

/* Two bytes a character, which is what some shells of Windows write into files. */
static bool is_utf16(const char *text, size_t len)
{
    return len >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0 ||
                        text[0] == '\0' || text[1] == '\0');
}

static void lines(struct go_m_set *set, FILE *from, struct input *in)
{
    char *text = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&text, &cap, from)) > 0;) {
        in->line++;
        if (in->line == 1 && is_utf16(text, (size_t)n)) {
            go_m_problem(set, in->path, 1, "UTF-16; expected text in UTF-8");
            in->placed = in->stopped = true;
            break;
        }
        size_t len = bare(text, (size_t)n, in->line == 1);
        char *next = rest_of_raw(from, in, &text, &len, &cap);
        line(set, text, len, in);
        if (next != NULL) {
            in->line++;
            line(set, next, strlen(next), in);
        }
        free(next);
    }
    free(text);
}

/* What is wrong with the input as a whole. */
static void check_whole(struct go_m_set *set, FILE *from, const struct input *in)
{
    if (ferror(from) ||
        !(feof(from) || in->stopped)) /* without memory for a line neither is true */
        go_m_problem(set, in->path, in->line, "cannot be read: %s", strerror(errno));
    else if (in->line == 0)
        go_m_problem(set, in->path, 0, "empty; expected the output of go build -gcflags=-m=2");
    else if (!in->placed)
        go_m_problem(
            set, in->path, in->line,
            "no line begins with FILE.go:LINE: as the output of go build -gcflags=-m does");
    else if (in->open_end && set->n_findings > 0)
        go_m_problem(set, in->path, in->line,
                     "the last line has no end: the output may be cut off");
    else if (set->open_explanation > 0)
        go_m_problem(set, in->path, in->line,
                     "the explanation that begins in line %zu is the last thing said; expected the "
                     "plain line after it: the output is cut off",
                     set->open_explanation);
}

void go_m_read(struct go_m_set *set, FILE *in, const char *path)
{
    struct input input = { .path = path };
    go_m_input_begin(set);
    set->plain = true;
    lines(set, in, &input);
    check_whole(set, in, &input);
    set->open_explanation = 0;
    go_m_input_end(set, path);
}
