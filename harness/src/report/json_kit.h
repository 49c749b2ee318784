/* json_kit.h -- jansson's two ways to fill a value, noticing when there was no memory.
 *
 * jansson passes NULL on: a value that could not be made is a key that is silently not there, and
 * an absent key means "not known" to whoever reads our JSON. So the writers fill through these and
 * ask once, at the end. The note is the calling thread's own. */
#ifndef HM_REPORT_JSON_KIT_H
#define HM_REPORT_JSON_KIT_H

#include <stdbool.h>

#include <jansson.h>

/* Forget what was lost before. */
void hm_report_json_begin(void);

/* A string; bytes that are not UTF-8 become '?': JSON has no other way. s may be NULL: null. */
json_t *hm_report_json_text(const char *s);

/* Take over value, which may be NULL. */
void hm_report_json_put(json_t *object, const char *key, json_t *value);
void hm_report_json_add(json_t *array, json_t *value);

/* True if every hm_report_json_put() and hm_report_json_add() since hm_report_json_begin() did it.
 */
bool hm_report_json_whole(void);

#endif
