/* expect: output 9 */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static void *add(void *argument)
{
    pthread_mutex_lock(&lock);
    sum += *(int *)argument;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    int i;
    pthread_mutex_lock(&lock); /* all threads exist before the first one adds */
    for (i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, add, &i); /* wrong: one variable for all */
    pthread_mutex_unlock(&lock);
    for (int k = 0; k < 3; k++)
        pthread_join(threads[k], NULL);
    printf("%d\n", sum); /* 3 + 3 + 3, not 0 + 1 + 2 */
    return 0;
}
