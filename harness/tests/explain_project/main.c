// main.c -- a program of two files: what is proven of its blocks, and what a run sees of them.
#include <stdio.h>
#include <stdlib.h>

#include "list.h"

int main(int argc, char **argv)
{
    struct node *head = NULL;
    char *copy = copied(argv[0]);
    for (int i = 0; i < 5; i++)
        head = push(head, i);
    int total = sum(head) + (copy[0] == '\0');
    int *own = list_alloc(sizeof *own);
    *own = total;
    total = *own;
    free(own);
    drop_copy(copy);
    drop(head);
    if (argc > 1)
        never();
    return total == 10 ? 0 : 3;
}
