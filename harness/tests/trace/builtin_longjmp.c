/* __builtin_longjmp leaves a function without its exit hook, and no library sees it. The function
 * without hooks that is called next may have a frame of the same size. */
#include <stdlib.h>

static void *back[5];
static char *kept;

__attribute__((noinline)) static void keep(void)
{
    kept = malloc(16); // WANT "outlives keep: lives in leaf (100) or op (100), 1 frame up"
}

__attribute__((noinline)) static void leaf(void)
{
    keep();
    free(kept);
    __builtin_longjmp(back, 1);
}

__attribute__((noinline, no_instrument_function)) static void between(void)
{
    keep();
    __asm__ volatile(""); /* the call is no jump */
}

__attribute__((noinline)) static void op(void)
{
    if (__builtin_setjmp(back) == 0)
        leaf();
    between();
    free(kept);
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
