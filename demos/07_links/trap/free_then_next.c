/* expect: -Wuse-after-free */
#include <stdlib.h>

struct node {
    struct node *next;
    long value;
};

void free_list(struct node *first)
{
    for (struct node *n = first; n != NULL; n = n->next)
        free(n); /* and then n->next is read */
}
