/* walls.c -- mounts and a seccomp filter for one confined program. */
#include "process/walls.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "process/sandbox.h"

#if defined __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined __riscv
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

struct words {
    const char **argv;
    size_t n, size;
};

static void add(struct words *w, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++, w->n++)
        if (w->n < w->size)
            w->argv[w->n] = words[i];
}

#define ADD(w, ...)                                                                                \
    add(w, (const char *const[]){ __VA_ARGS__ },                                                   \
        sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

/* The system's /bin and its like are folders, or links into /usr; either way as they are. */
static void add_system(struct words *w)
{
    static const char *const parts[] = {
        "/usr",
        "/bin",
        "/sbin",
        "/lib",
        "/lib32",
        "/lib64",
        "/libx32",
        "/etc/alternatives",
        "/etc/ld.so.cache",
        "/etc/ld.so.conf",
        "/etc/ld.so.conf.d",
        "/nix/store",
        "/gnu/store",
    };
    static char links[sizeof parts / sizeof parts[0]][64];
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        ssize_t n = readlink(parts[i], links[i], sizeof links[i] - 1);
        if (n > 0) {
            links[i][n] = '\0';
            ADD(w, "--symlink", links[i], parts[i]);
        } else {
            ADD(w, "--ro-bind-try", parts[i], parts[i]);
        }
    }
}

const char **process_walls(const struct process_sandbox *s, const char **argv, size_t size)
{
    struct words w = { argv, 0, size };
    const char *const room = s->out != NULL ? "67108864" : "1048576";
    static char filter[16], status[16];
    snprintf(filter, sizeof filter, "%d", PROCESS_WALLS_FILTER);
    snprintf(status, sizeof status, "%d", PROCESS_WALLS_STATUS);
    ADD(&w, "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL");
    ADD(&w, "--json-status-fd", status);
#ifdef ARCHITECTURE
    ADD(&w, "--seccomp", filter);
#endif
    add_system(&w);
    ADD(&w, "--proc", "/proc", "--dir", "/dev", "--dev-bind", "/dev/null", "/dev/null");
    ADD(&w, "--size", room, "--tmpfs", "/tmp", "--size", "1048576", "--tmpfs", "/dev/shm");
    for (const char *const *at = s->seen; at != NULL && *at != NULL; at++)
        ADD(&w, "--ro-bind", *at, *at);
    if (s->folder != NULL)
        ADD(&w, "--ro-bind", s->folder, s->folder);
    if (s->out != NULL)
        ADD(&w, "--bind", s->out, s->out);
    ADD(&w, "--remount-ro", "/", "--chdir", s->folder != NULL ? s->folder : "/", "--");
    if (w.n < w.size)
        return argv + w.n;
    errno = E2BIG;
    return NULL;
}

#ifdef ARCHITECTURE

enum { RULES_MAX = 96 };

struct rules {
    struct sock_filter rule[RULES_MAX];
    unsigned short n;
};

static void rule(struct rules *r, unsigned short code, unsigned char yes, unsigned char no,
                 unsigned k)
{
    r->rule[r->n++] = (struct sock_filter){ code, yes, no, k };
}

static void answer(struct rules *r, unsigned what)
{
    rule(r, BPF_RET | BPF_K, 0, 0, what);
}

static void load(struct rules *r, size_t offset)
{
    rule(r, BPF_LD | BPF_W | BPF_ABS, 0, 0, (unsigned)offset);
}

static void refuse(struct rules *r, long number, int error)
{
    rule(r, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (unsigned)number);
    answer(r, SECCOMP_RET_ERRNO | (unsigned)error);
}

/* clone() of a thread is always fine, of a process only if the program may start some. */
static void judge_clone(struct rules *r, bool forks)
{
    rule(r, BPF_JMP | BPF_JEQ | BPF_K, 0, 6, SYS_clone);
    load(r, offsetof(struct seccomp_data, args[0]));
    rule(r, BPF_JMP | BPF_JSET | BPF_K, 0, 1, CLONE_NEWUSER);
    answer(r, SECCOMP_RET_ERRNO | EPERM);
    rule(r, BPF_JMP | BPF_JSET | BPF_K, 1, 0, CLONE_THREAD);
    answer(r, forks ? SECCOMP_RET_ALLOW : SECCOMP_RET_ERRNO | EPERM);
    answer(r, SECCOMP_RET_ALLOW);
}

static void fill(struct rules *r, bool forks)
{
    static const long never[] = {
        SYS_ptrace,      SYS_process_vm_readv, SYS_process_vm_writev,
        SYS_bpf,         SYS_unshare,          SYS_setns,
        SYS_mount,       SYS_umount2,          SYS_add_key,
        SYS_request_key, SYS_keyctl,           SYS_perf_event_open,
        SYS_socket,      SYS_socketpair,       SYS_userfaultfd,
        SYS_pivot_root,  SYS_shmget,           SYS_msgget,
        SYS_semget,      SYS_pidfd_open,
    };
    load(r, offsetof(struct seccomp_data, arch));
    rule(r, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCHITECTURE);
    answer(r, SECCOMP_RET_KILL_PROCESS);
    load(r, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
    rule(r, BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0x40000000); /* the x32 system calls */
    answer(r, SECCOMP_RET_KILL_PROCESS);
#endif
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        refuse(r, never[i], EPERM);
    for (long io_uring = SYS_io_uring_setup; io_uring <= SYS_io_uring_register; io_uring++)
        refuse(r, io_uring, ENOSYS);
    refuse(r, SYS_clone3, ENOSYS); /* its flags are out of reach: the C library falls back */
#ifdef SYS_fork
    if (!forks) {
        refuse(r, SYS_fork, EPERM);
        refuse(r, SYS_vfork, EPERM);
    }
#endif
    judge_clone(r, forks);
    answer(r, SECCOMP_RET_ALLOW);
}

int process_walls_filter(bool forks)
{
    struct rules r = { .n = 0 };
    fill(&r, forks);
    int fd = memfd_create("filter", MFD_CLOEXEC);
    size_t size = r.n * sizeof r.rule[0];
    if (fd >= 0 && write(fd, r.rule, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

#else

int process_walls_filter(bool forks)
{
    (void)forks;
    return memfd_create("filter", MFD_CLOEXEC);
}

#endif
