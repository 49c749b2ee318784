/* list.c -- a list of nodes with names; half of it is freed. */
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char *name;
};

static struct node *push(struct node *list, size_t length)
{
    struct node *n = malloc(sizeof *n);
    n->name = malloc(length);
    memset(n->name, 'x', length);
    n->next = list;
    return n;
}

static struct node *pop(struct node *list)
{
    struct node *next = list->next;
    free(list->name);
    free(list);
    return next;
}

int main(void)
{
    struct node *list = NULL;
    for (size_t i = 1; i <= 400; i++)
        list = push(list, i);
    for (int i = 0; i < 200; i++)
        list = pop(list);
    for (size_t i = 1; i <= 50; i++)
        list = push(list, 2 * i);
    return list == NULL;
}
