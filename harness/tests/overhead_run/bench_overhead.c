/* bench_overhead.c -- what counting costs a program, beside the instruments that are installed.
 *
 *   bench_overhead [WORK...]     all kinds of work, or those (hiredis, "1 thread", ...)
 *
 * Every round runs each instrument once on every shape of work, so that all run under the same
 * conditions. The table shows the ratio to bare glibc of the same round (to bare jemalloc for
 * instruments that use jemalloc): the median, the smallest and the largest. Slow instruments do
 * fewer pairs. Whole programs run for about a second bare; their processor time is taken, up to
 * the end of the report. What is not installed is named and skipped. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "process/jobs.h"

#define TOOL  HM_BUILD_DIR "/bin/heapmark"
#define PAIRS HM_BUILD_DIR "/programs/pairs"
#define HEAP  HM_BUILD_DIR "/bench_overhead.heap"

#define XML   HM_BUILD_DIR "/bench_overhead.xml"
#define RUST  HM_BUILD_DIR "/bench_overhead.rust"
#define CARGO "cd " RUST "/crate && cargo build -q --release --target-dir " RUST

enum { ROUNDS = 3, WHOLE = 7, SHAPES = WHOLE + 7, WORDS = 6 }; /* from WHOLE on: programs */

struct instrument {
    const char *name, *needs; /* needs: a command or a library; NULL: always there */
    const char *pairs;
    size_t base;                /* the row it is compared with */
    const char *command[WORDS]; /* the words before the program */
    const char *variable;
    const char *program; /* NULL: pairs, or the whole program */
    const char *proof;   /* the file that it must write, as proof that it worked; NULL: none */
    bool few;            /* about 0.1 ms per block, so it does not run a million of them */
    bool whole;          /* runs whole programs too */
    bool once;           /* those only in the first round, because it is slow */
    bool rust;           /* the program is one of Rust: pairs of one thread */
};

enum { GLIBC, JEMALLOC, RUST_BARE };

static const struct instrument instruments[] = {
    [GLIBC] = { "glibc, bare", NULL, "3000000", GLIBC, { NULL }, .whole = true },
    [JEMALLOC] = { "jemalloc, bare",
                   "libjemalloc.so.2",
                   "3000000",
                   GLIBC,
                   { NULL },
                   .variable = "LD_PRELOAD=libjemalloc.so.2" },
    [RUST_BARE] = { "rust, bare",
                    "cargo",
                    "3000000",
                    RUST_BARE,
                    { NULL },
                    .program = RUST "/bare/release/pairs",
                    .rust = true },
    { "rust, divan",
      "cargo",
      "3000000",
      RUST_BARE,
      { NULL },
      .program = RUST "/counted/release/pairs",
      .rust = true },
    { "three lines",
      NULL,
      "3000000",
      GLIBC,
      { NULL },
      .variable = "LD_PRELOAD=" HM_BUILD_DIR "/programs/counter.so",
      .whole = true },
    { "three lines, sizes",
      NULL,
      "3000000",
      GLIBC,
      { NULL },
      .variable = "LD_PRELOAD=" HM_BUILD_DIR "/programs/counter_sizes.so",
      .whole = true },
    { "three lines, sites",
      NULL,
      "3000000",
      GLIBC,
      { NULL },
      .variable = "LD_PRELOAD=" HM_BUILD_DIR "/programs/counter_sites.so",
      .whole = true },
    { "three lines, stacks",
      NULL,
      "3000000",
      GLIBC,
      { NULL },
      .variable = "LD_PRELOAD=" HM_BUILD_DIR "/programs/counter_stacks.so" },
    { "counting, linked in", NULL, "3000000", JEMALLOC, { NULL }, .program = PAIRS "_counted" },
    { "heapmark run",
      NULL,
      "1000000",
      GLIBC,
      { TOOL, "run", "--out", "/dev/null", "--" },
      .whole = true },
    { "run --sites",
      NULL,
      "1000000",
      GLIBC,
      { TOOL, "run", "--sites", "--out=/dev/null", "--" },
      .whole = true },
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
      .whole = true,
      .once = true },
    { "valgrind dhat",
      "valgrind",
      "20000",
      GLIBC,
      { "valgrind", "--tool=dhat", "--dhat-out-file=/dev/null" },
      .whole = true,
      .once = true },
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
    const char *program[4]; /* of a whole program */
} shapes[SHAPES] = {
    { "1 thread", "1", "5", "0", { NULL } },
    { "2 threads", "2", "5", "0", { NULL } },
    { "1 frame", "1", "1", "0", { NULL } },
    { "16 frames", "1", "16", "0", { NULL } },
    { "64 frames", "1", "64", "0", { NULL } },
    { "10^4 live", "1", "5", "10000", { NULL } },
    { "10^6 live", "1", "5", "1000000", { NULL } },
    [WHOLE] = { "sqlite3",
                .program = { "sqlite3", ":memory:",
                             "with recursive c(i) as (select 1 union all select i + 1 from c where "
                             "i < 900000) select count(distinct hex(i * 7919)), "
                             "sum(length(printf('%d', i))) from c;" } },
    { "hiredis", .program = { HM_BUILD_DIR "/programs/replies" } },
    { "jq", .program = { "jq", "-n", "[range(500000) | {a: ., b: tostring}] | map(.b) | length" } },
    { "xmllint", .program = { "xmllint", "--noout", "--repeat", XML } },
    { "perl",
      .program = { "perl", "-e",
                   "my %h; for my $i (1 .. 3300000) { $h{$i % 50000} = 'x' x ($i % 40) . $i }" } },
    { "lua",
      .program = { "lua5.4", "-e",
                   "local t = {} for i = 1, 1900000 do t[i % 5000] = { i, tostring(i) } end" } },
    { "json, C++", .program = { HM_BUILD_DIR "/programs/json" } },
};

