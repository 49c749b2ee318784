/* buffer_boxed.c -- the callee allocates the buffer that it fills,
 * and the caller must free it. */
#include "lesson.h"

#include <stdio.h>
#include <stdlib.h>

enum { NAME_SIZE = 16 };

static char *name_of(int id)
{
    char *name = malloc(NAME_SIZE);
    if (name != NULL)
        snprintf(name, NAME_SIZE, "user-%d", id);
    return name;
}

int name_boxed(int id)
{
    char *name = name_of(id);
    if (name == NULL)
        return -1;
    int first = name[0];
    free(name);
    return first;
}
