/* Threads of C11's thrd_create, which does not call pthread_create, allocate at the same time. */
#include <stdlib.h>
#include <threads.h>

static int work(void *unused)
{
    (void)unused;
    for (int i = 0; i < 50000; i++) {
        void *volatile block = malloc(16);
        // WANT "not seen to escape work (200000 of 200000)"
        free(block);
    }
    return 0;
}

int main(void)
{
    thrd_t t[4];
    for (int i = 0; i < 4; i++)
        if (thrd_create(&t[i], work, NULL) != thrd_success) // WANT "thrd_create's calloc"
            return 1;
    for (int i = 0; i < 4; i++)
        thrd_join(t[i], NULL);
    return 0;
}
