/* runs.c -- the commands that measure one benchmark, and the numbers taken from each. */
#include "verify/runs.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "verify/read.h"

static const char times_flag[] = "--benchtime";
static const char no_trace[] = "--trace-malloc=no", with_trace[] = "--trace-malloc=yes";

/* jemalloc prints its statistics at exit. Thread caches are off: it would count those that it makes
 * for new threads. */
static char jemalloc_conf[512];

static void set_jemalloc_conf(void)
{
    const char *theirs = getenv("MALLOC_CONF");
    snprintf(jemalloc_conf, sizeof jemalloc_conf,
             "MALLOC_CONF=%s%stcache:false,stats_print:true,stats_print_opts:Jgdablxeh",
             theirs != NULL ? theirs : "", theirs != NULL && *theirs != '\0' ? "," : "");
}

static void plan_counted(struct process_job *job, const char *program, const char *pattern,
                         const char *times)
{
    *job = (struct process_job){
        .argv = { program, "--bench", pattern, times_flag, times, "--format", "json" },
        .variable = jemalloc_conf,
    };
}

static void plan_valgrind(struct process_job *job, const char *program, const char *pattern,
                          const char *times, const char *trace)
{
    *job = (struct process_job){
        .argv = { "valgrind", "--leak-check=no", "--undef-value-errors=no",
                  "--child-silent-after-fork=yes", trace, program, "--bench", pattern, times_flag,
                  times },
    };
}

/* The line that says why a run failed: Valgrind's own message, else the last line. */
static void quote(char *into, size_t size, const char *text)
{
    const char *said = strstr(text, "valgrind: "), *end = text + strlen(text);
    if (said == NULL) {
        while (end > text && end[-1] == '\n')
            end--;
        for (said = end; said > text && said[-1] != '\n'; said--)
            ;
    }
    snprintf(into, size, "%.*s", (int)strcspn(said, "\n"), said);
}

/* Why this instrument has no number: what its failed run printed, or `otherwise`. */
static struct verify_reading unknown(const struct process_job *jobs, const char *otherwise)
{
    struct verify_reading r = { .known = false };
    snprintf(r.why_not, sizeof r.why_not, "%s", otherwise);
    for (int i = 0; i < 2; i++) {
        char said[sizeof r.why_not / 2] = "";
        if (process_job_succeeded(&jobs[i]))
            continue;
        quote(said, sizeof said, jobs[i].err);
        snprintf(r.why_not, sizeof r.why_not, "its run failed%s%s", *said != '\0' ? ": " : "",
                 said);
        break;
    }
    return r;
}

static uint64_t read_n(const struct process_job *job, struct verify_ours *out)
{
    return verify_read_ours(job->out, out) ? out->n : 0;
}

static void read_ours(const struct process_job *jobs, struct verify_readings *r)
{
    struct verify_ours once, twice;
    uint64_t n = read_n(&jobs[0], &once), n2 = read_n(&jobs[1], &twice);
    r->ours = unknown(jobs, "the program reports no counts");
    if (n == 0 || n2 == 0 || !once.counted || !twice.counted)
        return;
    r->ours = (struct verify_reading){ .known = true,
                                       .allocs = (int64_t)(twice.allocs - once.allocs),
                                       .bytes = (int64_t)(twice.bytes - once.bytes) };
    r->reallocs = (int64_t)(twice.reallocs - once.reallocs);
}

static void read_jemalloc(const struct process_job *jobs, struct verify_readings *r)
{
    uint64_t once, twice;
    r->jemalloc = unknown(jobs, "jemalloc printed no statistics");
    if (!verify_read_jemalloc(jobs[0].err, &once) || !verify_read_jemalloc(jobs[1].err, &twice))
        return;
    r->jemalloc = (struct verify_reading){ .known = true, .allocs = (int64_t)(twice - once) };
}

static void read_valgrind(const struct process_job *jobs, struct verify_readings *r)
{
    const struct process_job *one = &jobs[2], *two = &jobs[3];
    uint64_t allocs[2], bytes[2];
    r->valgrind = unknown(&jobs[2], "Valgrind printed no total heap usage");
    if (!process_job_succeeded(one) || !process_job_succeeded(two) ||
        !verify_read_valgrind(one->err, &allocs[0], &bytes[0]) ||
        !verify_read_valgrind(two->err, &allocs[1], &bytes[1]))
        return;
    r->valgrind = (struct verify_reading){ .known = true,
                                           .allocs = (int64_t)(allocs[1] - allocs[0]),
                                           .bytes = (int64_t)(bytes[1] - bytes[0]) };
}

/* Run Valgrind again, now with a line for every call. */
static void look_closer(const struct process_job *jobs, struct verify_readings *r)
{
    struct process_job again[2];
    const char *program = jobs[0].argv[0], *pattern = jobs[0].argv[2];
    plan_valgrind(&again[0], program, pattern, jobs[0].argv[4], with_trace);
    plan_valgrind(&again[1], program, pattern, jobs[1].argv[4], with_trace);
    process_jobs_run(again, 2, 0, NULL);
    r->page_size = sysconf(_SC_PAGESIZE);
    struct verify_traced once = verify_read_trace(again[0].err, r->page_size);
    struct verify_traced twice = verify_read_trace(again[1].err, r->page_size);
    r->to_nothing = twice.to_nothing - once.to_nothing;
    r->whole_pages = twice.whole_pages - once.whole_pages;
    r->new_of_nothing = twice.new_of_nothing - once.new_of_nothing;
    r->new_aligned = twice.new_aligned - once.new_aligned;
    process_jobs_done(again, 2);
}

void verify_plan(struct process_job *jobs, const char *program, const char *pattern,
                 const struct verify_times *times)
{
    set_jemalloc_conf();
    plan_counted(&jobs[0], program, pattern, times->once);
    plan_counted(&jobs[1], program, pattern, times->twice);
    plan_valgrind(&jobs[2], program, pattern, times->once, no_trace);
    plan_valgrind(&jobs[3], program, pattern, times->twice, no_trace);
}

struct verify_readings verify_read(const struct process_job *jobs)
{
    struct verify_readings r = { 0 };
    read_ours(jobs, &r);
    read_jemalloc(jobs, &r);
    read_valgrind(jobs, &r);
    if (verify_look_closer(&r))
        look_closer(jobs, &r);
    return r;
}
