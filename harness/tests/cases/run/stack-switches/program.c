/* program.c -- two coroutines and main, which request a block at each of 40000 switches. */
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

static ucontext_t home, routine[2];

static void body(int id)
{
    for (;;) {
        char *volatile block = malloc(30);
        free(block);
        swapcontext(&routine[id], &home);
    }
}
int main(void)
{
    enum { BYTES = 1 << 16 };
    for (int i = 0; i < 2; i++) {
        getcontext(&routine[i]);
        routine[i].uc_stack.ss_sp =
            mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        routine[i].uc_stack.ss_size = BYTES;
        makecontext(&routine[i], (void (*)(void))body, 1, i);
    }
    for (int i = 0; i < 20000; i++) {
        char *volatile block = malloc(20);
        free(block);
        swapcontext(&home, &routine[i % 2]);
    }
    return 0;
}
