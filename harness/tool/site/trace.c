/* trace.c -- reads a trace that `heapmark trace --json` wrote. */
#include "site/trace.h"

#include <string.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/json.h"

bool site_trace_load(const char *path, json_t **root)
{
    *root = NULL;
    if (access(path, F_OK) != 0)
        return true;
    *root = cli_json_load(path, 0);
    if (*root == NULL)
        return false;
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
