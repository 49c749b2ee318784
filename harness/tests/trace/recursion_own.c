/* Every level of a recursion frees its own block. */
#include <stdlib.h>

static int down(int n)
{
    int *here = malloc(16);
    // WANT "not seen to escape down (5050 of 5050); an automatic variable would do"
    *here = n;
    int sum = n > 0 ? down(n - 1) : 0;
    sum += *here;
    free(here);
    return sum;
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 50; i++)
        sum += down(100);
    return sum == 1;
}
