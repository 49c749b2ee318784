/* boxed.c -- the bytes are copied into a block, because strcmp needs a NUL behind them. */
#include "lesson.h"

#include <stdlib.h>
#include <string.h>

long same_boxed(struct view text)
{
    char *copy = strndup(text.at, text.len);
    if (copy == NULL)
        return -1;
    long same = strcmp(copy, known_keys[0]) == 0;
    free(copy);
    return same;
}
