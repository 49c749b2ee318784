/* exercise_wall.c -- a seccomp filter on where a system call comes from. */
#include "bench/exercise.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <link.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

struct range {
    uint64_t from, to;
};

/* The code of the program: the first object of the list, where the answer is. Its own libraries
 * make all of its honest system calls. */
static int find_code(struct dl_phdr_info *info, size_t size, void *found)
{
    (void)size;
    struct range *code = found;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type == PT_LOAD && (p->p_flags & PF_X) != 0)
            *code = (struct range){ info->dlpi_addr + p->p_vaddr,
                                    info->dlpi_addr + p->p_vaddr + p->p_memsz };
    }
    return 1;
}

bool hm_bench_exercise_wall(void)
{
    struct range code = { 0, 0 };
    dl_iterate_phdr(find_code, &code);
    unsigned high = (unsigned)(code.from >> 32);
    if (code.to == 0 || (code.to - 1) >> 32 != high)
        return false;
    const unsigned ip = offsetof(struct seccomp_data, instruction_pointer);
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 7, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execveat, 6, 0),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ip + 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, high, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ip),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (unsigned)code.from, 0, 1),
        BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, (unsigned)code.to, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    struct sock_fprog program = { HM_COUNT(filter), filter };
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
