/* After the jump the function grows its own frame over the dead frames, so their memory has no
 * trace of them. */
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf back;
static void *made;
static volatile size_t large = 100000;

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

static void drop(void)
{
    free(made);
}

static void op(void)
{
    if (setjmp(back) == 0)
        middle();
    char grown[large];
    grown[0] = 1;
    drop();
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
