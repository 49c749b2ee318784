/* start.c -- when the tracer is loaded: map the raw trace, start tracing, clean the environment.
 *
 * Without a tool (in a test program that is linked to the library) the raw trace is memory of the
 * process, and only the calls of heapmark/trace.h read it. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracer/hooks.h"

enum { OWN_BLOCKS_MAX = 1 << 20 };

/* The file descriptor that `name` says: fd:N is an inherited one, anything else a path to open. The
 * caller closes either. -1: it is neither. */
static int descriptor(const char *name)
{
    if (strncmp(name, "fd:", 3) != 0)
        return open(name, O_RDWR | O_CLOEXEC);
    char *end;
    long fd = strtol(name + 3, &end, 10);
    return *end == '\0' && end != name + 3 && fd >= 0 && fd <= INT32_MAX ? (int)fd : -1;
}

static void *map_file(int fd)
{
    struct stat st;
    void *base = MAP_FAILED;

    if (fstat(fd, &st) == 0 && (size_t)st.st_size >= hm_tracer_raw_size(0))
        base = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return base == MAP_FAILED ? NULL : base;
}

static void *map_own(void)
{
    struct hm_tracer_raw_header *h = mmap(NULL, hm_tracer_raw_size(0), PROT_READ | PROT_WRITE,
                                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (h == MAP_FAILED)
        return NULL;
    h->blocks_max = OWN_BLOCKS_MAX;
    return h;
}

/* Map what the tool named, or memory of our own if it named nothing. NULL: neither; if the tool's
 * file is not a raw trace one line says so. */
static struct hm_tracer_raw_header *map_trace(const char *given)
{
    if (given == NULL)
        return map_own();
    int fd = descriptor(given);
    struct hm_tracer_raw_header *h = fd >= 0 ? map_file(fd) : NULL;
    if (h != NULL && h->magic == HM_TRACER_RAW_MAGIC && h->version == HM_TRACER_RAW_VERSION)
        return h;
    fprintf(stderr, "heapmark: %s=%s is no trace of this version; not tracing\n", HM_TRACER_RAW_ENV,
            given);
    return NULL;
}

/* True if another malloc comes before ours: the program's calls do not reach us. */
static bool preempted(void)
{
    Dl_info theirs, ours;
    void *found = dlsym(RTLD_DEFAULT, "malloc");

    return found != NULL && dladdr(found, &theirs) != 0 && dladdr(&hm_tracer_trace, &ours) != 0 &&
           theirs.dli_fbase != ours.dli_fbase;
}

__attribute__((constructor)) static void start(void)
{
    const char *given = getenv(HM_TRACER_RAW_ENV);
    struct hm_tracer_raw_header *h = map_trace(given);
    if (h == NULL)
        return;
    h->pid = (uint32_t)getpid();
    h->preempted = preempted();
    h->attached = hm_tracer_start(h);
    if (given != NULL) {
        unsetenv(HM_TRACER_RAW_ENV);
        unsetenv("LD_PRELOAD");
    }
}
