/* map_stack.c -- a hash table with open addressing: an entry that is taken is followed by the next,
 * so all entries are one array, in the frame. */
#include "lesson.h"

struct entry {
    int number, times; /* times is 0 in a free entry */
};

/* The entry of this number, a free one if there is none. NULL: the table is full. */
static struct entry *entry_of(struct entry *table, int number)
{
    for (size_t step = 0; step < MAP_MOST; step++) {
        struct entry *e = &table[((unsigned)number + step) % MAP_MOST];
        if (e->times == 0)
            e->number = number;
        if (e->number == number)
            return e;
    }
    return NULL;
}

long most_stack(const int *numbers, size_t count)
{
    struct entry table[MAP_MOST] = { { 0, 0 } };
    long most = 0;
    for (size_t i = 0; i < count && most >= 0; i++) {
        struct entry *e = entry_of(table, numbers[i]);
        if (e == NULL)
            most = -1;
        else if (++e->times > most)
            most = e->times;
    }
    return most;
}
