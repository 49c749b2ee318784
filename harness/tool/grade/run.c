/* run.c -- one run of a check program: a nonce, an environment, a sandbox, and its lines. */
#include "grade/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
    RUN_S = 10,
    RUN_MEMORY = 512 * 1024 * 1024,
    NONCE_BYTES = 16,
};

/* False: the system has no random bytes, and a nonce that can be guessed is none. */
static bool fresh_nonce(char nonce[2 * NONCE_BYTES + 1])
{
    unsigned char bytes[NONCE_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < NONCE_BYTES; i++)
        snprintf(nonce + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

static void read_measure(struct grade_part_report *h, const char *text)
{
    const struct {
        const char *name;
        long *into;
    } names[] = {
        { "ops ", &h->ops },     { "allocs ", &h->allocs },
        { "bytes ", &h->bytes }, { "start_allocs ", &h->start_allocs },
        { "live ", &h->live },   { "stack ", &h->stack },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(text, names[i].name, strlen(names[i].name)) == 0)
            *names[i].into = strtol(text + strlen(names[i].name), NULL, 10);
}

static void read_line(struct grade_job *job, enum grade_kind kind, struct grade_part_report *h,
                      char *line)
{
    char *message;
    if (strcmp(line, "end") == 0)
        h->whole = true;
    else if (strncmp(line, "check ok ", 9) == 0)
        grade_note(job, kind, true, line + 9, "%s", "");
    else if (strncmp(line, "check fail ", 11) == 0) {
        message = strstr(line, ": ");
        if (message != NULL)
            *message = '\0';
        grade_note(job, kind, false, line + 11, "%s", message != NULL ? message + 2 : "");
    } else if (strncmp(line, "measure ", 8) == 0)
        read_measure(h, line + 8);
    else if (strncmp(line, "unmeasured ", 11) == 0)
        grade_note(job, GRADE_KIND_INTEGRITY, false, "the counting malloc is in place", "%s",
                   line + 11);
}

/* A line counts only if it starts with the nonce of this run: then the check program wrote it. */
static void read_lines(struct grade_job *job, enum grade_kind kind, const char *nonce,
                       struct grade_part_report *h)
{
    size_t n = strlen(nonce);
    char *rest = job->ran.report;
    for (char *line = strtok_r(rest, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
        if (strncmp(line, nonce, n) == 0 && line[n] == ' ')
            read_line(job, kind, h, line + n + 1);
}

struct grade_part_report grade_run_part(struct grade_job *job, const char *program,
                                        const char *part, enum grade_kind kind,
                                        enum grade_flavour flavour)
{
    char nonce[2 * NONCE_BYTES + 1], text[5][96], path[PATH_MAX + 32];
    struct grade_part_report h = {
        .ops = -1, .allocs = -1, .bytes = -1, .start_allocs = -1, .live = -1, .stack = -1
    };
    if (!fresh_nonce(nonce)) {
        grade_grader_failed(job, program, strerror(errno));
        return h;
    }
    snprintf(text[0], sizeof text[0], "HEAPMARK_NONCE=%s", nonce);
    snprintf(text[1], sizeof text[1], "HEAPMARK_SEED=%lu", job->grader->seed);
    snprintf(text[2], sizeof text[2], "HEAPMARK_PART=%s", part);
    snprintf(text[3], sizeof text[3], "HEAPMARK_ALLOCATOR=%s",
             job->grader->allocator != NULL ? job->grader->allocator : "jemalloc");
    snprintf(path, sizeof path, "%s/%s", job->folder, program);
    const char *argv[] = { path, NULL };
    const char *env[] = { text[0],
                          text[1],
                          text[2],
                          text[3],
                          "HEAPMARK_REPORT=3",
                          "LC_ALL=C",
                          "PATH=/usr/bin:/bin",
                          "ASAN_OPTIONS=detect_stack_use_after_return=1:detect_leaks=0",
                          NULL };
    struct process_sandbox s = { .argv = argv,
                                 .env = env,
                                 .folder = job->folder,
                                 .forks = true,
                                 .wall_s = RUN_S,
                                 .cpu_s = RUN_S,
                                 .fixed_addresses = flavour == GRADE_TSAN,
                                 .memory_bytes = flavour == GRADE_AS_WRITTEN ? RUN_MEMORY : 0 };
    process_sandbox_run(&s, &job->ran);
    if (job->ran.ending == PROCESS_NOT_STARTED)
        grade_grader_failed(job, program, strerror(job->ran.status));
    job->grade->confined = job->grade->confined && job->ran.confined;
    read_lines(job, kind, nonce, &h);
    if (job->ran.ending == PROCESS_TIMED_OUT)
        job->not_tried_because = "it does not come to its end";
    if (!h.whole)
        process_ending_text(&s, &job->ran, h.ending, sizeof h.ending);
    return h;
}
