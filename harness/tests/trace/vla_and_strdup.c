/* A function with a variable-length array moves its stack pointer before it calls libc. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

static size_t op(size_t n)
{
    char room[n];
    memset(room, 'x', n);
    room[n - 1] = '\0';
    char *copy = strdup(room); // WANT "strdup's malloc(10..59) not seen to escape op (50 of 50)"
    char *plain = malloc(n);   // WANT "malloc(10..59) not seen to escape op (50 of 50)"
    memcpy(plain, copy, n);
    size_t length = strlen(plain);
    free(plain);
    free(copy);
    return length;
}

int main(void)
{
    size_t sum = 0;
    for (size_t i = 0; i < 50; i++)
        sum += op(10 + i);
    return sum == 1;
}
