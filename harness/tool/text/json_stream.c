/* json_stream.c -- write brackets, keys and indentation; jansson writes the values. */
#include "text/json_stream.h"

#include <errno.h>
#include <string.h>

enum { INDENT = 2 };

static void new_line(const struct text_json_stream *s)
{
    fprintf(s->to, "\n%*s", (int)(INDENT * s->depth), "");
}

/* Dump the value; its own lines are indented as deep as it lies. */
static int indented(const char *bytes, size_t length, void *stream)
{
    const struct text_json_stream *s = stream;
    for (const char *end = bytes + length; bytes < end;) {
        const char *line = memchr(bytes, '\n', (size_t)(end - bytes));
        size_t n = (size_t)((line != NULL ? line : end) - bytes);
        fwrite(bytes, 1, n, s->to);
        bytes += n;
        if (line == NULL)
            break;
        new_line(s);
        bytes++;
    }
    return 0;
}

static void dump(struct text_json_stream *s, json_t *value, size_t layout)
{
    bool dumped =
        value != NULL && json_dump_callback(value, indented, s, layout | JSON_ENCODE_ANY) == 0;
    s->failed = s->failed || !dumped;
    json_decref(value);
}

static void next(struct text_json_stream *s, const char *key)
{
    if (s->filled)
        fputc(',', s->to);
    if (s->depth > 0)
        new_line(s);
    s->filled = true;
    if (key == NULL)
        return;
    dump(s, json_string(key), 0);
    fputs(": ", s->to);
}

static void open_bracket(struct text_json_stream *s, const char *key, char bracket)
{
    next(s, key);
    fputc(bracket, s->to);
    s->depth++;
    s->filled = false;
}

void text_json_stream_begin(struct text_json_stream *stream, FILE *to)
{
    *stream = (struct text_json_stream){ .to = to };
    text_json_begin();
}

void text_json_stream_object(struct text_json_stream *stream, const char *key)
{
    open_bracket(stream, key, '{');
}

void text_json_stream_array(struct text_json_stream *stream, const char *key)
{
    open_bracket(stream, key, '[');
}

void text_json_stream_close(struct text_json_stream *stream, char bracket)
{
    stream->depth--;
    if (stream->filled)
        new_line(stream);
    fputc(bracket, stream->to);
    stream->filled = true;
}

void text_json_stream_put(struct text_json_stream *stream, const char *key, json_t *value)
{
    next(stream, key);
    dump(stream, value, JSON_INDENT(INDENT));
}

void text_json_stream_row(struct text_json_stream *stream, const char *key, json_t *value)
{
    next(stream, key);
    dump(stream, value, 0);
}

bool text_json_stream_end(struct text_json_stream *stream)
{
    bool whole = !stream->failed && !text_json_lost();
    if (!whole && !ferror(stream->to))
        errno = ENOMEM;
    return whole && fputc('\n', stream->to) != EOF && fflush(stream->to) == 0;
}
