/* lookup_boxed.c -- the table is asked with a text that ends in NUL, so the key is copied. */
#include "lesson.h"

#include <stdlib.h>
#include <string.h>

static long find(const char *key)
{
    long i = 0;
    while (i < KEYS && strcmp(known_keys[i], key) != 0)
        i++;
    return i;
}

long lookup_boxed(struct view text)
{
    char *key = strndup(text.at, text.len);
    if (key == NULL)
        return -1;
    long place = find(key);
    free(key);
    return place;
}
