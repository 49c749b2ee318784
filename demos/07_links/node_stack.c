/* node_stack.c -- the caller owns the node: the list only links it, and must let it go again. */
#include "lesson.h"

#include <stddef.h>

static void push(struct node *head, struct node *n)
{
    n->next = head->next;
    head->next = n;
}

static void pop(struct node *head)
{
    head->next = head->next->next;
}

long node_stack(struct node *head, long value)
{
    struct node own = { .value = value };
    push(head, &own);
    long sum = 0;
    for (const struct node *n = head; n != NULL; n = n->next)
        sum += n->value;
    pop(head); /* before the frame ends */
    return sum;
}
