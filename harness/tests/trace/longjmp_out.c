/* A frame that longjmp leaves calls no exit hook; the function that it jumps to frees its block. */
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf back;
static void *made;

static void leaf(void)
{
    made = malloc(16);
    // WANT "outlives leaf: lives in op, 2 frames up; freed at" "100 of 100 blocks"
    longjmp(back, 1);
}

static void middle(void)
{
    leaf();
}

static void op(void)
{
    if (setjmp(back) == 0)
        middle();
    free(made);
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
