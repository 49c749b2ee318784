// linked_main.c -- judged together with linked_lib.c: the callee in the other file is known.
#include <stdlib.h>

#include "linked.h"

int looked_at(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 1;
    int r = look(b);
    free(b);
    return r;
}

void stored(void)
{
    store(malloc(sizeof(struct box)));
    // WANT "escapes to heap: passed to store: stored in global kept at .*linked_lib.c:13:"
}

static struct box *same_name(void)
{
    return malloc(sizeof(struct box)); // WANT "escapes to heap: returned from same_name at "
}

int made_here(void)
{
    struct box *b = same_name(); // WANT "same_name() does not escape"
    b->v = 2;
    int r = look(b);
    free(b);
    return r;
}
