/* pairs.c -- the work for the instruments of `make bench-overhead`: malloc and free pairs.
 *
 *   pairs PAIRS THREADS FRAMES LIVE     prints nanoseconds per pair
 *
 * Each thread allocates FRAMES calls deep, while LIVE older blocks stay alive. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long pairs, frames;
static void *volatile keep;

__attribute__((noinline)) static void work(long depth)
{
    if (depth > 1) {
        work(depth - 1);
        __asm__ volatile(""); /* no tail call */
        return;
    }
    for (long i = 0; i < pairs; i++) {
        void *volatile mine = malloc(24); /* not `keep`: all threads share that one */
        free(mine);
    }
}

static void *thread(void *arg)
{
    work(frames);
    return arg;
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    pairs = strtol(argv[1], NULL, 10);
    long threads = strtol(argv[2], NULL, 10), live = strtol(argv[4], NULL, 10);
    frames = strtol(argv[3], NULL, 10);
    for (long i = 0; i < live; i++)
        keep = malloc(24);
    pthread_t t[64];
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (long i = 1; i < threads && i < 64; i++)
        if (pthread_create(&t[i], NULL, thread, NULL) != 0)
            return 2;
    work(frames);
    for (long i = 1; i < threads && i < 64; i++)
        pthread_join(t[i], NULL);
    clock_gettime(CLOCK_MONOTONIC, &to);
    double ns = (double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec);
    printf("%.2f\n", ns / (double)pairs);
    return 0;
}
