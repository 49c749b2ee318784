// linked_lib.c -- the other half of linked_main.c.
#include <stdlib.h>

#include "linked.h"

static struct box *kept;
int look(struct box *b)
{
    return (int)b->v;
}
void store(struct box *b)
{
    kept = b;
}

static struct box *same_name(void)
{
    return malloc(2 * sizeof(struct box)); // WANT "escapes to heap: returned from same_name at "
}

int made_there(void)
{
    struct box *b = same_name(); // WANT "same_name() does not escape"
    b->v = 3;
    int r = look(b);
    free(b);
    return r;
}
