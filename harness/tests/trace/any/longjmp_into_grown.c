/* longjmp into a frame that has grown since setjmp: what was called from it has ended. */
#include <alloca.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#define FRAME __attribute__((noinline, noclone))

static jmp_buf landing;
static void *volatile kept;
static volatile int calls;

FRAME static void thrower(size_t size)
{
    kept = malloc(size); // WANT "outlives thrower: lives in op, 1 frame up" "20 of 20 blocks"
    calls++;
    longjmp(landing, 1);
}

FRAME static void op(int i)
{
    volatile int tries = 0;
    void *volatile own = malloc(48); // WANT "malloc(48) not seen to escape op (20 of 20)"
    if (setjmp(landing) == 0) {
        memset(alloca(1000 + (size_t)i * 100), 1, 1000);
        tries = tries + 1;
        thrower(32);
    }
    free(kept);
    free(own);
    calls++;
}

int main(void)
{
    for (int i = 0; i < 20; i++)
        op(i);
    return calls == 0;
}
