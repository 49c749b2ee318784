/* stack.c -- a list of eight numbers: the nodes are an array in the frame. */
#include "lesson.h"

#include <stddef.h>

static long total(const struct node *n)
{
    long sum = 0;
    for (; n != NULL; n = n->next)
        sum += n->value;
    return sum;
}

long list_stack(long from)
{
    struct node nodes[NODES];
    struct node *first = NULL;
    for (long i = 0; i < NODES; i++) {
        struct node *n = &nodes[i];
        *n = (struct node){ first, from + i };
        first = n;
    }
    long sum = total(first);
    return sum;
}
