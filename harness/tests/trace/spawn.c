/* The program starts another program and waits for it: the other one is not traced. */
#include <stdlib.h>

static void *make(void)
{
    return malloc(16); // WANT "outlives make: lives in op, 1 frame up" "5 of 5 blocks"
}

static void op(void)
{
    void *p = make();
    if (system("exit 0") != 0)
        abort();
    free(p);
}

int main(void)
{
    for (int i = 0; i < 5; i++)
        op();
    return 0;
}
