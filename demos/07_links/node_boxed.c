/* node_boxed.c -- the list owns its nodes: what is put into it is copied into a block. */
#include "lesson.h"

#include <stdlib.h>

static struct node *push(struct node *head, long value)
{
    struct node *n = malloc(sizeof *n);
    if (n == NULL)
        return NULL;
    *n = (struct node){ head->next, value };
    head->next = n;
    return n;
}

static void pop(struct node *head)
{
    struct node *n = head->next;
    head->next = n->next;
    free(n);
}

long node_boxed(struct node *head, long value)
{
    if (push(head, value) == NULL)
        return -1;
    long sum = 0;
    for (const struct node *n = head; n != NULL; n = n->next)
        sum += n->value;
    pop(head);
    return sum;
}
