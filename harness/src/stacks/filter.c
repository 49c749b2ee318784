/* filter.c -- prctl() and syscall() in front of libc's: a program that installs a filter of system
 * calls calls one of them. Nothing may be opened in its name afterwards. */
#include "stacks/filter.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "stacks/stacks.h"

static bool filtered;

bool hm_stacks_filtered(void)
{
    return __atomic_load_n(&filtered, __ATOMIC_RELAXED);
}

static void announced(bool filter)
{
    hm_stacks_seal();
    if (filter)
        __atomic_store_n(&filtered, true, __ATOMIC_RELAXED);
}

/* Not declared as in <unistd.h>, which leaves the number of arguments open: with these seven a call
 * is passed on as it came. */
typedef long system_call(long number, long a, long b, long c, long d, long e, long f);
system_call syscall;

static system_call first_syscall;
__attribute__((used)) static system_call *libc_syscall = first_syscall;

void hm_stacks_filter_start(void)
{
    void *found = dlsym(RTLD_NEXT, "syscall");
    memcpy(&libc_syscall, &found, sizeof found);
}

/* A call before the library has started. */
static long first_syscall(long number, long a, long b, long c, long d, long e, long f)
{
    hm_stacks_filter_start();
    return libc_syscall(number, a, b, c, d, e, f);
}

__attribute__((used)) static void look_at(long number, long option)
{
    if (number == SYS_seccomp || (number == SYS_prctl && option == PR_SET_SECCOMP))
        announced(true);
}

#if defined(__x86_64__)
/* In assembly, because the seventh argument is on the stack: a caller with fewer has something else
 * there, which must not even be written back. */
#define STRING(x) #x
#define IS(x)     "cmp $" STRING(x) ", %rdi\n je 1f\n"
#define SAVE(x)   "push %" #x "\n .cfi_adjust_cfa_offset 8\n"
#define BACK(x)   "pop %" #x "\n .cfi_adjust_cfa_offset -8\n"
__asm__(".pushsection .text\n"
        ".globl syscall\n"
        ".type syscall, @function\n"
        "syscall:\n"
        ".cfi_startproc\n"
        /* clang-format off */
        IS(SYS_seccomp) IS(SYS_prctl)
        "jmp *libc_syscall(%rip)\n"
        "1:\n"
        SAVE(rdi) SAVE(rsi) SAVE(rdx) SAVE(rcx) SAVE(r8) SAVE(r9) SAVE(rax)
        "call look_at\n"
        BACK(rax) BACK(r9) BACK(r8) BACK(rcx) BACK(rdx) BACK(rsi) BACK(rdi)
        /* clang-format on */
        "jmp *libc_syscall(%rip)\n"
        ".cfi_endproc\n"
        ".size syscall, . - syscall\n"
        ".popsection\n");
#else
__attribute__((visibility("default"))) long syscall(long number, long a, long b, long c, long d,
                                                    long e, long f)
{
    look_at(number, a);
    return libc_syscall(number, a, b, c, d, e, f);
}
#endif

/* Without privileges the kernel requires PR_SET_NO_NEW_PRIVS before a filter. */
__attribute__((visibility("default"))) int prctl(int option, ...)
{
    unsigned long a[4];
    va_list args;
    va_start(args, option);
    for (int i = 0; i < 4; i++)
        a[i] = va_arg(args, unsigned long);
    va_end(args);
    if (option == PR_SET_SECCOMP || option == PR_SET_NO_NEW_PRIVS)
        announced(option == PR_SET_SECCOMP);
    return (int)libc_syscall(SYS_prctl, option, (long)a[0], (long)a[1], (long)a[2], (long)a[3], 0);
}
