/* caught by: it evicts what was not used
 * It ignores the use of an entry: the oldest is the one that entered first. */
#include "contract.h"

static struct entry *entry_of(struct link *link)
{
    return (struct entry *)(void *)((char *)link - offsetof(struct entry, link));
}

/* list->first is the link of the oldest entry, list->last that of the newest. */
static void append(struct lru *list, struct link *link)
{
    link->older = list->last;
    link->newer = NULL;
    if (link->older != NULL)
        link->older->newer = link;
    else
        list->first = link;
    list->last = link;
}

static void take_out(struct lru *list, struct link *link)
{
    if (link->older != NULL)
        link->older->newer = link->newer;
    else
        list->first = link->newer;
    if (link->newer != NULL)
        link->newer->older = link->older;
    else
        list->last = link->older;
}

void lru_add(struct lru *list, struct entry *entry)
{
    append(list, &entry->link);
}

void lru_use(struct lru *list, struct entry *entry)
{
    (void)list, (void)entry;
}

struct entry *lru_evict(struct lru *list)
{
    struct link *oldest = list->first;
    if (oldest == NULL)
        return NULL;
    take_out(list, oldest);
    return entry_of(oldest);
}
