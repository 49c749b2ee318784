/* boxed.c -- the number that two threads share has a block of its own. */
#include "lesson.h"

#include <pthread.h>
#include <stdlib.h>

static void *square(void *argument)
{
    long *number = argument;
    *number *= *number;
    return NULL;
}

long square_boxed(long x)
{
    long *number = malloc(sizeof *number);
    if (number == NULL)
        return -1;
    *number = x;
    pthread_t thread;
    if (pthread_create(&thread, NULL, square, number) != 0) {
        free(number);
        return -1;
    }
    pthread_join(thread, NULL);
    long result = *number;
    free(number);
    return result;
}
