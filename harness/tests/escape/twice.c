// twice.c -- calls that return twice make loops, which the control-flow graph does not show
#include <setjmp.h>
#include <stdlib.h>
#include <ucontext.h>
#include <unistd.h>

static jmp_buf again;
static sigjmp_buf again_sig;
static ucontext_t context;

int long_jump(int n)
{
    char *volatile previous = NULL;
    volatile int turn = 0, total = 0;
    _setjmp(again);
    char *block = malloc(4); // WANT "outlives the loop iteration (kept in previous)"
    block[0] = (char)turn;
    if (previous != NULL)
        total += previous[0];
    previous = block;
    if (turn++ < n)
        longjmp(again, 1);
    return total;
}

int signal_jump(int n)
{
    char *volatile previous = NULL;
    volatile int turn = 0, total = 0;
    if (sigsetjmp(again_sig, 1) > n)
        return total;
    char *block = malloc(4); // WANT "outlives the loop iteration (kept in previous)"
    block[0] = (char)turn;
    if (previous != NULL)
        total += previous[0];
    previous = block;
    if (turn++ < n)
        siglongjmp(again_sig, turn);
    return total;
}

int context_again(int n)
{
    char *volatile previous = NULL;
    volatile int turn = 0, total = 0;
    getcontext(&context);
    char *block = malloc(4); // WANT "outlives the loop iteration (kept in previous)"
    block[0] = (char)turn;
    if (previous != NULL)
        total += previous[0];
    previous = block;
    if (turn++ < n)
        setcontext(&context);
    return total;
}

int save_state(int *where) __attribute__((returns_twice));
void restore_state(void);

int own(int n)
{
    int where;
    char *volatile previous = NULL;
    volatile int turn = 0, total = 0;
    save_state(&where);
    char *block = malloc(4); // WANT "outlives the loop iteration (kept in previous)"
    block[0] = (char)turn;
    if (previous != NULL)
        total += previous[0];
    previous = block;
    if (turn++ < n)
        restore_state();
    return total;
}

/* The block is made before the jump is set up: there is one of it. */
int made_before(void)
{
    char *block = malloc(4); // WANT "does not escape"
    block[0] = 1;
    if (setjmp(again) == 0)
        longjmp(again, 1);
    int r = block[0];
    free(block);
    return r;
}

/* The older block is not looked at again. */
int made_after(void)
{
    if (setjmp(again) != 0)
        return 1;
    char *block = malloc(4); // WANT "does not escape"
    block[0] = 1;
    int r = block[0];
    free(block);
    return r;
}

static int (*const volatile save)(ucontext_t *) = getcontext;

int through_a_pointer(int n)
{
    char *volatile previous = NULL;
    volatile int turn = 0, total = 0;
    save(&context);
    char *block = malloc(4); // WANT "outlives the loop iteration (kept in previous)"
    block[0] = (char)turn;
    if (previous != NULL)
        total += previous[0];
    previous = block;
    if (turn++ < n)
        setcontext(&context);
    return total;
}

static ucontext_t other;

int switched(int n)
{
    char *volatile previous = NULL;
    volatile int turn = 0, total = 0;
    swapcontext(&context, &other);
    char *block = malloc(4); // WANT "outlives the loop iteration (kept in previous)"
    block[0] = (char)turn;
    if (previous != NULL)
        total += previous[0];
    previous = block;
    if (turn++ < n)
        setcontext(&context);
    return total;
}
