/* program.c -- a coroutine goes on after the stack of the coroutine that made it was unmapped. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { SIZE = 256 * 1024 };

static ucontext_t main_context, outer_context, inner_context;

static void *new_stack(ucontext_t *context)
{
    getcontext(context);
    context->uc_stack.ss_size = SIZE;
    context->uc_stack.ss_sp =
        mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return context->uc_stack.ss_sp;
}

static __attribute__((noinline)) void request(size_t size)
{
    void *volatile block = malloc(size);
    free(block);
}

static void inner(void)
{
    for (;;) {
        request(10);
        swapcontext(&inner_context, &main_context);
        request(20);
        swapcontext(&inner_context, &main_context);
    }
}

/* The first frame of `inner` keeps the frame pointer of this function. */
static void outer(void)
{
    new_stack(&inner_context);
    makecontext(&inner_context, inner, 0);
    swapcontext(&outer_context, &inner_context);
}

int main(void)
{
    char *stack = new_stack(&outer_context);
    makecontext(&outer_context, outer, 0);
    swapcontext(&main_context, &outer_context);
    request(30);
    swapcontext(&main_context, &inner_context);
    request(30);
    munmap(stack, SIZE);
    for (int i = 0; i < 10; i++) {
        swapcontext(&main_context, &inner_context);
        request(30);
    }
    return puts("done") < 0;
}
