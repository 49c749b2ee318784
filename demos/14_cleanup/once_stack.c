/* once_stack.c -- one way out for success and failure, and the cleanup stands there. */
#include "lesson.h"

static long work(const struct slot *slot, bool fails)
{
    return slot->taken && !fails ? 1 : -1;
}

long once_stack(struct store *s, bool fails)
{
    long result = -1;
    struct slot *slot = store_take(s);
    if (work(slot, fails) < 0)
        goto out;
    result = 1;
out:
    store_give(slot);
    return result;
}
