/* json_stream.h -- a long JSON document, written value by value, so that it never is in memory as a
 * whole. The bytes are those of text_json_write() with JSON_INDENT(2), but for
 * rows.
 *
 * Objects and arrays that are open hold values, open or whole; text/json.h makes the whole ones. */
#ifndef HM_TEXT_JSON_STREAM_H
#define HM_TEXT_JSON_STREAM_H

#include "text/json.h"

struct text_json_stream {
    FILE *to;
    unsigned depth;
    bool filled; /* the innermost open value has something in it */
    bool failed;
};

/* Forgets what text/json.h lost before. */
void text_json_stream_begin(struct text_json_stream *stream, FILE *to);

/* Open an object or array. key: NULL in an array, and for the outermost value. */
void text_json_stream_object(struct text_json_stream *stream, const char *key);
void text_json_stream_array(struct text_json_stream *stream, const char *key);
void text_json_stream_close(struct text_json_stream *stream, char bracket);

/* Write a whole value, which may be NULL, and release it. */
void text_json_stream_put(struct text_json_stream *stream, const char *key, json_t *value);

/* The same in one line of its own, for the rows of a long table. */
void text_json_stream_row(struct text_json_stream *stream, const char *key, json_t *value);

/* Write a newline and flush. False with errno if something was lost (ENOMEM) or the stream did not
 * take it. */
bool text_json_stream_end(struct text_json_stream *stream);

#endif
