/* start_stack.c -- a function for each method that a thread runs: the one address is the group. */
#include "lesson.h"

#include <pthread.h>
#include <stddef.h>

static void done(struct group *self)
{
    self->left--;
}

static void *run_done(void *argument)
{
    done(argument);
    return NULL;
}

long left_stack(long jobs)
{
    struct group group = { jobs };
    pthread_t thread;
    if (pthread_create(&thread, NULL, run_done, &group) != 0)
        return -1;
    pthread_join(thread, NULL);
    return group.left;
}
