/* caught by: static data
 * Its nodes come from a static array, which all lists share. */
#include "contract.h"

enum { NODES = 64 };

struct node {
    struct entry *entry;
    struct node *newer;
};

/* list->first is the oldest node, list->last the newest. */
static void append(struct lru *list, struct node *node)
{
    struct node *last = list->last;
    node->newer = NULL;
    if (last != NULL)
        last->newer = node;
    else
        list->first = node;
    list->last = node;
}

static struct node pool[NODES];

void lru_add(struct lru *list, struct entry *entry)
{
    struct node *node = pool;
    while (node->entry != NULL)
        node++;
    node->entry = entry;
    append(list, node);
}

void lru_use(struct lru *list, struct entry *entry)
{
    struct node *before = NULL, *node = list->first;
    while (node != NULL && node->entry != entry) {
        before = node;
        node = node->newer;
    }
    if (node == NULL || node == list->last)
        return;
    if (before != NULL)
        before->newer = node->newer;
    else
        list->first = node->newer;
    append(list, node);
}

struct entry *lru_evict(struct lru *list)
{
    struct node *node = list->first;
    if (node == NULL)
        return NULL;
    struct entry *entry = node->entry;
    list->first = node->newer;
    if (list->first == NULL)
        list->last = NULL;
    node->entry = NULL;
    return entry;
}
