/* trace.c -- reads a trace that `heapmark trace --json` wrote. */
#include "site/trace.h"

#include <string.h>
#include <unistd.h>

#include "cli/error.h"

bool site_trace_load(const char *path, json_t **root)
{
    json_error_t wrong;
    *root = NULL;
    if (access(path, F_OK) != 0)
        return true;
    *root = json_load_file(path, 0, &wrong);
    if (*root == NULL) {
        cli_error("%s:%d: no JSON: %s", path, wrong.line, wrong.text);
        return false;
    }
    const char *schema = json_string_value(json_object_get(*root, "schema"));
    if (schema == NULL || strcmp(schema, "heapmark-trace/1") != 0) {
        cli_error("%s: expected the schema heapmark-trace/1, found %s", path,
                  schema != NULL ? schema : "none");
        json_decref(*root);
        *root = NULL;
        return false;
    }
    return true;
}
