/* store.c -- ten slots. */
#include "lesson.h"

#include <stddef.h>

long store_taken(const struct store *s)
{
    long taken = 0;
    for (int i = 0; i < TURNS; i++)
        taken += s->slots[i].taken;
    return taken;
}

struct slot *store_take(struct store *s)
{
    struct slot *slot = s->slots;
    while (slot->taken)
        slot++;
    slot->taken = true;
    if (store_taken(s) > s->most)
        s->most = store_taken(s);
    return slot;
}

void store_give(void *slot)
{
    ((struct slot *)slot)->taken = false;
}
