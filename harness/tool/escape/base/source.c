/* source.c -- a cache of files and a small reader of C expressions; contract in source.h. */
#include "escape/base/source.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "escape/base/arena.h"

enum { TEXT_MAX = 60, SPAN_MAX = 2000 };

struct file {
    const char *name, *text;
    size_t length;
    const char **lines; /* where each starts */
    size_t line_count, line_room;
    struct file *next;
};

static struct file *files;

static void index_lines(struct file *file)
{
    const char *at = file->text;
    while (at != NULL) {
        *ESCAPE_APPEND(file->lines, file->line_count, file->line_room) = at;
        at = strchr(at, '\n');
        at = at != NULL ? at + 1 : NULL;
    }
}

static char *read_whole(const char *name, size_t *length)
{
    FILE *stream = fopen(name, "rb");
    if (stream == NULL && errno == ENOMEM)
        escape_no_memory();
    if (stream == NULL)
        return NULL;
    size_t used = 0, room = 65536;
    char *text = escape_arena_get(room);
    for (;;) {
        used += fread(text + used, 1, room - used - 1, stream);
        if (used < room - 1)
            break;
        char *larger = escape_arena_get(room * 2);
        memcpy(larger, text, used);
        text = larger;
        room *= 2;
    }
    fclose(stream);
    *length = used;
    return text;
}

static struct file *file_of(const char *name)
{
    if (name == NULL)
        return NULL;
    for (struct file *f = files; f != NULL; f = f->next)
        if (strcmp(f->name, name) == 0)
            return f;
    struct file *file = escape_arena_get(sizeof *file);
    file->name = escape_arena_copy(name, strlen(name));
    file->text = read_whole(name, &file->length);
    if (file->text != NULL)
        index_lines(file);
    file->next = files;
    files = file;
    return file;
}

/* The text from line:column on, or NULL. */
static const char *text_at(const char *name, unsigned line, unsigned column)
{
    struct file *file = file_of(name);
    if (file == NULL || line == 0 || line > file->line_count || column == 0)
        return NULL;
    const char *at = file->lines[line - 1];
    const char *end = strchr(at, '\n');
    size_t length = end != NULL ? (size_t)(end - at) : strlen(at);
    return column <= length ? at + column - 1 : NULL;
}

const char *escape_source_line(const char *name, unsigned line)
{
    struct file *file = file_of(name);
    if (file == NULL || line == 0 || line > file->line_count)
        return NULL;
    return escape_arena_copy(file->lines[line - 1], strcspn(file->lines[line - 1], "\r\n"));
}

/* Past a string or character literal that starts at `at`. */
static const char *after_literal(const char *at)
{
    char quote = *at++;
    while (*at != '\0' && *at != quote && *at != '\n')
        at += at[0] == '\\' && at[1] != '\0' ? 2 : 1;
    return *at == quote ? at + 1 : at;
}

/* Past the bracket that closes the one at `at`; NULL when there is none nearby. */
static const char *after_bracket(const char *at)
{
    const char *start = at;
    int depth = 0;
    while (*at != '\0' && at - start < SPAN_MAX) {
        if (*at == '"' || *at == '\'') {
            at = after_literal(at);
            continue;
        }
        if (*at == '(' || *at == '[')
            depth++;
        if ((*at == ')' || *at == ']') && --depth == 0)
            return at + 1;
        at++;
    }
    return NULL;
}

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Past the called expression at `at`: words, member access, indexing, and brackets around all of
 * it; stops in front of the argument list. */
static const char *after_callee(const char *at)
{
    const char *start = at;
    if (*at == '(') {
        at = after_bracket(at);
        if (at == NULL)
            return start;
    }
    for (;;) {
        while (in_word(*at))
            at++;
        const char *next = at;
        while (isspace((unsigned char)*next))
            next++;
        if (next[0] == '-' && next[1] == '>')
            at = next + 2;
        else if (next[0] == '.' && in_word(next[1]))
            at = next + 1;
        else if (next[0] == '[' && after_bracket(next) != NULL)
            at = after_bracket(next);
        else
            return at;
        while (isspace((unsigned char)*at))
            at++;
    }
}

/* From..to with blanks run together, cut to TEXT_MAX. */
static const char *tidy(const char *from, const char *to)
{
    char *text = escape_arena_get(TEXT_MAX + 8);
    size_t used = 0;
    for (; from < to && used < TEXT_MAX; from++) {
        bool blank = isspace((unsigned char)*from);
        if (blank && (used == 0 || text[used - 1] == ' '))
            continue;
        text[used++] = blank ? ' ' : *from;
    }
    while (used > 0 && text[used - 1] == ' ')
        used--;
    if (from < to)
        memcpy(text + used, "...", 4);
    else
        text[used] = '\0';
    return text;
}

const char *escape_source_callee(const char *file, unsigned line, unsigned column)
{
    const char *at = text_at(file, line, column);
    if (at == NULL)
        return NULL;
    const char *end = after_callee(at);
    return end > at ? tidy(at, end) : NULL;
}

const char *escape_source_call(const char *file, unsigned line, unsigned column)
{
    const char *at = text_at(file, line, column);
    if (at == NULL)
        return NULL;
    const char *end = after_callee(at), *open = end;
    while (isspace((unsigned char)*open))
        open++;
    const char *close = *open == '(' ? after_bracket(open) : NULL;
    if (close != NULL)
        end = close;
    return end > at ? tidy(at, end) : NULL;
}

unsigned escape_source_find(const char *file, unsigned *line, unsigned column, unsigned lines,
                            const char *name)
{
    size_t length = strlen(name);
    for (unsigned i = 0; i < lines && length > 0; i++) {
        const char *text = escape_source_line(file, *line + i);
        size_t from = i == 0 && column > 0 ? column - 1 : 0;
        if (text == NULL || from > strlen(text))
            continue;
        for (const char *at = strstr(text + from, name); at != NULL; at = strstr(at + 1, name))
            if (!in_word(at[length]) && (at == text || !in_word(at[-1]))) {
                *line += i;
                return (unsigned)(at - text) + 1;
            }
    }
    return 0;
}
