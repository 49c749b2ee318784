/* program.c -- find a program, follow its #! lines, read its ELF headers with libelf. */
#include "process/program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/text.h"
#include "symbols/elf_facts.h"

enum { SCRIPT_DEPTH = 5 }; /* the kernel's own limit */

/* One line, whatever bytes are in it. Of one that is too long, the middle of the name is left out:
 * the reason is at the end. */
__attribute__((format(printf, 2, 3))) static bool no(char why[PROCESS_WHY_MAX], const char *fmt,
                                                     ...)
{
    enum { KEPT = PROCESS_WHY_MAX / 2 - 2 };
    char *line = NULL;
    va_list args;
    va_start(args, fmt);
    int n = vasprintf(&line, fmt, args);
    va_end(args);
    if (n < 0)
        snprintf(why, PROCESS_WHY_MAX, "%s", strerror(ENOMEM));
    else if (n < PROCESS_WHY_MAX)
        memcpy(why, line, (size_t)n + 1);
    else
        snprintf(why, PROCESS_WHY_MAX, "%.*s...%s", KEPT, line, line + n - KEPT);
    hm_base_make_plain(why);
    if (n >= 0)
        free(line);
    return false;
}

static bool executable(const char *path, char why[PROCESS_WHY_MAX])
{
    struct stat st;
    if (stat(path, &st) != 0)
        return no(why, "%s: %s", path, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return no(why, "%s: is a directory", path);
    if (!S_ISREG(st.st_mode))
        return no(why, "%s: not a regular file", path);
    if (access(path, X_OK) != 0)
        return no(why, "%s: not executable: %s", path, strerror(errno));
    return true;
}

static bool is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* No folder of PATH has this name. If the current folder has, say why that file was not taken. */
static bool not_in_path(const char *name, char why[PROCESS_WHY_MAX])
{
    if (access(name, F_OK) != 0)
        return no(why, "%s: no such program in PATH", name);
    return executable(name, why) ? no(why, "%s: no such program in PATH; ./%s is one", name, name)
                                 : false;
}

/* The first executable in PATH. If there is none, `why` is about the first file of that name. */
bool process_program_find(const char *name, char path[PATH_MAX], char why[PROCESS_WHY_MAX])
{
    if (*name == '\0')
        return no(why, "the program's name is empty");
    if (strchr(name, '/') != NULL) {
        if (snprintf(path, PATH_MAX, "%s", name) >= PATH_MAX)
            return no(why, "%s: name too long", name);
        return executable(path, why);
    }
    const char *dirs = getenv("PATH");
    char first_why[PROCESS_WHY_MAX] = "";
    if (strlen(name) > NAME_MAX)
        return no(why, "%s: name too long", name);
    for (const char *dir = dirs != NULL ? dirs : "/usr/bin:/bin"; dir != NULL;) {
        const char *end = strchrnul(dir, ':');
        int n = snprintf(path, PATH_MAX, "%.*s%s%s", (int)(end - dir), dir, end > dir ? "/" : "./",
                         name);
        if (n < PATH_MAX && access(path, F_OK) == 0 && !is_directory(path)) {
            if (executable(path, why))
                return true;
            if (first_why[0] == '\0')
                memcpy(first_why, why, PROCESS_WHY_MAX);
        }
        dir = *end == ':' ? end + 1 : NULL;
    }
    return first_why[0] != '\0' ? no(why, "%s", first_why) : not_in_path(name, why);
}

/* Cut blanks off both ends, as the kernel does with a #! line. */
static char *trim(char *text)
{
    text += strspn(text, " \t");
    size_t n = strlen(text);
    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        text[--n] = '\0';
    return text;
}

/* 1: a script, its interpreter and argument in place of path; 0: not a script; -1: cannot be read.
 */
static int script(const char *path, char interpreter[PATH_MAX], char argument[PATH_MAX])
{
    char head[256] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof head - 1);
    if (fd >= 0)
        close(fd);
    if (n < 0)
        return -1;
    if (n < 2 || head[0] != '#' || head[1] != '!')
        return 0;
    head[strcspn(head, "\n")] = '\0';
    char *first = trim(head + 2);
    if (*first == '\0')
        return 0;
    char *rest = first + strcspn(first, " \t");
    if (*rest != '\0')
        *rest++ = '\0';
    snprintf(interpreter, PATH_MAX, "%s", first);
    snprintf(argument, PATH_MAX, "%s", trim(rest)); /* one argument, whatever it holds */
    return 1;
}

