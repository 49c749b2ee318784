/* A function calls setjmp at the address of an earlier call of itself, which a jump further out had
 * left: the same place of call, the same frame address. */
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf near, far;
static void *made;

static void leaf(int n)
{
    made = malloc(16);
    // WANT "outlives leaf: lives in main (100) or op (100), 1..2 frames up" "200 of 200 blocks"
    if (n % 2 == 0)
        longjmp(near, 1);
    longjmp(far, 1);
}

static void op(int n)
{
    void *own = malloc(8);
    // WANT "malloc(8) not seen to escape op (100 of 200)"
    // WANT "malloc(8) outlives op: not freed; 100 of 200 blocks"
    if (setjmp(near) == 0)
        leaf(n);
    free(own);
    free(made);
    made = NULL;
}

int main(void)
{
    for (volatile int i = 0; i < 200; i++) {
        if (setjmp(far) == 0) {
            op(i);
        } else {
            free(made);
            made = NULL;
        }
    }
    return 0;
}
