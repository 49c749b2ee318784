/* caught by: system call
 * with: allocator.h start.c
 * It calls mmap without libc, so the symbol table does not show it. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *take(size_t size)
{
    void *at = NULL;
#if defined(__x86_64__)
    register long flags __asm__("r10") = 0x22, fd __asm__("r8") = -1, offset __asm__("r9") = 0;
    __asm__ volatile("syscall"
                     : "=a"(at)
                     : "a"(9), "D"(0), "S"(size), "d"(3), "r"(flags), "r"(fd), "r"(offset)
                     : "rcx", "r11", "memory");
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = 222, x0 __asm__("x0") = 0, x1 __asm__("x1") = (long)size;
    register long x2 __asm__("x2") = 3, x3 __asm__("x3") = 0x22, x4 __asm__("x4") = -1;
    register long x5 __asm__("x5") = 0;
    __asm__ volatile("svc\t#0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    at = (void *)x0;
#endif
    return at;
}

static void give(void *block)
{
    (void)block;
}
