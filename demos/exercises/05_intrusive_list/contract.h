/* contract.h -- what an answer to this exercise must provide. */
#ifndef INTRUSIVE_LIST_CONTRACT_H
#define INTRUSIVE_LIST_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

struct link {
    struct link *newer, *older;
};

/* An entry of a cache. It belongs to the caller, and stays where it is while it is in a list. The
 * key is the caller's; the link is for your use, and has no value before lru_add(). */
struct entry {
    uint32_t key;
    struct link link;
};

/* The entries of a cache in the order of their last use. Both words are for your use; both are NULL
 * in an empty list. There may be many lists. */
struct lru {
    void *first, *last;
};

/* The entry, which is in no list, becomes the newest of the list. */
void lru_add(struct lru *list, struct entry *entry);

/* The entry, which is in the list, becomes its newest. */
void lru_use(struct lru *list, struct entry *entry);

/* Takes the oldest entry out of the list and returns it; NULL: the list is empty. */
struct entry *lru_evict(struct lru *list);

#endif
