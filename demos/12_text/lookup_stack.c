/* lookup_stack.c -- the table is asked with a view, so the key stays where it is. */
#include "lesson.h"

#include <stdbool.h>
#include <string.h>

static bool is(struct view key, const char *known)
{
    return key.len == strlen(known) && memcmp(key.at, known, key.len) == 0;
}

static long find(struct view key)
{
    long i = 0;
    while (i < KEYS && !is(key, known_keys[i]))
        i++;
    return i;
}

long lookup_stack(struct view text)
{
    long place = find(text);
    return place;
}
