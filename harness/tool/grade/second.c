/* second.c -- one run under our Valgrind tool, and what it says of two regions of it. */
#include "grade/second.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/paths.h"
#include "grade/ready.h"
#include "valgrind/seen.h"

#define TOOL "heapmark-amd64-linux"

enum { ROUNDS = 2, SECOND_S = 30 };
#define SECOND_MEMORY (8ul << 30) /* addresses; most of them are the instrument's own */

static const char *const parts[] = { TOOL, "default.supp", "vgpreload_core-amd64-linux.so",
                                     "vgpreload_heapmark-amd64-linux.so" };

/* System calls that get memory behind malloc's back or start something. */
static const struct {
    long number;
    const char *name;
} calls[] = {
    { SYS_brk, "brk" },
    { SYS_mmap, "mmap" },
    { SYS_mremap, "mremap" },
    { SYS_execve, "execve" },
    { SYS_execveat, "execveat" },
    { SYS_clone, "clone" },
    { SYS_memfd_create, "memfd_create" },
    { SYS_openat, "openat" },
    { SYS_shmget, "shmget" },
    { SYS_io_uring_setup, "io_uring_setup" },
};

enum { CALLS = sizeof calls / sizeof calls[0] };

/* Of ROUNDS rounds; -1: not seen. */
struct counted {
    long allocs, bytes, calls[CALLS];
};

const char *grade_second_missing(void)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/lib/heapmark/valgrind/" TOOL, cli_prefix());
    return access(path, X_OK) == 0 ? NULL : "heapmark was built without its Valgrind tool";
}

void grade_second_said(void)
{
    const char *missing = grade_second_missing();
    if (missing != NULL)
        cli_error("blocks are not counted a second time: %s", missing);
}

static bool copy(const char *from, const char *to)
{
    char chunk[64 * 1024];
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);
    bool good = in >= 0 && out >= 0 && fchmod(out, 0755) == 0; /* whatever our umask is */
    for (ssize_t n; good && (n = read(in, chunk, sizeof chunk)) != 0;)
        good = n > 0 && write(out, chunk, (size_t)n) == n;
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return good;
}

/* The instrument is put where whoever runs an answer can read it. */
static bool copy_tool(struct grade_job *job, char folder[GRADE_PATH])
{
    char from[PATH_MAX + 96], to[GRADE_PATH + 64];
    snprintf(folder, GRADE_PATH, "%s/valgrind", job->folder);
    bool good = (mkdir(folder, 0755) == 0 && chmod(folder, 0755) == 0) || errno == EEXIST;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && good; i++) {
        snprintf(from, sizeof from, "%s/lib/heapmark/valgrind/%s", cli_prefix(), parts[i]);
        snprintf(to, sizeof to, "%s/%s", folder, parts[i]);
        good = access(to, R_OK) == 0 || copy(from, to);
    }
    return good || grade_grader_failed(job, folder, strerror(errno));
}

static const struct vg_seen_region *region(const struct vg_seen *seen, const char *name)
{
    for (uint32_t i = 0; i < seen->header->regions && i < VG_SEEN_REGIONS_MAX; i++)
        if (strcmp(seen->region[i].name, name) == 0)
            return &seen->region[i];
    return NULL;
}

static bool difference(const struct vg_seen *seen, struct counted *c)
{
    const struct vg_seen_region *once = region(seen, "once"), *twice = region(seen, "twice");
    if (once == NULL || twice == NULL)
        return false;
    c->allocs = (long)(twice->allocs + twice->reallocs) - (long)(once->allocs + once->reallocs);
    c->bytes = (long)twice->bytes - (long)once->bytes;
    for (size_t i = 0; i < CALLS; i++)
        c->calls[i] = (long)twice->syscalls[calls[i].number] + once->syscalls[calls[i].number];
    return true;
}

static bool run_under(struct grade_job *job, const char *folder, const char *name, int fd,
                      struct grade_run *run)
{
    char tool[GRADE_PATH + 64], library[GRADE_PATH + 64], launcher[GRADE_PATH + 96],
        program[GRADE_PATH + 32], named[GRADE_PATH + 64], shared[32], rounds[32];
    snprintf(tool, sizeof tool, "%s/" TOOL, folder);
    snprintf(library, sizeof library, "VALGRIND_LIB=%s", folder);
    snprintf(launcher, sizeof launcher, "VALGRIND_LAUNCHER=%s", tool);
    snprintf(program, sizeof program, "%s/%s", job->out, name);
    snprintf(named, sizeof named, "--program=%s", program);
    snprintf(shared, sizeof shared, "--seen-fd=%d", PROCESS_SANDBOX_SHARED);
    snprintf(rounds, sizeof rounds, "HEAPMARK_ROUNDS=%d", ROUNDS);
    const char *argv[] = { tool,
                           "--tool=heapmark",
                           "--command-line-only=yes",
                           "-q",
                           "--vgdb=no",
                           "--log-file=/dev/null",
                           "--soname-synonyms=somalloc=NONE",
                           shared,
                           named,
                           program,
                           NULL };
    const char *env[] = { "HEAPMARK_PART=outside",
                          "HEAPMARK_REPORT=3",
                          rounds,
                          "HEAPMARK_ALLOCATOR=glibc",
                          "LC_ALL=C",
                          "PATH=/usr/bin:/bin",
                          library,
                          launcher,
                          NULL };
    struct process_sandbox s = { .argv = argv,
                                 .env = env,
                                 .folder = job->out,
                                 .seen = (const char *const[]){ folder, NULL },
                                 .input = run->input,
                                 .shared = fd,
                                 .wall_s = SECOND_S,
                                 .cpu_s = SECOND_S,
                                 .memory_bytes = SECOND_MEMORY };
    process_sandbox_run(&s, &job->ran);
    process_ending_text(&s, &job->ran, run->ending, sizeof run->ending);
    if (job->ran.ending == PROCESS_NOT_STARTED || job->ran.ending == PROCESS_INTERRUPTED)
        return grade_grader_failed(job, TOOL, run->ending);
    return true;
}

