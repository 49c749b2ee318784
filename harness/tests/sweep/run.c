/* run.c -- a process of its own group in a folder of its own; what is left in either is seen. */
#include "sweep/run.h"

#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/spawn.h"

enum { SECONDS = 100, PATH_ROOM = 4096 };

static void path_in(char *path, const char *folder, const char *name)
{
    if (snprintf(path, PATH_ROOM, "%s/%s", folder, name) >= PATH_ROOM)
        errx(2, "%s/%s: too long", folder, name);
}

static void make_folder(const char *scratch, const char *name)
{
    char path[PATH_ROOM];
    path_in(path, scratch, name);
    if (mkdir(path, 0700) != 0)
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
        setenv("HEAPMARK_FAIL_AT", number, 1);
    if (s->preload != NULL)
        setenv("LD_PRELOAD", s->preload, 1);
    setpgid(0, 0);
    alarm(SECONDS); /* outlives exec: a run that hangs is killed by a signal, which is a failure */
    execv(s->argv[0], s->argv);
    _exit(127);
}

/* The first entry of scratch/name that is not `allowed`. */
static char *something_in(const char *scratch, const char *name, const char *allowed)
{
    char path[PATH_ROOM];
    path_in(path, scratch, name);
    DIR *folder = opendir(path);
    if (folder == NULL)
        err(2, "%s", path);
    char *found = NULL;
    for (struct dirent *e; found == NULL && (e = readdir(folder)) != NULL;)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
            (allowed == NULL || strcmp(e->d_name, allowed) != 0))
            found = strdup(e->d_name);
    closedir(folder);
    return found;
}

static char *text_of(const char *scratch, const char *name)
{
    char path[PATH_ROOM];
    path_in(path, scratch, name);
    return read_whole(path);
}

struct outcome run_failing_at(const struct swept *s, const char *scratch, unsigned n)
{
    struct outcome o = { 0 };
    make_folder(scratch, "work");
    make_folder(scratch, "tmp");
    pid_t pid = fork();
    if (pid == 0)
        become(s, scratch, n);
    if (pid < 0 || waitpid(pid, &o.status, 0) != pid)
        err(2, "fork");
    kill(-pid, SIGKILL); /* whatever it started and left */
    o.out = text_of(scratch, "stdout");
    o.err = text_of(scratch, "stderr");
    if (o.out == NULL || o.err == NULL)
        errx(2, "%s: the run left no output", scratch);
    o.left_over = something_in(scratch, "tmp", NULL);
    if (o.left_over == NULL)
        o.left_over = something_in(scratch, "work", s->out);
    char path[PATH_ROOM];
    path_in(path, scratch, "work");
    if (s->out != NULL)
        o.file = text_of(path, s->out);
    remove_tree(path);
    path_in(path, scratch, "tmp");
    remove_tree(path);
    return o;
}

void run_done(struct outcome *o)
{
    free(o->out);
    free(o->err);
    free(o->file);
    free(o->left_over);
}
