/* program.c -- recursion on a coroutine's stack, then on a smaller one that begins at the same
 * address: the innermost frames are the same, and the outermost ones would lie beyond its end. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { LARGE = 1 << 20, PAGE = 4096, SHALLOW = 30 };

static ucontext_t main_context, context;
static int turns;
static uintptr_t frame_bytes, last;

static __attribute__((noinline)) int recurse(int n)
{
    volatile int here = n;
    if (n == 1)
        frame_bytes = last - (uintptr_t)&here;
    last = (uintptr_t)&here;
    if (n > 0)
        return recurse(n - 1) + here;
    for (int i = 0; i < 3; i++) {
        void *volatile block = malloc(100);
        free(block);
    }
    return here;
}

static void run(void)
{
    recurse(turns);
}

static void on_stack(char *base, size_t size, int depth)
{
    if (mmap(base, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
        MAP_FAILED)
        exit(2);
    turns = depth;
    getcontext(&context);
    context.uc_stack.ss_sp = base;
    context.uc_stack.ss_size = size;
    context.uc_link = &main_context;
    makecontext(&context, run, 0);
    swapcontext(&main_context, &context);
    mprotect(base, size, PROT_NONE);
}

int main(void)
{
    char *base = mmap(NULL, 2 * LARGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return 2;
    on_stack(base, LARGE, SHALLOW);
    uintptr_t less = frame_bytes * PAGE; /* a multiple of both */
    while (less % 2 == 0 && less / 2 % PAGE == 0 && less / 2 % frame_bytes == 0)
        less /= 2;
    on_stack(base, LARGE, SHALLOW + (int)(less / frame_bytes));
    on_stack(base, LARGE - less, SHALLOW);
    return puts("done") < 0;
}
