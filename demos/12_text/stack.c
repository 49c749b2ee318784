/* stack.c -- the bytes are compared where they are: the length is known, so no NUL is needed. */
#include "lesson.h"

#include <string.h>

long same_stack(struct view text)
{
    size_t len = strlen(known_keys[0]);
    long same = text.len == len && memcmp(text.at, known_keys[0], len) == 0;
    return same;
}
