/* returned_boxed.c -- the result grows by doubling: two of its three blocks are outgrown. */
#include "lesson.h"

#include <stdbool.h>
#include <stdlib.h>

struct digits {
    long *at;
    size_t count, room;
};

static bool append(struct digits *d, long digit)
{
    if (d->count == d->room) {
        size_t room = d->room == 0 ? 1 : 2 * d->room;
        long *at = realloc(d->at, room * sizeof *at);
        if (at == NULL)
            return false;
        d->at = at;
        d->room = room;
    }
    d->at[d->count++] = digit;
    return true;
}

/* The digits of number, the last one first. The caller frees what is at .at; NULL: no memory. */
static struct digits digits_of(long number)
{
    struct digits d = { NULL, 0, 0 };
    do {
        if (!append(&d, number % 10)) {
            free(d.at);
            return (struct digits){ NULL, 0, 0 };
        }
        number /= 10;
    } while (number > 0);
    return d;
}

long cross_sum_boxed(long number)
{
    struct digits d = digits_of(number);
    if (d.at == NULL)
        return -1;
    long sum = sum_of(d.at, d.count);
    free(d.at);
    return sum;
}
