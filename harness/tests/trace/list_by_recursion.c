/* A list built by a recursion and freed by a loop. */
#include <stdlib.h>

struct node {
    struct node *next;
};

static struct node *build(int n)
{
    if (n == 0)
        return NULL;
    struct node *rest = build(n - 1);
    struct node *node = malloc(sizeof *node);
    // WANT "outlives build: lives in op, 1..3 frames up"
    node->next = rest;
    return node;
}

static void op(void)
{
    for (struct node *n = build(3), *next; n != NULL; n = next) {
        next = n->next;
        free(n);
    }
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
