/* program.c -- a coroutine that begins at the very end of its stack, with no memory behind it. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { SIZE = 65536 };

void switch_to(void **save, void *to);
__asm__(".globl switch_to\n"
        "switch_to: push %rbp\n push %rbx\n push %r12\n push %r13\n push %r14\n push %r15\n"
        "mov %rsp, (%rdi)\n mov %rsi, %rsp\n"
        "pop %r15\n pop %r14\n pop %r13\n pop %r12\n pop %rbx\n pop %rbp\n ret\n");

static void *main_stack, *own_stack;

static __attribute__((noinline)) void request(size_t size)
{
    void *volatile block = malloc(size);
    free(block);
}

static void run(void)
{
    for (;;) {
        request(10);
        switch_to(&own_stack, main_stack);
    }
}

int main(void)
{
    char *map = mmap(NULL, 3 * SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED || mprotect(map + SIZE, SIZE, PROT_READ | PROT_WRITE) != 0)
        return 2;
    uintptr_t *sp = (uintptr_t *)(map + 2 * SIZE);
    *--sp = (uintptr_t)run;
    for (int i = 0; i < 6; i++)
        *--sp = (uintptr_t)-8;
    own_stack = sp;
    for (int i = 0; i < 5; i++)
        switch_to(&main_stack, own_stack);
    return puts("done") < 0;
}
