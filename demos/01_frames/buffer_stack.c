/* buffer_stack.c -- the caller passes a buffer and its size; the callee only fills it. */
#include "lesson.h"

#include <stdio.h>

enum { NAME_SIZE = 16 };

static void name_of(int id, char *name, size_t size)
{
    snprintf(name, size, "user-%d", id);
}

int name_stack(int id)
{
    char name[NAME_SIZE];
    name_of(id, name, sizeof name);
    int first = name[0];
    return first;
}
