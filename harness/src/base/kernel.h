/* kernel.h -- system calls that run no code of the program.
 *
 * A program, or another preloaded library, may define open() or mmap() itself. It may count its
 * calls there, take a lock or allocate. What runs beside the program must not call such a function,
 * so it asks the kernel directly. Sanitizers and clang's analyzer must see the calls, and machines
 * that are not known here have no other way: they use the C library. */
#ifndef HM_BASE_KERNEL_H
#define HM_BASE_KERNEL_H

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#if defined(HM_SANITIZED) || defined(__clang_analyzer__) || !defined(__linux__) ||                 \
    !defined(__LP64__)

#define HM_BASE_KERNEL 0

#elif defined(__x86_64__)

static inline long hm_base_kernel_asked(long number, const long a[6])
{
    register long fourth __asm__("r10") = a[3];
    register long fifth __asm__("r8") = a[4];
    register long sixth __asm__("r9") = a[5];
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "0"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(fourth), "r"(fifth),
                       "r"(sixth)
                     : "rcx", "r11", "memory");
    return result;
}

#define HM_BASE_KERNEL 1

#elif defined(__aarch64__)

static inline long hm_base_kernel_asked(long number, const long a[6])
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a[0];
    register long x1 __asm__("x1") = a[1];
    register long x2 __asm__("x2") = a[2];
    register long x3 __asm__("x3") = a[3];
    register long x4 __asm__("x4") = a[4];
    register long x5 __asm__("x5") = a[5];
    __asm__ volatile("svc #0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    return x0;
}

#define HM_BASE_KERNEL 1

#else
#define HM_BASE_KERNEL 0
#endif

#if HM_BASE_KERNEL

/* As syscall(): -1 and errno if it fails. */
static inline long hm_base_kernel(long number, long a, long b, long c, long d, long e, long f)
{
    enum { ERRORS = 4095 };
    const long arguments[6] = { a, b, c, d, e, f };
    long result = hm_base_kernel_asked(number, arguments);
    if (result >= 0 || result < -ERRORS)
        return result;
    errno = (int)-result;
    return -1;
}

#else

static inline long hm_base_kernel(long number, long a, long b, long c, long d, long e, long f)
{
    return syscall(number, a, b, c, d, e, f);
}

#endif

/* As the functions of the C library with these names. The calls are those that every machine has.
 */

static inline int hm_base_open(const char *path, int flags)
{
    return (int)hm_base_kernel(SYS_openat, AT_FDCWD, (long)path, flags, 0, 0, 0);
}

static inline int hm_base_close(int fd)
{
    return (int)hm_base_kernel(SYS_close, fd, 0, 0, 0, 0, 0);
}

static inline ssize_t hm_base_read(int fd, void *to, size_t size)
{
    return (ssize_t)hm_base_kernel(SYS_read, fd, (long)to, (long)size, 0, 0, 0);
}

static inline ssize_t hm_base_readlink(const char *path, char *to, size_t size)
{
    return (ssize_t)hm_base_kernel(SYS_readlinkat, AT_FDCWD, (long)path, (long)to, (long)size, 0,
                                   0);
}

static inline int hm_base_access(const char *path, int mode)
{
    return (int)hm_base_kernel(SYS_faccessat, AT_FDCWD, (long)path, mode, 0, 0, 0);
}

static inline int hm_base_munmap(void *map, size_t size)
{
    return (int)hm_base_kernel(SYS_munmap, (long)map, (long)size, 0, 0, 0, 0);
}

static inline int hm_base_madvise(void *map, size_t size, int advice)
{
    return (int)hm_base_kernel(SYS_madvise, (long)map, (long)size, advice, 0, 0, 0);
}

static inline pid_t hm_base_getpid(void)
{
    return (pid_t)hm_base_kernel(SYS_getpid, 0, 0, 0, 0, 0, 0);
}

static inline pid_t hm_base_getppid(void)
{
    return (pid_t)hm_base_kernel(SYS_getppid, 0, 0, 0, 0, 0, 0);
}

#if HM_BASE_KERNEL /* what takes an offset, or a structure, differs on machines of 32 bits */

static inline ssize_t hm_base_pread(int fd, void *to, size_t size, off_t offset)
{
    return (ssize_t)hm_base_kernel(SYS_pread64, fd, (long)to, (long)size, offset, 0, 0);
}

static inline int hm_base_stat(const char *path, struct stat *status)
{
    return (int)hm_base_kernel(SYS_newfstatat, AT_FDCWD, (long)path, (long)status, 0, 0, 0);
}

static inline void *hm_base_mmap(void *at, size_t size, int access, int flags, int fd, off_t offset)
{
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    return (void *)hm_base_kernel(SYS_mmap, (long)at, (long)size, access, flags, fd, offset);
}

/* `to` is used with MREMAP_FIXED. */
static inline void *hm_base_mremap(void *from, size_t size, size_t new_size, int flags, void *to)
{
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    return (void *)hm_base_kernel(SYS_mremap, (long)from, (long)size, (long)new_size, flags,
                                  (long)to, 0);
}

#else

#define hm_base_pread  pread
#define hm_base_stat   stat
#define hm_base_mmap   mmap
#define hm_base_mremap mremap

#endif

#endif
