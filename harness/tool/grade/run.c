/* run.c -- one run of a check program: inputs, an environment, a sandbox, and its lines. */
#include "grade/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/xalloc.h"

enum { RUN_S = 10, RUN_MEMORY = 512 * 1024 * 1024 };

/* A sanitizer reserves terabytes of addresses: its limit is on what it uses. No run may start a
 * program, so it must not try to start llvm-symbolizer and tell of that first. */
#define NO_SYMBOLIZER ":external_symbolizer_path="
static const char asan_options[] =
    "ASAN_OPTIONS=detect_stack_use_after_return=1:detect_leaks=0:allocator_may_return_null=1:"
    "max_allocation_size_mb=256:hard_rss_limit_mb=768" NO_SYMBOLIZER;
static const char tsan_options[] = "TSAN_OPTIONS=memory_limit_mb=768" NO_SYMBOLIZER;

/* By the clock jemalloc gives memory back, in the middle of some call of free(): an op would need
 * more stack in one run than in the next. */
static const char jemalloc_options[] = "MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1";

bool grade_run(struct grade_job *job, struct grade_run *run)
{
    char text[3][96], path[GRADE_PATH + 32];
    bool plain = run->flavour == GRADE_AS_WRITTEN, draws = strcmp(run->part, "draw") == 0;
    if (run->input < 0)
        return grade_grader_failed(job, "the inputs", strerror(errno));
    snprintf(text[0], sizeof text[0], "HEAPMARK_SEED=%lu", job->grader->seed);
    snprintf(text[1], sizeof text[1], "HEAPMARK_PART=%s", run->part);
    snprintf(text[2], sizeof text[2], "HEAPMARK_ALLOCATOR=%s",
             job->grader->allocator != NULL ? job->grader->allocator : "jemalloc");
    snprintf(path, sizeof path, "%s/%s", run->folder, run->name);
    const char *argv[] = { path, NULL };
    const char *env[] = { text[1],
                          text[2],
                          "HEAPMARK_REPORT=3",
                          "LC_ALL=C",
                          "PATH=/usr/bin:/bin",
                          asan_options,
                          jemalloc_options,
                          tsan_options,
                          plain ? "HEAPMARK_WALL=1" : NULL,
                          draws ? text[0] : NULL,
                          NULL };
    struct process_sandbox s = { .argv = argv,
                                 .env = env,
                                 .folder = run->folder,
                                 .input = run->input,
                                 .wall_s = RUN_S,
                                 .cpu_s = RUN_S,
                                 .fixed_addresses = run->flavour == GRADE_TSAN,
                                 .memory_bytes = plain ? RUN_MEMORY : 0 };
    process_sandbox_run(&s, &job->ran);
    if (run->input > 0)
        close(run->input);
    process_ending_text(&s, &job->ran, run->ending, sizeof run->ending);
    if (job->ran.ending == PROCESS_NOT_STARTED || job->ran.ending == PROCESS_INTERRUPTED)
        return grade_grader_failed(job, run->name, run->ending);
    job->grade->confined = job->grade->confined && job->ran.confined;
    if (job->ran.ending == PROCESS_TIMED_OUT && strcmp(run->folder, job->out) == 0)
        job->not_tried_because = "it does not come to its end";
    return true;
}

/* The part of the report behind `at` that begins with `word`, line by line. NULL: no more. */
static const char *next_line(const char *at, const char *word)
{
    for (; at != NULL && *at != '\0'; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (strncmp(at, word, strlen(word)) == 0)
            return at + strlen(word);
    }
    return NULL;
}

size_t grade_run_results(struct grade_job *job, size_t first, size_t into)
{
    size_t next = first;
    const char *at = job->ran.report;
    while ((at = next_line(at, "result ")) != NULL && next < job->checks.case_count) {
        char *text;
        size_t number = strtoul(at, &text, 10), length = strcspn(text, "\n");
        if (number + first != next || *text != ' ' || text[length] != '\n')
            continue;
        char **result = (char **)(void *)((char *)&job->checks.cases[next++] + into);
        free(*result);
        *result = xstrndup(text + 1, length - 1);
    }
    return next;
}

bool grade_run_whole(const struct grade_job *job)
{
    return job->ran.ending == PROCESS_EXITED && job->ran.status == 0 &&
           next_line(job->ran.report, "end\n") != NULL;
}

struct grade_measure grade_run_measure(struct grade_job *job)
{
    struct grade_measure m = { -1, -1, -1, -1, -1, -1, "" };
    const struct {
        const char *line;
        long *into;
    } lines[] = {
        { "measure ops ", &m.ops },     { "measure allocs ", &m.allocs },
        { "measure bytes ", &m.bytes }, { "measure start_allocs ", &m.start_allocs },
        { "measure live ", &m.live },   { "measure stack ", &m.stack },
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const char *value = next_line(job->ran.report, lines[i].line);
        if (value != NULL)
            *lines[i].into = strtol(value, NULL, 10);
    }
    const char *why = next_line(job->ran.report, "unmeasured ");
    if (why != NULL)
        snprintf(m.unmeasured, sizeof m.unmeasured, "%.*s", (int)strcspn(why, "\n"), why);
    return m;
}
