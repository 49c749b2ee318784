/* A million frames deep: one block is made and freed at the bottom, another one is returned up to
 * the top. */
#include <pthread.h>
#include <stdlib.h>

static void *handed;

static int down(int n)
{
    if (n == 0) {
        void *own = malloc(8); // WANT "malloc(8) not seen to escape down (1 of 1)"
        handed = malloc(16);   // WANT "outlives down: lives in op, 1000000 frames up"
        free(own);
        return 0;
    }
    return down(n - 1) + 1;
}

static void *op(void *arg)
{
    int depth = down(999999 + 0 * (arg != NULL));
    free(handed);
    return depth == 999999 ? NULL : &handed;
}

int main(void)
{
    pthread_attr_t large;
    pthread_t runner;
    void *wrong;
    pthread_attr_init(&large);
    pthread_attr_setstacksize(&large, (size_t)1 << 30);
    if (pthread_create(&runner, &large, op, NULL) != 0) // WANT "pthread_create's calloc"
        return 1;
    pthread_join(runner, &wrong);
    return wrong != NULL;
}
