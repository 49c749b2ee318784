/* json.h -- read a file of JSON. */
#ifndef HM_CLI_JSON_H
#define HM_CLI_JSON_H

#include <jansson.h>
#include <stddef.h>

/* flags: as of json_load_file(). The caller calls json_decref(). NULL after one line of cli_error()
 * that names the file, and the line where it stops being JSON. */
json_t *cli_json_load(const char *path, size_t flags);

#endif
