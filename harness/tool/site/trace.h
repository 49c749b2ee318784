/* trace.h -- reads a trace that `heapmark trace --json` wrote. */
#ifndef HM_SITE_TRACE_H
#define HM_SITE_TRACE_H

#include <jansson.h>
#include <stdbool.h>

/* The trace at path; *root is NULL if there is no such file, else the caller's to release. False
 * after one line on stderr: it is damaged, or of another schema. */
bool site_trace_load(const char *path, json_t **root);

#endif
