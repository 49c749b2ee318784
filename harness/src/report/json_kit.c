#include "report/json_kit.h"

#include <stdlib.h>
#include <string.h>

static _Thread_local bool lost;

void hm_report_json_begin(void)
{
    lost = false;
}

json_t *hm_report_json_text(const char *s)
{
    json_t *string = s != NULL ? json_string(s) : json_null();
    if (string == NULL)
        string = json_string(s); /* if memory was short, there may be some now */
    if (string != NULL)
        return string;
    char *copy = strdup(s);
    if (copy == NULL)
        return NULL;
    for (char *c = copy; *c != '\0'; c++)
        if ((unsigned char)*c >= 0x80)
            *c = '?';
    string = json_string(copy);
    free(copy);
    return string;
}

void hm_report_json_put(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        lost = true;
}

void hm_report_json_add(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        lost = true;
}

bool hm_report_json_whole(void)
{
    return !lost;
}
