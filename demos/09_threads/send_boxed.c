/* send_boxed.c -- a channel with room for one address: the sender makes the point in a block, and
 * the receiver frees it. */
#include "lesson.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct channel {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    bool full;
    struct point *slot;
};

static void channel_send(struct channel *channel, struct point *message)
{
    pthread_mutex_lock(&channel->lock);
    channel->slot = message;
    channel->full = true;
    pthread_cond_signal(&channel->filled);
    pthread_mutex_unlock(&channel->lock);
}

static struct point *channel_receive(struct channel *channel)
{
    pthread_mutex_lock(&channel->lock);
    while (!channel->full)
        pthread_cond_wait(&channel->filled, &channel->lock);
    channel->full = false;
    struct point *message = channel->slot;
    pthread_mutex_unlock(&channel->lock);
    return message;
}

static void *send_point(void *argument)
{
    struct point *p = malloc(sizeof *p);
    if (p != NULL)
        *p = (struct point){ 1, 2, 3 };
    channel_send(argument, p); /* NULL too: the receiver waits for it */
    return NULL;
}

long received_boxed(void)
{
    struct channel channel = { .lock = PTHREAD_MUTEX_INITIALIZER,
                               .filled = PTHREAD_COND_INITIALIZER };
    pthread_t thread;
    if (pthread_create(&thread, NULL, send_point, &channel) != 0)
        return -1;
    struct point *p = channel_receive(&channel);
    pthread_join(thread, NULL);
    if (p == NULL)
        return -1;
    long sum = p->x + p->y + p->z;
    free(p);
    return sum;
}
