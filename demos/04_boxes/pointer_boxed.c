/* pointer_boxed.c -- a pointer is boxed like any other word: in a block that holds the pointer. */
#include "lesson.h"

#include <stdlib.h>

int64_t pointer_boxed(const int64_t *number)
{
    const int64_t **cell = malloc(sizeof *cell);
    if (cell != NULL)
        *cell = number;
    struct iface value = { &type_cell, cell };
    int64_t weight = weigh_iface(value);
    free(cell);
    return weight;
}
