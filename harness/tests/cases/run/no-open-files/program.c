/* program.c -- forbids itself to open files by a filter that ends it, then requests blocks. */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void *work(void *unused)
{
    char *volatile block = malloc(40);
    free(block);
    return unused;
}

/* A child counts without a system call that the filter forbids. */
static int child(void)
{
    int status;
    if (fork() == 0) {
        pthread_t thread;
        work(NULL);
        if (pthread_create(&thread, NULL, work, NULL) == 0)
            pthread_join(thread, NULL);
        exit(3);
    }
    return wait(&status) < 0 || status != 3 << 8;
}

int main(int argc, char **argv)
{
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = { sizeof rules / sizeof *rules, rules };
    (void)argv;
    if (argc > 1)
        work(NULL);
    if (argc == 3) { /* as a sandbox of calculations does: read, write and exit alone */
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT);
        work(NULL);
        syscall(SYS_exit, write(1, "end\n", 4) != 4);
    }
    if (argc == 4) { /* without prctl() */
        if (syscall(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
            syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0)
            return 77;
    } else if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
               prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        return 77;
    pthread_t thread;
    work(NULL);
    if (pthread_create(&thread, NULL, work, NULL) == 0)
        pthread_join(thread, NULL);
    if (argc == 4 && child() != 0)
        return 1;
    return write(1, "end\n", 4) != 4;
}
