/* split_stack.c -- an iterator: each call gives a view of the next field, and nothing is copied. */
#include "lesson.h"

#include <stdbool.h>
#include <string.h>

/* Takes the next field from the front of `rest`. After the last one, rest->at is NULL. */
static bool next_field(struct view *rest, struct view *field)
{
    if (rest->at == NULL)
        return false;
    const char *comma = memchr(rest->at, ',', rest->len);
    size_t len = comma == NULL ? rest->len : (size_t)(comma - rest->at);
    *field = (struct view){ rest->at, len };
    if (comma == NULL)
        *rest = (struct view){ NULL, 0 };
    else
        *rest = (struct view){ comma + 1, rest->len - len - 1 };
    return true;
}

long longest_stack(struct view line)
{
    size_t longest = 0;
    struct view field;
    while (next_field(&line, &field))
        if (field.len > longest)
            longest = field.len;
    return (long)longest;
}
