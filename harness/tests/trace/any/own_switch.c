/* A switch of stacks by hand, to an array inside a frame and back. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FRAME __attribute__((noinline, noclone))

static void *main_sp, *routine_sp;
static void *volatile handed;
static volatile int calls;

void change_stack(void **from, void *to);
__asm__(".globl change_stack\n.type change_stack, @function\nchange_stack:\n"
        "push %rbp\npush %rbx\npush %r12\npush %r13\npush %r14\npush %r15\n"
        "mov %rsp, (%rdi)\nmov %rsi, %rsp\n"
        "pop %r15\npop %r14\npop %r13\npop %r12\npop %rbx\npop %rbp\nret\n"
        ".size change_stack, .-change_stack\n");

FRAME static void body(void)
{
    for (;;) {
        void *own = malloc(24);
        // WANT "malloc(24) unknown: its thread switches stacks"
        // WANT "malloc(24) outlives body: not freed"
        handed = malloc(16);    // WANT "malloc(16) unknown: its thread switches stacks"
        change_stack(&routine_sp, main_sp);
        free(own);
    }
}

FRAME static void deeper(void)
{
    void *own = malloc(48); // WANT "malloc(48) not seen to escape deeper (10 of 10)"
    change_stack(&main_sp, routine_sp);
    free(handed);
    free(own);
    calls++;
}

FRAME static void op(void)
{
    uintptr_t room[8192];
    void *own = malloc(56); // WANT "malloc(56) not seen to escape op (1 of 1)"
    memset(room, 0, sizeof room);
    room[8190] = (uintptr_t)body; /* what `ret` finds; the registers before it, 0 behind it */
    routine_sp = &room[8184];
    for (int i = 0; i < 10; i++)
        deeper();
    free(own);
    calls++;
}

int main(void)
{
    op();
    return calls == 0;
}
