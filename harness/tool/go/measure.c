/* measure.c -- the go command and the test programs it builds; see measure.h. */
#include "go/measure.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/pattern.h"
#include "cli/xalloc.h"
#include "process/jobs.h"

/* A run of one benchmark with a number of ops. Texts owned. */
struct run {
    char *pattern, *ops, *profile;
};

static char folder[PATH_MAX]; /* for what Go writes; empty: not made */

/* By exit(), too, when memory runs out. */
static void remove_folder(void)
{
    DIR *in = opendir(folder);
    for (struct dirent *entry; in != NULL && (entry = readdir(in)) != NULL;)
        unlinkat(dirfd(in), entry->d_name, 0);
    if (in != NULL)
        closedir(in);
    rmdir(folder);
}

static bool make_folder(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/heapmark-go-XXXXXX",
             tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
    if (mkdtemp(folder) != NULL && atexit(remove_folder) == 0)
        return true;
    cli_error("%s: %s", folder, strerror(errno));
    return false;
}

/* The last line that says what is wrong: Go's own words. */
static void say_failed(const char *what, const struct process_job *job)
{
    char *end = job->err + strlen(job->err);
    while (end > job->err && end[-1] == '\n')
        *--end = '\0';
    fprintf(stderr, "%s%s", job->err, job->err[0] != '\0' ? "\n" : "");
    cli_error("%s failed", what);
}

/* Its folder; NULL after the reason was said. */
static char *find_package(const struct go_request *request)
{
    struct process_job job = { .argv = { request->go, "list", "-f", "{{.Dir}}", request->package,
                                         NULL } };
    process_jobs_run(&job, 1, 1, NULL);
    char *line = strchr(job.out, '\n'), *home = NULL;
    if (!process_job_succeeded(&job))
        say_failed("go list", &job);
    else if (line == NULL || line[1] != '\0')
        cli_error("%s: %s; expected one package", request->package,
                  line == NULL ? "no package" : "several packages");
    else
        home = xstrndup(job.out, (size_t)(line - job.out));
    process_jobs_done(&job, 1);
    return home;
}

static bool read_version(const struct go_request *request, struct go_m_set *set)
{
    struct process_job job = { .argv = { request->go, "env", "GOVERSION", NULL } };
    process_jobs_run(&job, 1, 1, NULL);
    bool ran = process_job_succeeded(&job);
    if (ran)
        go_m_version(set, job.out, "go env GOVERSION", 0);
    else
        say_failed("go env GOVERSION", &job);
    process_jobs_done(&job, 1);
    return ran;
}

static void read_messages(struct go_m_set *set, char *text)
{
    FILE *in = xmemopen(text);
    if (text[0] != '\0')
        go_m_read(set, in, "go test -c -gcflags=-m=2");
    fclose(in);
    go_m_finish(set);
}

bool go_build(const struct go_request *request, struct go_m_set *set, struct go_measured *to)
{
    *to = (struct go_measured){ .home = find_package(request) };
    if (to->home == NULL || !make_folder())
        return false;
    to->test = xprintf("%s/test", folder);
    struct process_job job = { .argv = { request->go, "test", "-c", "-vet=off", "-gcflags=-m=2",
                                         "-o", to->test, request->package, NULL } };
    process_jobs_run(&job, 1, 1, NULL);
    bool built = process_job_succeeded(&job);
    if (built)
        read_messages(set, job.err);
    else
        say_failed("go test -c -gcflags=-m=2", &job);
    if (built && access(to->test, X_OK) != 0) {
        free(to->test);
        to->test = NULL;
    }
    process_jobs_done(&job, 1);
    return built && read_version(request, set);
}

static struct process_job job_of(const struct go_measured *m, const char *bench, const char *time,
                                 const char *profile)
{
    return (struct process_job){
        .argv = { m->test, "-test.run=^$", "-test.cpu=1", "-test.benchmem", bench, time, profile,
                  profile != NULL ? "-test.memprofilerate=1" : NULL, NULL },
        .folder = m->home
    };
}

