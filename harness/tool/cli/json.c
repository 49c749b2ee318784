/* json.c -- read a file of JSON. */
#include "cli/json.h"

#include <errno.h>
#include <string.h>

#include "cli/error.h"

json_t *cli_json_load(const char *path, size_t flags)
{
    json_error_t wrong;
    errno = 0;
    json_t *root = json_load_file(path, flags, &wrong);
    if (root == NULL && wrong.line > 0)
        cli_error("%s:%d: expected JSON: %s", path, wrong.line, wrong.text);
    else if (root == NULL)
        cli_error("%s: %s", path, errno != 0 ? strerror(errno) : wrong.text);
    return root;
}
