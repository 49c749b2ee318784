/* other_singly_linked.c -- one link of an entry leads to the next newer entry; the other one holds
 * the address of the entry itself, so that no address is computed. lru_use() searches. */
#include "contract.h"

static void append(struct lru *list, struct link *link)
{
    struct link *last = list->last;
    link->newer = NULL;
    if (last == NULL)
        list->first = link;
    else
        last->newer = link;
    list->last = link;
}

void lru_add(struct lru *list, struct entry *entry)
{
    entry->link.older = (struct link *)(void *)entry;
    append(list, &entry->link);
}

void lru_use(struct lru *list, struct entry *entry)
{
    if (list->last == &entry->link)
        return;
    if (list->first == &entry->link) {
        list->first = entry->link.newer;
    } else {
        struct link *before = list->first;
        while (before->newer != &entry->link)
            before = before->newer;
        before->newer = entry->link.newer;
    }
    append(list, &entry->link);
}

struct entry *lru_evict(struct lru *list)
{
    struct link *oldest = list->first;
    if (oldest == NULL)
        return NULL;
    list->first = oldest->newer;
    if (list->first == NULL)
        list->last = NULL;
    return (struct entry *)(void *)oldest->older;
}