/* Run out/NAME under the instrument. False: the grader failed, or why is a clause. */
static bool count(struct grade_job *job, const char *name, struct counted *c,
                  char why[GRADE_MESSAGE_MAX])
{
    char folder[GRADE_PATH];
    struct vg_seen seen;
    struct grade_run run = { .input = grade_checks_from(&job->checks, 0) };
    size_t size = vg_seen_at(&seen, NULL, 0);
    int fd = memfd_create("second", MFD_CLOEXEC);
    why[0] = '\0';
    void *base = fd >= 0 && ftruncate(fd, (off_t)size) == 0
                     ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                     : MAP_FAILED;
    bool good = base != MAP_FAILED && run.input >= 0;
    if (!good)
        grade_grader_failed(job, "a memory file", strerror(errno));
    if (good) {
        vg_seen_at(&seen, base, 0);
        seen.header->magic = VG_SEEN_MAGIC;
        seen.header->version = VG_SEEN_VERSION;
        seen.header->blocks_max = 1 << 22;
        good = copy_tool(job, folder) && run_under(job, folder, name, fd, &run);
    }
    if (good && !(grade_run_whole(job) && difference(&seen, c))) {
        snprintf(why, GRADE_MESSAGE_MAX, "under Valgrind it %s", run.ending);
        good = false;
    }
    if (base != MAP_FAILED)
        munmap(base, size);
    if (fd >= 0)
        close(fd);
    if (run.input > 0)
        close(run.input);
    return good;
}

/* What the counters say of ROUNDS rounds of all ops, rounded up. */
static long expected(const struct grade_job *job, long visible, long visible_ops, long hidden,
                     long hidden_ops)
{
    double ops[GRADE_KINDS] = { 0 };
    for (size_t i = 0; i < job->checks.count; i++) {
        const struct grade_check *check = &job->checks.list[i];
        for (size_t k = check->first; k < check->first + check->count; k++)
            ops[check->kind] += job->checks.cases[k].op;
    }
    double all = (double)visible / (double)visible_ops * ops[GRADE_KIND_VISIBLE] +
                 (double)hidden / (double)hidden_ops * ops[GRADE_KIND_HIDDEN];
    return (long)(ROUNDS * all + 0.999);
}

/* True, and what is wrong in `text`: the instrument sees more than there should be. */
static bool disagrees(const struct counted *c, const struct counted *should, char *text,
                      size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    if (c->allocs > should->allocs)
        used += (size_t)snprintf(text, size,
                                 "Valgrind sees %ld blocks in %d rounds of the ops, the "
                                 "counters saw %ld",
                                 c->allocs, ROUNDS, should->allocs);
    else if (c->bytes > should->bytes)
        used += (size_t)snprintf(text, size,
                                 "Valgrind sees %ld bytes in %d rounds of the ops, the "
                                 "counters saw %ld",
                                 c->bytes, ROUNDS, should->bytes);
    for (size_t i = 0; i < CALLS && used < size; i++)
        if (c->calls[i] > should->calls[i])
            used += (size_t)snprintf(text + used, size - used, "%sValgrind sees the system call %s",
                                     used > 0 ? "; " : "", calls[i].name);
    return used > 0;
}

static long larger(long a, long b)
{
    return a > b ? a : b;
}

/* What the reference does is no cheat: a driver may start threads, a library may ask for memory.
 * False: the reference cannot be counted here, either. */
static bool allow_reference(struct grade_job *job, struct counted *should)
{
    struct counted reference;
    char why[GRADE_MESSAGE_MAX];
    if (!grade_build_reference(job, "reference") || !count(job, "reference", &reference, why))
        return false;
    for (size_t i = 0; i < CALLS; i++)
        should->calls[i] = larger(should->calls[i], reference.calls[i]);
    return true;
}

void grade_second(struct grade_job *job, const struct grade_measure *visible,
                  const struct grade_measure *hidden)
{
    static const char id[] = "a second instrument counts the same";
    char text[GRADE_MESSAGE_MAX];
    struct counted c, should = { 0 };
    if (grade_second_missing() != NULL || job->grader_failed || visible->ops <= 0 ||
        hidden->ops <= 0)
        return;
    should.allocs = expected(job, visible->allocs, visible->ops, hidden->allocs, hidden->ops);
    should.bytes = expected(job, visible->bytes, visible->ops, hidden->bytes, hidden->ops);
    bool counted = count(job, "program", &c, text), known = true;
    bool bad = !counted || disagrees(&c, &should, text, sizeof text);
    if (bad && !job->grader_failed)
        known = allow_reference(job, &should);
    if (counted && bad)
        bad = disagrees(&c, &should, text, sizeof text);
    if (!counted && !known && !job->grader_failed) {
        cli_error("%s: blocks are not counted a second time: of the reference, too, %s",
                  job->exercise->name, text);
        return;
    }
    if (!job->grader_failed)
        grade_note(job, GRADE_KIND_INTEGRITY, !bad, id, "%s", bad ? text : "");
}
