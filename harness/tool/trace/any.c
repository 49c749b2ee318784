/* any.c -- run a program as it is under the Valgrind tool, which writes into a mapping of ours. */
#include "trace/any.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "cli/paths.h"
#include "cli/size_limit.h"
#include "process/preload.h"
#include "process/start.h"
#include "valgrind/seen.h"

enum { ARGS_MAX = 96, OPTION_MAX = PATH_MAX + 64 };

static bool make_mapping(struct trace_traced_run *run, int fd, const struct verdict_limits *limits)
{
    struct vg_seen seen;
    size_t size = vg_seen_at(&seen, NULL, limits->events);
    if (fd < 0 || !cli_resize_memory(fd, (off_t)size))
        return false;
    void *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (base == MAP_FAILED)
        return false;
    run->mapping = (struct verdict_mapping){ .raw = base, .size = size };
    vg_seen_at(&seen, base, limits->events);
    seen.header->magic = VG_SEEN_MAGIC;
    seen.header->version = VG_SEEN_VERSION;
    seen.header->events_max = limits->events;
    seen.header->blocks_max = limits->blocks;
    return true;
}

/* The folder of the Valgrind tool and of what its core loads; NULL: there is none. */
static const char *tool_folder(void)
{
    static char folder[PATH_MAX], tool[PATH_MAX + 64];
    snprintf(folder, sizeof folder, "%.4000s/lib/heapmark/valgrind", cli_prefix());
    snprintf(tool, sizeof tool, "%s/" TRACE_ANY_TOOL, folder);
    return access(tool, X_OK) == 0 ? folder : NULL;
}

bool trace_any_possible(void)
{
    return tool_folder() != NULL;
}

/* Why Valgrind could not run it, although it is a program for this machine; NULL: it can. */
static const char *privileged(const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0 && (st.st_mode & (S_ISUID | S_ISGID)) != 0)
        return "set-uid or set-gid: Valgrind runs a copy without these bits only";
    if (getxattr(path, "security.capability", NULL, 0) > 0)
        return "it has capabilities: Valgrind runs a copy without them only";
    return NULL;
}

static const char *prepare(const void *arg)
{
    (void)arg;
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    return NULL;
}

/* The options of Valgrind's core and of our tool, then the program. NULL: no memory. */
static const char **command(const struct process_program *program, char *const *argv, int fd,
                            const struct trace_any_options *o)
{
    static char numbers[64], named[OPTION_MAX], outside[OPTION_MAX];
    size_t n = 0, given = 0;
    while (argv[given] != NULL)
        given++;
    const char **list = calloc(ARGS_MAX + o->library_count + given, sizeof *list);
    char *real = realpath(program->image, NULL);
    if (list == NULL)
        return NULL;
    snprintf(numbers, sizeof numbers, "--seen-fd=%d", fd);
    snprintf(named, sizeof named, "--program=%s", real != NULL ? real : program->image);
    free(real);
    list[n++] = TRACE_ANY_TOOL;
    list[n++] = "--tool=heapmark";
    list[n++] = "--command-line-only=yes";
    list[n++] = "-q";
    list[n++] = "--vgdb=no";
    list[n++] = "--log-file=/dev/null"; /* the core complains of debug information it cannot read */
    list[n++] = "--child-silent-after-fork=yes";
    list[n++] = "--soname-synonyms=somalloc=NONE";
    if (!program->own_malloc)
        n--;
    list[n++] = numbers;
    list[n++] = named;
    for (size_t i = 0; i < o->library_count; i++)
        list[n++] = o->libraries[i];
    if (o->regions)
        list[n++] = "--region-stack=yes";
    if (o->outside_of != NULL) {
        snprintf(outside, sizeof outside, "--region-outside=%s", o->outside_of);
        list[n++] = outside;
    }
    list[n++] = program->path;
    for (size_t i = 1; i < given; i++)
        list[n++] = argv[i];
    return list;
}

/* Valgrind puts this folder into LD_PRELOAD, which has no quoting; a descriptor's name has neither
 * blank nor colon. Returns the descriptor, which must stay open while the program runs, or -1. */
static int name_library(const char *folder, char *variable, size_t size)
{
    char path[64];
    int fd = -1;
    if (strpbrk(folder, ": \t") != NULL)
        fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    snprintf(variable, size, "VALGRIND_LIB=%s",
             fd >= 0 && process_descriptor_path(fd, path, sizeof path) ? path : folder);
    return fd;
}

static const char *not_seen(const struct trace_traced_run *run)
{
    const struct vg_seen_header *h = run->mapping.raw;
    return h->attached ? NULL : "Valgrind could not start it";
}

bool trace_any_launch(struct trace_traced_run *run, char *const *argv,
                      const struct verdict_limits *limits, int output,
                      const struct trace_any_options *options, char why[PROCESS_WHY_MAX])
{
    struct process_program program;
    char tool[PATH_MAX + 64], library[PATH_MAX + 32], launcher[PATH_MAX + 128];

    *run = (struct trace_traced_run){ 0 };
    if (!process_program_look(argv[0], &program, why))
        return false;
    const char *folder = tool_folder(), *cannot = privileged(program.image);
    if (cannot != NULL) {
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", argv[0], cannot);
        return false;
    }
    if (folder == NULL) {
        snprintf(
            why, PROCESS_WHY_MAX,
            "--any: heapmark was built without its Valgrind tool (no Valgrind with headers and "
            "archives was there)");
        return false;
    }
    snprintf(tool, sizeof tool, "%s/" TRACE_ANY_TOOL, folder);
    int library_fd = name_library(folder, library, sizeof library);
    snprintf(launcher, sizeof launcher, "VALGRIND_LAUNCHER=%s", tool);
#ifdef HM_VALGRIND_UNTRIED
    fputs("heapmark trace: built with Valgrind " HM_VALGRIND_UNTRIED
          ", a version that was not tried\n",
          stderr);
#endif
    int fd = memfd_create("heapmark-trace", 0);
    bool ran = make_mapping(run, fd, limits);
    const char **args = ran ? command(&program, argv, fd, options) : NULL;
    ran = args != NULL;
    if (!ran)
        snprintf(why, PROCESS_WHY_MAX, "no memory file for the trace: %s%s", strerror(errno),
                 errno == EFBIG ? " (ulimit -f)" : "");
    void (*on_interrupt)(int) = signal(SIGINT, SIG_IGN);
    void (*on_quit)(int) = signal(SIGQUIT, SIG_IGN);
    ran =
        ran && process_run(
                   &(struct process_start){ .path = tool,
                                            .argv = args,
                                            .add = (const char *const[]){ library, launcher, NULL },
                                            .fd = { [STDOUT_FILENO] = output },
                                            .prepare = prepare },
                   &run->status, why);
    signal(SIGINT, on_interrupt);
    signal(SIGQUIT, on_quit);
    const char *reason = ran ? not_seen(run) : NULL;
    if (reason != NULL)
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", argv[0], reason);
    free(args);
    if (library_fd >= 0)
        close(library_fd);
    if (fd >= 0)
        close(fd);
    return ran && reason == NULL;
}
