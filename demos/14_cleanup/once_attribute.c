/* once_attribute.c -- the compiler calls the cleanup wherever the variable ends: gcc and clang can,
 * ISO C has no such thing. */
#include "lesson.h"

static long work(const struct slot *slot, bool fails)
{
    return slot->taken && !fails ? 1 : -1;
}

static void give_back(struct slot **slot)
{
    store_give(*slot);
}

long once_attribute(struct store *s, bool fails)
{
    __attribute__((cleanup(give_back))) struct slot *slot = store_take(s);
    if (work(slot, fails) < 0)
        return -1;
    return 1;
}
