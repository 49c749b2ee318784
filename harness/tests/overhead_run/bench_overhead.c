/* bench_overhead.c -- what counting costs a program, beside the instruments that are installed.
 *
 * Every round runs each instrument once on every shape of work, so that all run under the same
 * conditions. The table shows the ratio to bare glibc of the same round (to bare jemalloc for
 * instruments that use jemalloc): the median, the smallest and the largest. Slow instruments do
 * fewer pairs. A whole program, sqlite3 with a fixed query, is timed from its start to its end. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "process/jobs.h"

#define TOOL  HM_BUILD_DIR "/bin/heapmark"
#define PAIRS HM_BUILD_DIR "/programs/pairs"
#define HEAP  HM_BUILD_DIR "/bench_overhead.heap"

enum { ROUNDS = 3, SHAPES = 8, WHOLE = SHAPES - 1, WORDS = 6 };

struct instrument {
    const char *name, *needs; /* needs: a command or a library; NULL: always there */
    const char *pairs;
    size_t base;                /* the row it is compared with */
    const char *command[WORDS]; /* the words before the program */
    const char *variable;
    const char *program; /* NULL: pairs, or the whole program */
    const char *proof;   /* the file that it must write, as proof that it worked; NULL: none */
    bool few;            /* about 0.1 ms per block, so it does not run a million of them */
};

enum { GLIBC, JEMALLOC };

static const struct instrument instruments[] = {
    [GLIBC] = { "glibc, bare", NULL, "3000000", GLIBC, { NULL }, .variable = NULL },
    [JEMALLOC] = { "jemalloc, bare",
                   "libjemalloc.so.2",
                   "3000000",
                   GLIBC,
                   { NULL },
                   .variable = "LD_PRELOAD=libjemalloc.so.2" },
    { "counting, linked in", NULL, "3000000", JEMALLOC, { NULL }, .program = PAIRS "_counted" },
    { "heapmark run",
      NULL,
      "1000000",
      GLIBC,
      { TOOL, "run", "--out", "/dev/null", "--" },
      .variable = NULL },
    { "run --sites",
      NULL,
      "1000000",
      GLIBC,
      { TOOL, "run", "--sites", "--out=/dev/null", "--" },
      .variable = NULL },
    { "memusage",
      "libmemusage.so",
      "1000000",
      GLIBC,
      { NULL },
      .variable = "LD_PRELOAD=libmemusage.so" },
    { "heaptrack",
      "heaptrack",
      "100000",
      GLIBC,
      { "heaptrack", "-r", "-o", HM_BUILD_DIR "/bench_overhead.ht" },
      .variable = NULL },
    { "valgrind dhat",
      "valgrind",
      "20000",
      GLIBC,
      { "valgrind", "--tool=dhat", "--dhat-out-file=/dev/null" },
      .variable = NULL },
    { "valgrind massif",
      "valgrind",
      "20000",
      GLIBC,
      { "valgrind", "--tool=massif", "--massif-out-file=/dev/null" },
      .variable = NULL },
    { "jemalloc prof, all",
      "libjemalloc.so.2",
      "20000",
      JEMALLOC,
      { NULL },
      .variable = "MALLOC_CONF=prof:true,lg_prof_sample:0" },
    { "tcmalloc profiler",
      "libtcmalloc_and_profiler.so.4",
      "2000",
      GLIBC,
      { "env", "LD_PRELOAD=libtcmalloc_and_profiler.so.4" },
      .variable = "HEAPPROFILE=" HEAP,
      .proof = HEAP ".0001.heap",
      .few = true },
};
enum { INSTRUMENTS = sizeof instruments / sizeof instruments[0] };

static const struct {
    const char *name, *threads, *frames, *live;
} shapes[SHAPES] = {
    { "1 thread", "1", "5", "0" },        { "2 threads", "2", "5", "0" },
    { "1 frame", "1", "1", "0" },         { "16 frames", "1", "16", "0" },
    { "64 frames", "1", "64", "0" },      { "10^4 live", "1", "5", "10000" },
    { "10^6 live", "1", "5", "1000000" }, [WHOLE] = { "sqlite3", NULL, NULL, NULL },
};

static double ns[INSTRUMENTS][SHAPES][ROUNDS]; /* 0: not measured */

static bool present(const struct instrument *in)
{
    char command[256];
    if (in->needs == NULL)
        return true;
    snprintf(command, sizeof command,
             "command -v %s >/dev/null 2>&1 || /sbin/ldconfig -p | grep -q %s", in->needs,
             in->needs);
    return system(command) == 0; // NOLINT(cert-env33-c)
}

static const char *const whole[] = {
    "sqlite3", ":memory:",
    ("with recursive c(i) as (select 1 union all select i + 1 from c where i < 20000)"
     " select count(distinct hex(i * 7919)), sum(length(printf('%d', i))) from c;")
};

