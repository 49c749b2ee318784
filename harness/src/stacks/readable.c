/* readable.c -- a system call that reads a word tells whether it can be read. */
#include "stacks/readable.h"

#include <errno.h>
#include <stddef.h>

#include "base/kernel.h"

static bool sealed;

void hm_stacks_seal_readable(void)
{
    __atomic_store_n(&sealed, true, __ATOMIC_RELAXED);
}

/* The kernel reads the set of signals before it finds out that there is no way -1 to use it. */
bool hm_stacks_is_readable(uintptr_t at)
{
    enum { NO_WAY = -1, SET_BYTES = 8 };
    int saved = errno;
    if (__atomic_load_n(&sealed, __ATOMIC_RELAXED))
        return false;
    bool readable = hm_base_kernel(SYS_rt_sigprocmask, NO_WAY, (long)at, 0, SET_BYTES, 0, 0) == 0 ||
                    errno != EFAULT;
    errno = saved;
    return readable;
}