/* What some work needs: files and programs that are not part of the build. */
static const struct {
    const char *work, *command;
} prepare[] = {
    { "xmllint", "awk 'BEGIN { print \"<r>\"; for (i = 0; i < 18000; i++) print \"<a id='\\''\" i "
                 "\"'\\''><b>text</b>"
                 "<c/></a>\"; print \"</r>\" }' >" XML },
    { "json, C++", "c++ -O2 -std=c++17 " HM_HERE "/json.cc -o " HM_BUILD_DIR "/programs/json" },
    { "1 thread",
      "rm -rf " RUST "/crate && mkdir -p " RUST " && cp -r " HM_HERE "/divan " RUST "/crate" },
    { "1 thread", CARGO "/bare" },
    { "1 thread", CARGO "/counted --features counted" },
};

static bool chosen[SHAPES];
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

/* Processor time of all processes that have ended, in ns. */
static double spent(void)
{
    struct rusage u;
    getrusage(RUSAGE_CHILDREN, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e9 +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e3;
}

static void add_program(struct process_job *job, size_t n, const struct instrument *in,
                        size_t shape)
{
    for (size_t i = 0; i < 4 && shapes[shape].program[i] != NULL; i++)
        job->argv[n++] = shapes[shape].program[i];
    if (shape >= WHOLE)
        return;
    job->argv[n++] = in->program != NULL ? in->program : PAIRS;
    if (in->rust)
        return;
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
    if ((shape >= WHOLE && !in->whole) || (in->rust && shape != 0) ||
        (in->few && strlen(shapes[shape].live) > 5))
        return 0;
    if (strstr(in->name, "jemalloc prof") != NULL) {
        job.argv[n++] = "env";
        job.argv[n++] = "LD_PRELOAD=libjemalloc.so.2";
    }
    for (size_t i = 0; i < WORDS && in->command[i] != NULL; i++)
        job.argv[n++] = in->command[i];
    add_program(&job, n, in, shape);
    if (in->proof != NULL)
        unlink(in->proof);
    double start = spent();
    process_jobs_run(&job, 1, 1, NULL);
    double value = spent() - start;
    if (shape < WHOLE)
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
            if (!chosen[s])
                continue;
            if (n == 0 && (s == 0 || instruments[i].whole))
                printf("%-20s %-10s not measured\n", instruments[i].name, shapes[s].name);
            else if (n != 0)
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
        printf("target: %-70s not measured\n", what);
    else
        printf("target: %-70s %7.2f  %s\n", what, value,
               (at_least ? value >= limit : value <= limit) ? "met" : "missed");
}

/* The floor walks the same five frames, hashes them, and finds each block's site when it ends. */
static void print_pair_targets(void)
{
    size_t sites = find("run --sites"), heaptrack = find("heaptrack"),
           floor = find("three lines, stacks");
    char what[120];
    snprintf(what, sizeof what, "sites <= 4 x bare, 5 frames (floor %.2f)",
             median_ratio(floor, GLIBC, 0));
    print_target(what, median_ratio(sites, GLIBC, 0), 4, false);
    snprintf(what, sizeof what, "sites >= 10 x faster than heaptrack (floor %.2f)",
             median_ratio(heaptrack, floor, 0));
    print_target(what, median_ratio(heaptrack, sites, 0), 10, true);
}

static void print_targets(void)
{
    size_t linked = find("counting, linked in"), sites = find("run --sites");
    for (size_t s = WHOLE; s < SHAPES; s++) {
        char what[120];
        if (!chosen[s])
            continue;
        snprintf(what, sizeof what, "run <= 1.05 x bare, %s (three lines %.2f, sizes %.2f)",
                 shapes[s].name, median_ratio(find("three lines"), GLIBC, s),
                 median_ratio(find("three lines, sizes"), GLIBC, s));
        print_target(what, median_ratio(find("heapmark run"), GLIBC, s), 1.05, false);
        snprintf(what, sizeof what, "sites <= 1.3 x bare, %s (floor %.2f)", shapes[s].name,
                 median_ratio(find("three lines, sites"), GLIBC, s));
        print_target(what, median_ratio(sites, GLIBC, s), 1.3, false);
    }
    if (!chosen[0])
        return;
    print_target("counting <= 1.15 x bare, 1 thread", median_ratio(linked, JEMALLOC, 0), 1.15,
                 false);
    print_target("counting <= 1.15 x bare, 2 threads", median_ratio(linked, JEMALLOC, 1), 1.15,
                 false);
    print_pair_targets();
    print_target("counting with 10^6 live <= 1.15 x with none",
                 median_ratio(linked, JEMALLOC, 6) / median_ratio(linked, JEMALLOC, 0), 1.15,
                 false);
    print_target("sites with 10^6 live <= 1.5 x with none",
                 median_ratio(sites, GLIBC, 6) / median_ratio(sites, GLIBC, 0), 1.5, false);
}

static bool choose(const char *work)
{
    for (size_t s = 0; s < SHAPES; s++)
        if (strcmp(shapes[s].name, work) == 0)
            return chosen[s] = true;
    fprintf(stderr, "bench_overhead: no work '%s'; there is:", work);
    for (size_t s = 0; s < SHAPES; s++)
        fprintf(stderr, " '%s'", shapes[s].name);
    fputc('\n', stderr);
    return false;
}

static bool is_chosen(const char *work)
{
    for (size_t s = 0; s < SHAPES; s++)
        if (strcmp(shapes[s].name, work) == 0)
            return chosen[s];
    return false;
}

static void measure_all(void)
{
    for (int round = 0; round < ROUNDS; round++)
        for (size_t s = 0; s < SHAPES; s++)
            for (size_t i = 0; i < INSTRUMENTS; i++) {
                if (!chosen[s])
                    continue;
                if (isatty(STDERR_FILENO))
                    fprintf(stderr, "\rround %d of %d: %-10s %-20s", round + 1, ROUNDS,
                            shapes[s].name, instruments[i].name);
                if (present(&instruments[i]) && (round == 0 || s < WHOLE || !instruments[i].once))
                    ns[i][s][round] = measure(&instruments[i], s);
            }
    if (isatty(STDERR_FILENO))
        fputs("\r                                                  \r", stderr);
}

int main(int argc, char **argv)
{
    for (size_t s = 0; s < SHAPES; s++)
        chosen[s] = argc == 1;
    for (int i = 1; i < argc; i++)
        if (!choose(argv[i]))
            return 2;
    for (size_t i = 0; i < sizeof prepare / sizeof prepare[0]; i++)
        if (is_chosen(prepare[i].work) && system(prepare[i].command) != 0) // NOLINT(cert-env33-c)
            fprintf(stderr, "bench_overhead: could not run: %s\n", prepare[i].command);
    measure_all();
    print_table();
    print_targets();
    return 0;
}
