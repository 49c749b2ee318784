/* run.c -- runs a program in a new process group and an empty folder, and looks for leftovers. */
#include "sweep/run.h"

#include <err.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/spawn.h"

enum { SECONDS = 100, PATIENCE = 10, PATH_ROOM = 4096 };

static void path_in(char *path, const char *folder, const char *name)
{
    if (snprintf(path, PATH_ROOM, "%s/%s", folder, name) >= PATH_ROOM)
        errx(2, "%s/%s: too long", folder, name);
}

static void make_folder(const char *scratch, const char *name)
{
    char path[PATH_ROOM];
    path_in(path, scratch, name);
    if (mkdir(path, 0711) != 0)
        err(2, "%s", path);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st, (void)type, (void)where;
    return remove(path);
}

void remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void redirect(const char *scratch, const char *name, int to)
{
    char path[PATH_ROOM];
    path_in(path, scratch, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || dup2(fd, to) < 0)
        err(127, "%s", path);
    close(fd);
}

static void become(const struct swept *s, const char *scratch, unsigned n)
{
    char path[PATH_ROOM], number[16];
    int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    redirect(scratch, "stdout", STDOUT_FILENO);
    redirect(scratch, "stderr", STDERR_FILENO);
    path_in(path, scratch, "tmp");
    setenv("TMPDIR", path, 1);
    path_in(path, scratch, "work");
    if (chdir(path) != 0)
        err(127, "%s", path);
    snprintf(number, sizeof number, "%u", n);
    if (n > 0)
        setenv(s->inner ? "SWEEP_FAIL_AT" : "HEAPMARK_FAIL_AT", number, 1);
    if (s->preload != NULL)
        setenv(s->inner ? "SWEEP_PRELOAD" : "LD_PRELOAD", s->preload, 1);
    setpgid(0, 0);
    alarm(SECONDS); /* outlives exec: a run that hangs is killed by a signal, which is a failure */
    execv(s->argv[0], s->argv);
    _exit(127);
}

/* nftw() passes no user argument, so it is a global. */
static struct {
    const char *const *allowed;
    size_t prefix;
    char *found;
} search;

static int look_at(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st;
    if (where->level == 0)
        return 0;
    const char *name = path + search.prefix;
    size_t length = strlen(name);
    for (const char *const *a = search.allowed; *a != NULL; a++)
        if (strncmp(name, *a, length) == 0 && (*a)[length] == (type == FTW_D ? '/' : '\0'))
            return 0;
    search.found = strdup(name);
    return 1;
}

/* The first file below scratch/name that is not `allowed`. */
static char *something_in(const char *scratch, const char *name, const char *const *allowed)
{
    char path[PATH_ROOM];
    path_in(path, scratch, name);
    search.allowed = allowed;
    search.prefix = strlen(path) + 1;
    search.found = NULL;
    if (nftw(path, look_at, 16, FTW_PHYS) < 0)
        err(2, "%s", path);
    return search.found;
}

static char *text_of(const char *scratch, const char *name)
{
    char path[PATH_ROOM];
    path_in(path, scratch, name);
    return read_whole(path);
}

/* What it left behind may be cleaning up, because its parent ended. It becomes our child then. */
static void end_group(pid_t group)
{
    static const struct timespec moment = { .tv_nsec = 1000000 };
    pid_t ended = 0;
    for (int waits = 0; waits < PATIENCE * 1000 && ended != -1; waits += ended == 0) {
        ended = waitpid(-group, NULL, WNOHANG);
        if (ended == 0)
            nanosleep(&moment, NULL);
    }
    kill(-group, SIGKILL);
    while (waitpid(-group, NULL, 0) > 0)
        continue;
}

struct outcome run_failing_at(const struct swept *s, const char *scratch, unsigned n)
{
    struct outcome o = { 0 };
    make_folder(scratch, "work");
    make_folder(scratch, "tmp");
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t pid = fork();
    if (pid == 0)
        become(s, scratch, n);
    if (pid < 0 || waitpid(pid, &o.status, 0) != pid)
        err(2, "fork");
    end_group(pid);
    o.out = text_of(scratch, "stdout");
    o.err = text_of(scratch, "stderr");
    if (o.out == NULL || o.err == NULL)
        errx(2, "%s: the run left no output", scratch);
    o.left_over = something_in(scratch, "tmp", (const char *const[]){ NULL });
    if (o.left_over == NULL)
        o.left_over = something_in(scratch, "work", s->out);
    char path[PATH_ROOM];
    path_in(path, scratch, "work");
    for (int i = 0; s->out[i] != NULL; i++)
        o.file[i] = text_of(path, s->out[i]);
    remove_tree(path);
    path_in(path, scratch, "tmp");
    remove_tree(path);
    return o;
}

void run_done(struct outcome *o)
{
    free(o->out);
    free(o->err);
    for (int i = 0; i < OUT_MAX; i++)
        free(o->file[i]);
    free(o->left_over);
}
