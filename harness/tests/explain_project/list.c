// list.c -- with -DKEEP the total outlives sum(), which compile_commands.json does not say.
#include <stdlib.h>
#include <string.h>

#include "list.h"

static char *last;
#ifdef KEEP
static int *kept;
#endif

struct node *push(struct node *head, int value)
{
    struct node *n = malloc(sizeof *n);
    n->value = value;
    n->next = head;
    return n;
}

int sum(const struct node *head)
{
    int *total = malloc(sizeof *total), result;
    *total = 0;
    for (; head != NULL; head = head->next)
        *total += head->value;
    result = *total;
#ifdef KEEP
    kept = total;
#else
    free(total);
#endif
    return result;
}

void drop(struct node *head)
{
#ifdef KEEP
    free(kept);
#endif
    while (head != NULL) {
        struct node *next = head->next;
        free(head);
        head = next;
    }
}

char *copied(const char *text)
{
    return strdup(text);
}

void drop_copy(char *copy)
{
    last = copy;
    free(copy);
}

/* Its name says that it only passes requests on. */
void *list_alloc(unsigned long size)
{
    return malloc(size);
}

void never(void)
{
    last = strdup("never");
}
