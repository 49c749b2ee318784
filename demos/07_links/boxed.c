/* boxed.c -- a list of eight numbers: each node is a block. */
#include "lesson.h"

#include <stdlib.h>

static long total(const struct node *n)
{
    long sum = 0;
    for (; n != NULL; n = n->next)
        sum += n->value;
    return sum;
}

static void free_list(struct node *n)
{
    while (n != NULL) {
        struct node *next = n->next;
        free(n);
        n = next;
    }
}

long list_boxed(long from)
{
    struct node *first = NULL;
    for (long i = 0; i < NODES; i++) {
        struct node *n = malloc(sizeof *n);
        if (n == NULL) {
            free_list(first);
            return -1;
        }
        *n = (struct node){ first, from + i };
        first = n;
    }
    long sum = total(first);
    free_list(first);
    return sum;
}
