/* Every return of a function frees the block. */
#include <stdlib.h>

static int op(int n)
{
    int *p = malloc(16); // WANT "not seen to escape op (90 of 90)"
    if (n % 3 == 0) {
        free(p);
        return 0;
    }
    *p = n;
    if (n % 3 == 1)
        goto out;
    *p += 1;
out:
    n = *p;
    free(p);
    return n;
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 90; i++)
        sum += op(i);
    return sum == 1;
}
