/* program.c -- calls a function of the malloc family while the stack is some bytes off: BYTES
 * FUNCTION. */
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
static void *ask(void *function, long bytes, long a, long b)
{
    void *block;
    __asm__ volatile("mov %%rsp, %%rbx\n\t"
                     "sub $256, %%rsp\n\t" /* below what the compiler may keep under the stack */
                     "and $-16, %%rsp\n\t"
                     "sub %[bytes], %%rsp\n\t"
                     "call *%[function]\n\t"
                     "mov %%rbx, %%rsp"
                     : "=a"(block), "+D"(a), "+S"(b)
                     : [function] "r"(function), [bytes] "r"(bytes)
                     : "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "memory", "cc");
    return block;
}
#else
static void *ask(void *function, long bytes, long a, long b)
{
    (void)function, (void)bytes, (void)b;
    return malloc((size_t)a);
}
#endif

int main(int argc, char **argv)
{
    if (argc < 3)
        return 1;
    long bytes = strtol(argv[1], NULL, 10);
    void *function = strcmp(argv[2], "calloc") == 0    ? (void *)calloc
                     : strcmp(argv[2], "realloc") == 0 ? (void *)realloc
                                                       : (void *)malloc;
    for (long i = 1; i < 200; i++) {
        void *block =
            function == (void *)realloc ? ask(function, bytes, 0, i) : ask(function, bytes, i, i);
        if (block == NULL)
            return 1;
        free(block);
    }
    return 0;
}
