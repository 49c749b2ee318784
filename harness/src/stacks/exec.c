/* exec.c -- the exec family in front of libc's: note which program takes the place of this one, and
 * load no library into programs that it would end.
 *
 * Nothing allocates, because exec may be called between fork and exec, or by a signal handler. */
#include "stacks/exec.h"

#include <alloca.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/kernel.h"
#include "count/totals.h"
#include "stacks/filter.h"
#include "stacks/unfollow.h"

#define EXPORT __attribute__((visibility("default")))

static struct {
    int (*execve)(const char *path, char *const *argv, char *const *env);
    int (*execvpe)(const char *file, char *const *argv, char *const *env);
    int (*fexecve)(int fd, char *const *argv, char *const *env);
    int (*execveat)(int fd, const char *path, char *const *argv, char *const *env, int flags);
    __typeof__(posix_spawn) *posix_spawn, *posix_spawnp;
} libc;

static void find(void *field, const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    memcpy(field, &function, sizeof function);
}

void hm_stacks_exec_start(void)
{
    find((void *)&libc.execve, "execve");
    find((void *)&libc.execvpe, "execvpe");
    find((void *)&libc.fexecve, "fexecve");
    find((void *)&libc.execveat, "execveat");
    find((void *)&libc.posix_spawn, "posix_spawn");
    find((void *)&libc.posix_spawnp, "posix_spawnp");
}

/* The child of a vfork shares this memory, but not the process id. */
static void note(const char *name)
{
    struct hm_count_process *p = &hm_count_process;
    if (libc.execve == NULL)
        hm_stacks_exec_start();
    if (p->state != HM_COUNT_PROCESS_COUNTING || hm_stacks_filtered() || hm_base_getpid() != p->pid)
        return;
    strncpy(p->executed, name, sizeof p->executed - 1);
}

static void note_descriptor(int fd)
{
    char link[32], name[HM_COUNT_EXE_MAX] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (hm_stacks_filtered() || hm_base_readlink(link, name, sizeof name - 1) <= 0)
        snprintf(name, sizeof name, "descriptor %d", fd);
    note(name);
}

/* It came back: this program goes on. */
static int failed(int result)
{
    int saved = errno;
    if (hm_count_process.executed[0] != '\0' && !hm_stacks_filtered() &&
        hm_base_getpid() == hm_count_process.pid)
        hm_count_process.executed[0] = '\0';
    errno = saved;
    return result;
}

/* Replace `env` for a program that must not get this library. */
#define UNFOLLOW(name, search, env)                                                                \
    if ((env) != NULL && !hm_stacks_filtered() && hm_stacks_must_unfollow(name, search, env)) {    \
        void *room = alloca(hm_stacks_unfollowed_bytes(env));                                      \
        (env) = hm_stacks_unfollowed(env, room);                                                   \
    }

EXPORT int execve(const char *path, char *const *argv, char *const *env)
{
    note(path);
    UNFOLLOW(path, false, env)
    return failed(libc.execve(path, argv, env));
}

EXPORT int execv(const char *path, char *const *argv)
{
    return execve(path, argv, environ);
}

EXPORT int execvpe(const char *file, char *const *argv, char *const *env)
{
    note(file);
    UNFOLLOW(file, true, env)
    return failed(libc.execvpe(file, argv, env));
}

EXPORT int execvp(const char *file, char *const *argv)
{
    return execvpe(file, argv, environ);
}

/* Bytes of a path below a descriptor; one that is longer is none. */
enum { BELOW_BYTES = 512 };

/* A path that leads to `path` below the folder with that descriptor; "": to the file with it. */
static const char *path_below(int fd, const char *path, char below[BELOW_BYTES])
{
    if (fd == AT_FDCWD || *path == '/')
        return path;
    const char *slash = *path != '\0' ? "/" : "";
    int n = snprintf(below, BELOW_BYTES, "/proc/self/fd/%d%s%s", fd, slash, path);
    return n < BELOW_BYTES ? below : "";
}

EXPORT int fexecve(int fd, char *const *argv, char *const *env)
{
    char below[BELOW_BYTES];
    note_descriptor(fd);
    UNFOLLOW(path_below(fd, "", below), false, env)
    return failed(libc.fexecve(fd, argv, env));
}

EXPORT int execveat(int fd, const char *path, char *const *argv, char *const *env, int flags)
{
    char below[BELOW_BYTES];
    if (*path == '\0')
        note_descriptor(fd);
    else
        note(path);
    UNFOLLOW(path_below(fd, path, below), false, env)
    return failed(libc.execveat(fd, path, argv, env, flags));
}

EXPORT int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                       const posix_spawnattr_t *attributes, char *const *argv, char *const *env)
{
    if (libc.posix_spawn == NULL)
        hm_stacks_exec_start();
    UNFOLLOW(path, false, env)
    return libc.posix_spawn(pid, path, actions, attributes, argv, env);
}

EXPORT int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attributes, char *const *argv, char *const *env)
{
    if (libc.posix_spawnp == NULL)
        hm_stacks_exec_start();
    UNFOLLOW(file, true, env)
    return libc.posix_spawnp(pid, file, actions, attributes, argv, env);
}

static size_t count(const char *first, va_list args)
{
    size_t n = first != NULL;
    while (first != NULL && va_arg(args, char *) != NULL)
        n++;
    return n;
}

/* Declare `argv` with the arguments from `first` on; `args` is then behind them. It would not be if
 * another function took them: on some machines that one gets a copy of a va_list. */
#define ARGUMENTS(first)                                                                           \
    va_list args;                                                                                  \
    va_start(args, first);                                                                         \
    char **argv = alloca((count(first, args) + 1) * sizeof *argv);                                 \
    va_end(args);                                                                                  \
    va_start(args, first);                                                                         \
    argv[0] = (char *)(first);                                                                     \
    for (size_t n = 0; argv[n] != NULL; n++) {                                                     \
        argv[n + 1] = va_arg(args, char *);                                                        \
    }

EXPORT int execl(const char *path, const char *first, ...)
{
    ARGUMENTS(first);
    va_end(args);
    return execve(path, argv, environ);
}

EXPORT int execlp(const char *file, const char *first, ...)
{
    ARGUMENTS(first);
    va_end(args);
    return execvpe(file, argv, environ);
}

EXPORT int execle(const char *path, const char *first, ...)
{
    ARGUMENTS(first);
    char *const *env = va_arg(args, char *const *);
    va_end(args);
    return execve(path, argv, env);
}
