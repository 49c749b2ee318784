/* spawn.c -- runs a program; stdout and stderr go to unlinked files, so no pipe can fill up. */
#include "support/spawn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static FILE *scratch(const char *content)
{
    FILE *f = tmpfile();
    if (f == NULL) {
        perror("tmpfile");
        exit(2);
    }
    if (content != NULL)
        fputs(content, f);
    fflush(f);
    rewind(f);
    return f;
}

static char *slurp(FILE *f)
{
    size_t size = 0;
    char *all = NULL;
    FILE *to = open_memstream(&all, &size);
    char part[4096];
    rewind(f);
    for (size_t n; to != NULL && (n = fread(part, 1, sizeof part, f)) > 0;)
        fwrite(part, 1, n, to);
    if (to != NULL)
        fclose(to);
    fclose(f);
    return all;
}

struct spawned spawn(const char *const *argv, const char *input)
{
    FILE *in = scratch(input), *out = scratch(NULL), *err = scratch(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(fileno(in), STDIN_FILENO);
        dup2(fileno(out), STDOUT_FILENO);
        dup2(fileno(err), STDERR_FILENO);
        fclose(in);
        execvp(argv[0], (char *const *)argv);
        fprintf(stderr, "%s: cannot be run\n", argv[0]);
        _exit(127);
    }
    if (pid < 0) {
        perror("fork");
        exit(2);
    }
    struct spawned s = { 0 };
    waitpid(pid, &s.status, 0);
    fclose(in);
    s.out = slurp(out);
    s.err = slurp(err);
    return s;
}

void spawned_done(struct spawned *s)
{
    free(s->out);
    free(s->err);
    s->out = s->err = NULL;
}

int exit_status(const struct spawned *s)
{
    return WIFEXITED(s->status) ? WEXITSTATUS(s->status) : -1;
}

bool is_installed(const char *program)
{
    char command[128];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0; // NOLINT(cert-env33-c)
}

char *read_whole(const char *path)
{
    FILE *f = fopen(path, "re");
    return f != NULL ? slurp(f) : NULL;
}

void write_script(const char *path, const char *text, mode_t mode)
{
    FILE *f = fopen(path, "we");
    if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0 || chmod(path, mode) != 0) {
        perror(path);
        exit(2);
    }
}
