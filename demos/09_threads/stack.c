/* stack.c -- the number that two threads share is a variable of the thread that waits. */
#include "lesson.h"

#include <pthread.h>
#include <stddef.h>

static void *square(void *argument)
{
    long *number = argument;
    *number *= *number;
    return NULL;
}

long square_stack(long x)
{
    long number = x;
    pthread_t thread;
    if (pthread_create(&thread, NULL, square, &number) != 0)
        return -1;
    pthread_join(thread, NULL);
    long result = number;
    return result;
}
