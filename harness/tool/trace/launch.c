/* launch.c -- run a program with the tracer preloaded; its findings stay in a mapping of ours. */
#include "trace/launch.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "process/preload.h"
#include "process/start.h"
#include "symbols/rows.h"
#include "tracer/raw.h"

static const char *let_be_interrupted(const void *arg)
{
    (void)arg;
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    return NULL;
}

/* Ctrl-C ends the program and not this process, which has a report to write. */
static bool run_to_end(const struct process_start *start, int *status, char why[PROCESS_WHY_MAX])
{
    void (*on_interrupt)(int) = signal(SIGINT, SIG_IGN);
    void (*on_quit)(int) = signal(SIGQUIT, SIG_IGN);
    bool ran = process_run(start, status, why);
    signal(SIGINT, on_interrupt);
    signal(SIGQUIT, on_quit);
    return ran;
}

/* Tell the tracer the lines of the program. Of one that is too large it knows none. */
static void note_lines(void *base, const char *path)
{
    struct hm_tracer_raw raw = hm_tracer_raw_at(base);
    size_t count;
    struct symbols_row *rows = symbols_rows(path, &count);
    if (count > HM_TRACER_LINES_MAX || (count > 0 && rows[count - 1].address > UINT32_MAX))
        count = 0;
    for (size_t i = 0; i < count; i++)
        raw.line[i] = (struct hm_tracer_raw_line){ (uint32_t)rows[i].address, rows[i].place };
    raw.header->lines = count;
    free(rows);
}

bool trace_launch(struct trace_traced_run *run, char *const *argv,
                  const struct verdict_limits *limits, int output, char why[PROCESS_WHY_MAX])
{
    struct process_program program;
    char *preload, raw[64];

    *run = (struct trace_traced_run){ 0 };
    if (!process_program_check(argv[0], &program, why) ||
        (preload = process_preload("trace", why)) == NULL)
        return false;
    int fd = memfd_create("heapmark-trace", 0); /* the program inherits it under the same number */
    bool ran = verdict_map(&run->mapping, fd, limits);
    if (!ran)
        snprintf(why, PROCESS_WHY_MAX, "no memory file for the trace: %s%s", strerror(errno),
                 errno == EFBIG ? " (ulimit -f)" : "");
    if (ran)
        note_lines(run->mapping.raw, program.path);
    snprintf(raw, sizeof raw, "%s=fd:%d", HM_TRACER_RAW_ENV, fd);
    ran = ran &&
          run_to_end(&(struct process_start){ .path = program.path,
                                              .argv = (const char *const *)argv,
                                              .add = (const char *const[]){ preload, raw, NULL },
                                              .fd = { [STDOUT_FILENO] = output },
                                              .prepare = let_be_interrupted },
                     &run->status, why);
    const char *reason = ran ? verdict_not_traced(&run->mapping) : NULL;
    if (reason != NULL)
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", argv[0], reason);
    free(preload);
    if (fd >= 0)
        close(fd);
    return ran && reason == NULL;
}

void trace_traced_done(struct trace_traced_run *run)
{
    verdict_unmap(&run->mapping);
    *run = (struct trace_traced_run){ 0 };
}