/* True for `#!/usr/bin/env NAME`: NAME is the program that will allocate. With options or
 * assignments in place of NAME, env itself is. */
static bool names_program(const char *interpreter, const char *argument)
{
    const char *base = strrchr(interpreter, '/');
    return strcmp(base != NULL ? base + 1 : interpreter, "env") == 0 && argument[0] != '\0' &&
           argument[0] != '-' && strpbrk(argument, "= \t") == NULL;
}

static bool follow_scripts(struct process_program *p, char why[PROCESS_WHY_MAX])
{
    char argument[PATH_MAX], next[PATH_MAX];
    for (int depth = 0; depth < SCRIPT_DEPTH; depth++) {
        int is_script = script(p->image, next, argument);
        if (is_script < 0)
            return no(why, "%s: cannot be read: %s", p->image, strerror(errno));
        if (is_script == 0)
            return true;
        if (depth == 0 && names_program(next, argument)) {
            memcpy(p->via_env, argument, PATH_MAX);
            if (!process_program_find(argument, next, why))
                return false;
        } else if (!executable(next, why)) {
            return false;
        }
        memcpy(p->image, next, PATH_MAX);
    }
    return no(why, "%s: more than %d interpreters in a row", p->path, SCRIPT_DEPTH);
}

/* The dynamic linker ignores LD_PRELOAD when the kernel raises privileges. */
static bool privileged(const char *path, char why[PROCESS_WHY_MAX])
{
    struct stat st;
    if (stat(path, &st) != 0)
        return !no(why, "%s: %s", path, strerror(errno));
    if ((st.st_mode & S_ISUID) != 0 && st.st_uid != geteuid())
        return !no(why, "%s: set-uid: the dynamic linker loads no library into it", path);
    if ((st.st_mode & S_ISGID) != 0 && st.st_gid != getegid())
        return !no(why, "%s: set-gid: the dynamic linker loads no library into it", path);
    if (geteuid() != 0 && getxattr(path, "security.capability", NULL, 0) > 0)
        return !no(why, "%s: has file capabilities: the dynamic linker loads no library into it",
                   path);
    return false;
}

static bool runnable(const char *path, struct process_program *program, char why[PROCESS_WHY_MAX])
{
    struct symbols_elf_facts own, its;
    if (access("/proc/self/exe", R_OK) != 0)
        return no(why, "/proc is not mounted, or is that of other processes: the counts are shared "
                       "through it");
    if (!symbols_elf_read("/proc/self/exe", &own))
        return no(why, "/proc/self/exe: %s", own.error);
    if (!symbols_elf_read(path, &its))
        return no(why, "%s: %s", path, its.error);
    if (its.machine != own.machine || its.class != own.class)
        return no(why, "%s: built for another machine (%s, not %s)", path, its.machine_name,
                  own.machine_name);
    if (!its.executable)
        return no(why, "%s: an ELF file, but not a program", path);
    if (its.interpreter[0] == '\0')
        return no(why, "%s: statically linked: no library can be loaded before its malloc", path);
    if (strcmp(basename(its.interpreter), basename(own.interpreter)) != 0)
        return no(why, "%s: needs the dynamic linker %s, and this heapmark was built for %s", path,
                  its.interpreter, own.interpreter);
    if (its.sanitizer[0] != '\0')
        return no(why, "%s: built with %s, which brings a malloc of its own", path, its.sanitizer);
    program->own_malloc = its.own_malloc;
    program->hooked = its.hooked;
    program->no_loader = access(its.interpreter, F_OK) != 0;
    memcpy(program->other_allocator, its.other_allocator, sizeof program->other_allocator);
    return true;
}

bool process_program_look(const char *name, struct process_program *program,
                          char why[PROCESS_WHY_MAX])
{
    memset(program, 0, sizeof *program);
    if (!process_program_find(name, program->path, why))
        return false;
    memcpy(program->image, program->path, PATH_MAX);
    return follow_scripts(program, why) && !privileged(program->image, why) &&
           runnable(program->image, program, why);
}

bool process_program_check(const char *name, struct process_program *program,
                           char why[PROCESS_WHY_MAX])
{
    if (!process_program_look(name, program, why))
        return false;
    if (program->own_malloc)
        return no(why, "%s: defines malloc itself, so no library can stand before it",
                  program->image);
    return true;
}
