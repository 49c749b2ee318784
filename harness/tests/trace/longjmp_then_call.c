/* After a longjmp another function has its frame at the place of the dead one, smaller or
 * larger. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf back;
static void *made;

static void leaf(void)
{
    made = malloc(16);
    // WANT "outlives leaf: lives in op, 1 frame up; freed at" "200 of 200 blocks"
    longjmp(back, 1);
}

static void small(void)
{
    free(made);
}

static void large(void)
{
    volatile char room[4000];
    room[0] = 1;
    room[3999] = room[0];
    free(made);
}

static void op(int n)
{
    if (setjmp(back) == 0)
        leaf();
    if (n % 2 == 0)
        small();
    else
        large();
}

int main(void)
{
    for (int i = 0; i < 200; i++)
        op(i);
    return 0;
}
