/* boxed.c -- a counter is a function and the number that it captured, each in a block: Go's way. */
#include "lesson.h"

#include <stdlib.h>

struct counter {
    long (*next)(struct counter *self);
    long *last;
};

static long next(struct counter *self)
{
    return ++*self->last;
}

static void free_counter(struct counter *counter)
{
    if (counter != NULL)
        free(counter->last);
    free(counter);
}

static struct counter *new_counter(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    *counter = (struct counter){ next, malloc(sizeof *counter->last) };
    if (counter->last == NULL) {
        free_counter(counter);
        return NULL;
    }
    *counter->last = start;
    return counter;
}

long third_boxed(long start)
{
    struct counter *tickets = new_counter(start);
    if (tickets == NULL)
        return -1;
    tickets->next(tickets);
    tickets->next(tickets);
    long third = tickets->next(tickets);
    free_counter(tickets);
    return third;
}
