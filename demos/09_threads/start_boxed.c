/* start_boxed.c -- start() takes any method of a group. A thread takes one address only, so method
 * and group go into a block. The thread frees it. */
#include "lesson.h"

#include <pthread.h>
#include <stdlib.h>

struct call {
    void (*method)(struct group *self);
    struct group *self;
};

static void done(struct group *self)
{
    self->left--;
}

static void *run(void *argument)
{
    struct call *call = argument;
    call->method(call->self);
    free(call);
    return NULL;
}

static int start(pthread_t *thread, void (*method)(struct group *self), struct group *group)
{
    struct call *call = malloc(sizeof *call);
    if (call == NULL)
        return -1;
    *call = (struct call){ method, group };
    int error = pthread_create(thread, NULL, run, call);
    if (error != 0)
        free(call);
    return error;
}

long left_boxed(long jobs)
{
    struct group group = { jobs };
    pthread_t thread;
    if (start(&thread, done, &group) != 0)
        return -1;
    pthread_join(thread, NULL);
    return group.left;
}
