/* cleanup.h -- Go's defer as a list: what is to be done when the function ends, the last first. */
#ifndef CLEANUP_LIST_H
#define CLEANUP_LIST_H

#include <stddef.h>

struct cleanup {
    struct cleanup *next;
    void (*run)(void *arg);
    void *arg;
};

static inline void cleanup_push(struct cleanup **list, struct cleanup *c, void (*run)(void *arg),
                                void *arg)
{
    *c = (struct cleanup){ *list, run, arg };
    *list = c;
}

/* Runs the first cleanup of the list and returns it: its memory belongs to the caller. */
static inline struct cleanup *cleanup_pop(struct cleanup **list)
{
    struct cleanup *c = *list;
    *list = c->next;
    c->run(c->arg);
    return c;
}

#endif
