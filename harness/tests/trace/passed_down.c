/* A block that is passed to a callee and freed there does not escape. */
#include <stdlib.h>

static int consume(int *p)
{
    int n = *p;
    free(p);
    return n;
}

static int op(int n)
{
    int *p = malloc(4); // WANT "not seen to escape op (100 of 100); an automatic variable would do"
    *p = n;
    return consume(p);
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 100; i++)
        sum += op(i);
    return sum == 1;
}
