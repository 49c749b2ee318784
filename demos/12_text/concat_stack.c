/* concat_stack.c -- the final length has a bound, so the room is in the frame. */
#include "lesson.h"

#include <string.h>

long concat_stack(struct view piece)
{
    char text[MOST + 1];
    if (TIMES * piece.len > MOST)
        return -1;
    size_t len = 0;
    for (int i = 0; i < TIMES; i++) {
        memcpy(text + len, piece.at, piece.len);
        len += piece.len;
    }
    text[len] = '\0';
    return (long)strlen(text);
}