/* Reads what a run printed; false, with its own words, if it failed. */
static bool read_results(struct gobench_set *set, const struct process_job *job, const char *run)
{
    FILE *in = xmemopen(job->out);
    bool read = gobench_read(set, in, run, run);
    fclose(in);
    if (read && process_job_succeeded(job))
        return true;
    fputs(job->out, stderr);
    fputs(job->err, stderr);
    cli_error("%s failed", run);
    return false;
}

static void progress(size_t done, size_t of)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%zu of %zu runs%s", done, of, done == of ? "\r\033[K" : "");
}

/* False, with a line that says so, if a run that went well has no benchmark. */
static bool has_benchmarks(const struct go_request *request, const struct process_job *job)
{
    if (!process_job_succeeded(job) || strstr(job->out, "Benchmark") != NULL)
        return true;
    if (strcmp(request->bench, ".") == 0)
        cli_error("%s: no benchmarks; expected a function BenchmarkX(b *testing.B)",
                  request->package);
    else
        cli_error("%s: no benchmark matches --bench=%s", request->package, request->bench);
    return false;
}

/* The benchmarks that there are: one op each. */
static bool list(const struct go_request *request, const struct go_measured *m,
                 struct gobench_set *names)
{
    char *bench = xprintf("-test.bench=%s", request->bench);
    struct process_job job = job_of(m, bench, "-test.benchtime=1x", NULL);
    process_jobs_run(&job, 1, 1, NULL);
    bool read = has_benchmarks(request, &job) &&
                read_results(names, &job, "the first run, of one op of each benchmark,");
    process_jobs_done(&job, 1);
    free(bench);
    return read;
}

/* Adds the blocks of a run, times `sign`. */
static bool add_run(struct go_measured *m, const struct go_m_set *set, const struct run *run,
                    int sign, const char *name)
{
    struct pprof_profile profile;
    char *why;
    if (!pprof_read(&profile, strchr(run->profile, '=') + 1, &why)) {
        cli_error("Benchmark%s: its profile %s", name, why);
        free(why);
        return false;
    }
    read_m_profile_add(&m->profile, set, &profile, sign, name);
    pprof_done(&profile);
    return true;
}

static void prepare(const struct go_request *request, const struct go_measured *m,
                    const struct gobench_set *names, struct run *runs, struct process_job *jobs)
{
    for (size_t i = 0; i < 2 * names->n_results; i++) {
        char *pattern = cli_pattern(names->results[i / 2].name);
        runs[i] = (struct run){
            .pattern = xprintf("-test.bench=^Benchmark%s", pattern + 1),
            .ops = xprintf("-test.benchtime=%lux", request->n * (i % 2 + 1)),
            .profile = xprintf("-test.memprofile=%s/%zu", folder, i),
        };
        jobs[i] = job_of(m, runs[i].pattern, runs[i].ops, runs[i].profile);
        free(pattern);
    }
}

bool go_measure(const struct go_request *request, const struct go_m_set *set,
                struct go_measured *to)
{
    struct gobench_set names = { 0 };
    bool clean = list(request, to, &names);
    size_t count = 2 * names.n_results;
    struct run *runs = xzalloc((count + 1) * sizeof *runs);
    struct process_job *jobs = xzalloc((count + 1) * sizeof *jobs);
    prepare(request, to, &names, runs, jobs);
    process_jobs_run(jobs, count, 0, progress);
    for (size_t i = 0; i < names.n_results; i++) {
        const char *name = names.results[i].name;
        char *run = xprintf("the run of Benchmark%s", name);
        bool ran = read_results(&to->bench, &jobs[2 * i + 1], run) &&
                   add_run(to, set, &runs[2 * i + 1], 1, name) &&
                   add_run(to, set, &runs[2 * i], -1, name);
        free(run);
        if (ran)
            read_m_profile_set_ops(&to->profile, name, (double)request->n);
        clean &= ran;
    }
    read_m_profile_finish(&to->profile, &to->bench);
    process_jobs_done(jobs, count);
    for (size_t i = 0; i < count; i++) {
        free(runs[i].pattern);
        free(runs[i].ops);
        free(runs[i].profile);
    }
    free(jobs);
    free(runs);
    gobench_set_done(&names);
    return clean;
}

void go_measured_done(struct go_measured *measured)
{
    free(measured->test);
    free(measured->home);
    gobench_set_done(&measured->bench);
    read_m_profile_done(&measured->profile);
}
