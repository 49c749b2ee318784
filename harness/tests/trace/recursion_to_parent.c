/* Every level of a recursion frees the block of the level below it. */
#include <stdlib.h>

static int *down(int n)
{
    if (n == 0)
        return NULL;
    int *below = down(n - 1);
    free(below);
    int *here = malloc(8);
    // WANT "outlives down: lives in down (190) or op (10), 1 frame up; freed at"
    *here = n;
    return here;
}

static void op(void)
{
    free(down(20));
}

int main(void)
{
    for (int i = 0; i < 10; i++)
        op();
    return 0;
}
