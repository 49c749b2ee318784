/* once_boxed.c -- one cleanup, in a list that could hold any number of them. */
#include "lesson.h"

#include <stdlib.h>

#include "cleanup.h"

static long work(const struct slot *slot, bool fails)
{
    return slot->taken && !fails ? 1 : -1;
}

long once_boxed(struct store *s, bool fails)
{
    struct cleanup *list = NULL;
    struct cleanup *c = malloc(sizeof *c);
    if (c == NULL)
        return -1;
    struct slot *slot = store_take(s);
    cleanup_push(&list, c, store_give, slot);
    long result = work(slot, fails);
    free(cleanup_pop(&list));
    return result;
}
