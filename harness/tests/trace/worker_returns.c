/* The joining thread frees the result of a worker; the worker frees the request. */
#include <pthread.h>
#include <stdlib.h>

static void *work(void *request)
{
    int *result = malloc(8); // WANT "outlives work: freed by another thread" "20 of 20 blocks"
    int *scratch = malloc(4); // WANT "malloc(4) not seen to escape work (20 of 20)"
    *scratch = *(int *)request;
    *result = *scratch + 1;
    free(scratch);
    free(request);
    return result;
}

static int op(int n)
{
    pthread_t t;
    void *result;
    int *request = malloc(4); // WANT "outlives op: freed by another thread" "20 of 20 blocks"
    *request = n;
    if (pthread_create(&t, NULL, work, request) != 0) // WANT "pthread_create's calloc"
        return -1;
    pthread_join(t, &result);
    n = *(int *)result;
    free(result);
    return n;
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 20; i++)
        sum += op(i);
    return sum == 1;
}
