/* Retried from one place: each try is a new activation, with the same place and the same
 * address. */
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf back;
static void *held;
static volatile int tries;

static void attempt(void)
{
    free(held);
    held = malloc(24);
    // WANT "outlives attempt: lives in op, 1 frame up; freed at" "200 of 200 blocks"
    if (++tries % 4 != 0)
        longjmp(back, 1);
}

static void op(void)
{
    setjmp(back);
    attempt();
    free(held);
    held = NULL;
}

int main(void)
{
    for (int i = 0; i < 50; i++)
        op();
    return 0;
}