/* The first number at the start of a line; 0: there is none. */
static double printed(const char *line)
{
    for (; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (*line >= '0' && *line <= '9')
            return strtod(line, NULL);
    }
    return 0;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void add_program(struct process_job *job, size_t n, const struct instrument *in,
                        size_t shape)
{
    if (shape == WHOLE) {
        for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
            job->argv[n++] = whole[i];
        return;
    }
    job->argv[n++] = in->program != NULL ? in->program : PAIRS;
    job->argv[n++] = in->pairs;
    job->argv[n++] = shapes[shape].threads;
    job->argv[n++] = shapes[shape].frames;
    job->argv[n++] = shapes[shape].live;
}

/* ns per pair, or of the whole program; 0: it could not be measured. */
static double measure(const struct instrument *in, size_t shape)
{
    struct process_job job = { .variable = in->variable };
    size_t n = 0;
    bool many = shape == WHOLE || strlen(shapes[shape].live) > 5;
    if ((shape == WHOLE && in->program != NULL) || (many && in->few))
        return 0; /* sqlite3 is not linked with our counters */
    if (strstr(in->name, "jemalloc prof") != NULL) {
        job.argv[n++] = "env";
        job.argv[n++] = "LD_PRELOAD=libjemalloc.so.2";
    }
    for (size_t i = 0; i < WORDS && in->command[i] != NULL; i++)
        job.argv[n++] = in->command[i];
    add_program(&job, n, in, shape);
    if (in->proof != NULL)
        unlink(in->proof);
    double start = now();
    process_jobs_run(&job, 1, 1, NULL);
    double value = now() - start;
    if (shape != WHOLE)
        value = printed(job.out);
    if (!process_job_succeeded(&job) || (in->proof != NULL && access(in->proof, R_OK) != 0))
        value = 0;
    process_jobs_done(&job, 1);
    return value;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Ratios of the rounds, sorted; how many there are. */
static size_t ratios(size_t i, size_t base, size_t shape, double out[ROUNDS])
{
    size_t n = 0;
    for (int r = 0; r < ROUNDS; r++)
        if (ns[i][shape][r] > 0 && ns[base][shape][r] > 0)
            out[n++] = ns[i][shape][r] / ns[base][shape][r];
    qsort(out, n, sizeof *out, ascending);
    return n;
}

static double median_ratio(size_t i, size_t base, size_t shape)
{
    double r[ROUNDS];
    size_t n = ratios(i, base, shape, r);
    return n != 0 ? r[n / 2] : 0;
}

static void print_table(void)
{
    printf("%-20s %-10s %9s %8s  %s\n", "instrument", "work", "ns", "ratio", "least..greatest");
    for (size_t i = 0; i < INSTRUMENTS; i++)
        for (size_t s = 0; s < SHAPES; s++) {
            double r[ROUNDS];
            size_t n = ratios(i, instruments[i].base, s, r);
            if (n == 0)
                printf("%-20s %-10s %9s\n", instruments[i].name, shapes[s].name, "-");
            else
                printf("%-20s %-10s %9.1f %8.2f  %.2f..%.2f  of %s\n", instruments[i].name,
                       shapes[s].name, ns[i][s][0], r[n / 2], r[0], r[n - 1],
                       instruments[instruments[i].base].name);
        }
}

static size_t find(const char *name)
{
    for (size_t i = 0; i < INSTRUMENTS; i++)
        if (strcmp(instruments[i].name, name) == 0)
            return i;
    return 0;
}

static void print_target(const char *what, double value, double limit, bool at_least)
{
    if (value <= 0)
        printf("target: %-52s not measured\n", what);
    else
        printf("target: %-52s %7.2f  %s\n", what, value,
               (at_least ? value >= limit : value <= limit) ? "met" : "missed");
}

static void print_targets(void)
{
    size_t linked = find("counting, linked in"), sites = find("run --sites"),
           heaptrack = find("heaptrack");
    print_target("counting <= 1.15 x bare, 1 thread", median_ratio(linked, JEMALLOC, 0), 1.15,
                 false);
    print_target("counting <= 1.15 x bare, 2 threads", median_ratio(linked, JEMALLOC, 1), 1.15,
                 false);
    print_target("sites <= 4 x bare, 5 frames", median_ratio(sites, GLIBC, 0), 4, false);
    print_target("sites >= 10 x faster than heaptrack", median_ratio(heaptrack, sites, 0), 10,
                 true);
    print_target("counting with 10^6 live <= 1.15 x with none",
                 median_ratio(linked, JEMALLOC, 6) / median_ratio(linked, JEMALLOC, 0), 1.15,
                 false);
    print_target("sites with 10^6 live <= 1.5 x with none",
                 median_ratio(sites, GLIBC, 6) / median_ratio(sites, GLIBC, 0), 1.5, false);
}

int main(void)
{
    for (int round = 0; round < ROUNDS; round++)
        for (size_t s = 0; s < SHAPES; s++)
            for (size_t i = 0; i < INSTRUMENTS; i++) {
                if (isatty(STDERR_FILENO))
                    fprintf(stderr, "\rround %d of %d: %-10s %-20s", round + 1, ROUNDS,
                            shapes[s].name, instruments[i].name);
                if (present(&instruments[i]))
                    ns[i][s][round] = measure(&instruments[i], s);
            }
    if (isatty(STDERR_FILENO))
        fputs("\r                                                  \r", stderr);
    print_table();
    print_targets();
    return 0;
}
