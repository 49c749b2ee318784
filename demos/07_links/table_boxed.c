/* table_boxed.c -- a table of pointers: each value that is put into it needs a place of its own. */
#include "lesson.h"

#include <stdlib.h>

long table_boxed(long value)
{
    long *slots[SLOTS] = { NULL };
    slots[1] = malloc(sizeof *slots[1]);
    if (slots[1] == NULL)
        return -1;
    *slots[1] = value;
    long copy = *slots[1];
    free(slots[1]);
    return copy;
}
