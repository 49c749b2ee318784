/* json.h -- what every JSON writer of the tool needs: strings that may not be UTF-8, numbers that
 * may not be finite, memory that may be short.
 *
 * jansson passes NULL on: a value that could not be made becomes a key that is missing, and a
 * missing key means "not known" to a reader. So the writers fill through these functions, which
 * remember the loss, and text_json_write() writes nothing then. After xjson() memory cannot be
 * short: the tool ends. The memory of a loss is the calling thread's own. */
#ifndef HM_TEXT_JSON_H
#define HM_TEXT_JSON_H

#include <stdbool.h>
#include <stdio.h>

#include <jansson.h>

/* Forget what was lost before. */
void text_json_begin(void);

/* Was something lost since? */
bool text_json_lost(void);

/* A string; null for NULL. Bytes that are not UTF-8 become '?': JSON cannot hold them. */
json_t *text_json_string(const char *s);

/* null if it is not finite: JSON has no NaN and no infinity. */
json_t *text_json_real(double x);

/* Take over value, which may be NULL. */
void text_json_put(json_t *object, const char *key, json_t *value);
void text_json_add(json_t *array, json_t *value);

/* Write the root and a newline, flush, and release the root. flags: as of json_dumpf(). False with
 * errno if something was lost (ENOMEM) or the stream did not take it. */
bool text_json_write(FILE *to, json_t *root, size_t flags);

#endif
