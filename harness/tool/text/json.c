/* json.c -- fill jansson's values and notice what was lost; contract in json.h. */
#include "text/json.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static _Thread_local bool lost;

void text_json_begin(void)
{
    lost = false;
}

bool text_json_lost(void)
{
    return lost;
}

json_t *text_json_string(const char *s)
{
    if (s == NULL)
        return json_null();
    json_t *string = json_string(s);
    char *copy = string == NULL ? strdup(s) : NULL;
    if (copy == NULL)
        return string;
    hm_base_make_utf8(copy);
    string = json_string(copy);
    free(copy);
    return string;
}

json_t *text_json_real(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

void text_json_put(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        lost = true;
}

void text_json_add(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        lost = true;
}

bool text_json_write(FILE *to, json_t *root, size_t flags)
{
    bool dumped = !lost && root != NULL && json_dumpf(root, to, flags) == 0;
    json_decref(root);
    if (!dumped && !ferror(to))
        errno = ENOMEM;
    return dumped && fputc('\n', to) != EOF && fflush(to) == 0;
}
