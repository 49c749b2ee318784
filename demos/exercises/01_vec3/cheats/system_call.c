/* caught by: system call
 * It calls mmap without libc, so the symbol table does not show it. */
#include "contract.h"

static void *page(void)
{
    void *at;
#if defined(__x86_64__)
    register long flags __asm__("r10") = 0x22, fd __asm__("r8") = -1, offset __asm__("r9") = 0;
    __asm__ volatile("syscall"
                     : "=a"(at)
                     : "a"(9), "D"(0), "S"(4096), "d"(3), "r"(flags), "r"(fd), "r"(offset)
                     : "rcx", "r11", "memory");
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = 222, x0 __asm__("x0") = 0, x1 __asm__("x1") = 4096;
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

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    struct vec3 *total = page();
    for (size_t i = 0; i < count; i++)
        *total = (struct vec3){ total->x + vectors[i].x, total->y + vectors[i].y,
                                total->z + vectors[i].z };
    return *total;
}
