/* program.c -- code without unwind tables, called by a library that has them and by a signal. */
#include <alloca.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static volatile int sum;

__attribute__((noinline)) static void leaf(size_t size)
{
    char *volatile block = malloc(size);
    free(block);
    sum++;
}

static int compare(const void *a, const void *b)
{
    if (sum == 0)
        leaf(1001);
    sum++;
    return *(const int *)a - *(const int *)b;
}

static void handle(int number)
{
    leaf((size_t)(2000 + number));
    sum++;
}

/* It keeps its frame in rbp in any case, because its size is not constant. */
__attribute__((noinline)) static void varied(size_t size)
{
    char *room = alloca(size);
    memset(room, 1, size);
    leaf(size);
    sum += room[size / 2];
}

int main(void)
{
    int numbers[] = { 3, 1, 2 };
    qsort(numbers, 3, sizeof *numbers, compare);
    signal(SIGUSR1, handle);
    raise(SIGUSR1);
    for (int i = 0; i < 20; i++)
        varied(3000);
    return numbers[0] - 1;
}
