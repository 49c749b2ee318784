/* After a longjmp the first call is a libc function that allocates. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf back;

static void leaf(int n)
{
    if (n >= 0)
        longjmp(back, 1);
}

static size_t op(int n)
{
    if (setjmp(back) == 0)
        leaf(n);
    char *copy = strdup("after"); // WANT "strdup's malloc(6) not seen to escape op (100 of 100)"
    size_t length = strlen(copy);
    free(copy);
    return length;
}

int main(void)
{
    size_t sum = 0;
    for (int i = 0; i < 100; i++)
        sum += op(i);
    return sum == 1;
}
