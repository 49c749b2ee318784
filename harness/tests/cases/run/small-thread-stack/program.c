/* program.c -- a thread with the smallest stack requests a block in the last of N frames. */
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *(*volatile request)(size_t) = malloc;

__attribute__((noinline)) static int deep(long n)
{
    volatile char frame[256];
    memset((void *)frame, (int)n, sizeof frame);
    if (n > 1)
        return deep(n - 1) + frame[1];
    free(request(50));
    return frame[2];
}

static void *thread(void *n)
{
    deep(*(long *)n);
    return NULL;
}

int main(int argc, char **argv)
{
    long n = argc > 1 ? strtol(argv[1], NULL, 10) : 1;
    pthread_attr_t attributes;
    pthread_t id;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstacksize(&attributes, (size_t)sysconf(_SC_THREAD_STACK_MIN)) != 0 ||
        pthread_create(&id, &attributes, thread, &n) != 0)
        return 1;
    pthread_join(id, NULL);
    return 7;
}
