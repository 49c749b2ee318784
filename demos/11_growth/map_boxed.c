/* map_boxed.c -- a hash table with chains: each different number is a node in a block. */
#include "lesson.h"

#include <stdlib.h>

enum { BUCKETS = 256 };

struct entry {
    struct entry *next;
    int number, times;
};

/* The entry of this number, new if there is none. NULL: no memory. */
static struct entry *entry_of(struct entry **table, int number)
{
    struct entry **bucket = &table[(unsigned)number % BUCKETS];
    for (struct entry *e = *bucket; e != NULL; e = e->next)
        if (e->number == number)
            return e;
    struct entry *added = malloc(sizeof *added);
    if (added == NULL)
        return NULL;
    *added = (struct entry){ *bucket, number, 0 };
    *bucket = added;
    return added;
}

static void free_table(struct entry **table)
{
    for (size_t i = 0; i < BUCKETS; i++)
        while (table[i] != NULL) {
            struct entry *first = table[i];
            table[i] = first->next;
            free(first);
        }
}

long most_boxed(const int *numbers, size_t count)
{
    struct entry *table[BUCKETS] = { NULL };
    long most = 0;
    for (size_t i = 0; i < count && most >= 0; i++) {
        struct entry *e = entry_of(table, numbers[i]);
        if (e == NULL)
            most = -1;
        else if (++e->times > most)
            most = e->times;
    }
    free_table(table);
    return most;
}
