/* other_circular.c -- a circle: the newest of the newest is the oldest. One word of the list is
 * enough, and no link is NULL. */
#include "contract.h"

static struct link *newest(const struct lru *list)
{
    return list->first;
}

static void insert(struct lru *list, struct link *link)
{
    struct link *old = newest(list);
    if (old == NULL) {
        link->older = link->newer = link;
    } else {
        link->older = old;
        link->newer = old->newer;
        link->older->newer = link->newer->older = link;
    }
    list->first = link;
}

static void take_out(struct lru *list, struct link *link)
{
    if (link->newer == link)
        list->first = NULL;
    else if (newest(list) == link)
        list->first = link->older;
    link->older->newer = link->newer;
    link->newer->older = link->older;
}

void lru_add(struct lru *list, struct entry *entry)
{
    insert(list, &entry->link);
}

void lru_use(struct lru *list, struct entry *entry)
{
    take_out(list, &entry->link);
    insert(list, &entry->link);
}

struct entry *lru_evict(struct lru *list)
{
    if (newest(list) == NULL)
        return NULL;
    struct link *oldest = newest(list)->newer;
    take_out(list, oldest);
    return (struct entry *)(void *)((char *)oldest - offsetof(struct entry, link));
}
