/* bench_whole.c -- what tracing costs whole programs, beside heaptrack and DHAT.
 *
 * Processor time of everything that runs, the report included; the fastest of three rounds. A
 * program whose library is not installed is left out, and so is a tool. */
#include <err.h>

#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "support/spawn.h"

#define TOOL       HM_BUILD_DIR "/bin/heapmark"
#define SOURCES    HM_SOURCE_DIR "/harness/tests/trace/bench/"
#define INCLUDE    HM_SOURCE_DIR "/harness/include"
#define PLAIN      "./bench_whole_plain"
#define TRACED     "./bench_whole_traced"

#define NO_HEADERS "-finstrument-functions-exclude-file-list=/usr/include,/usr/lib/gcc"

enum { ROUNDS = 3 };

static const struct program {
    const char *source, *steps, *compiler, *frames; /* flag that says which functions are frames */
} programs[] = {
    { "whole_c.c", "60000", "cc", "-finstrument-functions" },
    { "whole_stl.cc", "300000", "c++", NO_HEADERS },
    { "whole_fmt.cc", "200000", "c++", NO_HEADERS },
    { "whole_json.cc", "30000", "c++", NO_HEADERS },
};
enum { PROGRAMS = sizeof programs / sizeof programs[0] };

enum tool { BARE, TRACE, HEAPTRACK, DHAT, TOOLS };

static bool succeeds(struct spawned s)
{
    bool well = exit_status(&s) == 0;
    spawned_done(&s);
    return well;
}

static bool build(const struct program *p)
{
    char source[512];
    snprintf(source, sizeof source, SOURCES "%s", p->source);
    return succeeds(SPAWN(p->compiler, "-O2", "-g", source, "-o", PLAIN)) &&
           succeeds(SPAWN(p->compiler, "-O1", "-g", "-finstrument-functions", p->frames,
                          "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls", "-fno-plt",
                          "-I", INCLUDE, "-include", "heapmark/hooks.h", source, "-o", TRACED));
}

static double used(void)
{
    struct rusage u;
    getrusage(RUSAGE_CHILDREN, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* Processor seconds of one run. */
static double run(enum tool tool, const char *steps)
{
    double before = used();
    bool well =
        succeeds(tool == BARE    ? SPAWN(PLAIN, steps)
                 : tool == TRACE ? SPAWN(TOOL, "trace", "--quiet", TRACED, steps)
                 : tool == HEAPTRACK
                     ? SPAWN("heaptrack", "-o", "bench_whole.heaptrack", PLAIN, steps)
                     : SPAWN("valgrind", "--tool=dhat", "--dhat-out-file=/dev/null", PLAIN, steps));
    if (!well)
        errx(2, "%s %s failed", tool == BARE ? PLAIN : "the run of a tool over " PLAIN, steps);
    return used() - before;
}

static double best_of(enum tool tool, const char *steps)
{
    double best = run(tool, steps);
    for (int round = 1; round < ROUNDS && tool != DHAT; round++) {
        double now = run(tool, steps);
        best = now < best ? now : best;
    }
    return best;
}

int main(void)
{
    static const char *const names[TOOLS] = { "bare", "trace", "heaptrack", "dhat" };
    bool there[TOOLS] = { true, true, succeeds(SPAWN("heaptrack", "--version")),
                          succeeds(SPAWN("valgrind", "--version")) };
    double worst[2] = { 0 }, lead = 0; /* in C, in C++ */

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (chdir(HM_BUILD_DIR) != 0)
        err(2, "%s", HM_BUILD_DIR);
    printf("\nwhole programs (x bare)\n");
    for (size_t p = 0; p < PROGRAMS; p++) {
        double cost[TOOLS] = { 0 };
        if (!build(&programs[p])) {
            printf("    %-16s not built: its library is missing\n", programs[p].source);
            continue;
        }
        for (enum tool t = BARE; t < TOOLS; t++)
            cost[t] = there[t] ? best_of(t, programs[p].steps) : 0;
        printf("    %-16s %6.3f s", programs[p].source, cost[BARE]);
        for (enum tool t = TRACE; t < TOOLS; t++)
            if (there[t])
                printf("  %s %.1f x", names[t], cost[t] / cost[BARE]);
        printf("\n");
        double *most = &worst[p != 0];
        *most = cost[TRACE] / cost[BARE] > *most ? cost[TRACE] / cost[BARE] : *most;
        double by = cost[TRACE] / cost[HEAPTRACK];
        lead = there[HEAPTRACK] && by > lead ? by : lead;
    }
    printf("target: C <= 3 x bare: %.1f, C++ <= 8 x: %.1f", worst[0], worst[1]);
    if (lead > 0)
        printf(", <= 1 x heaptrack: %.2f", lead);
    printf("; %s\n", worst[0] <= 3 && worst[1] <= 8 && lead <= 1 ? "met" : "missed");
    succeeds(SPAWN("sh", "-c", "rm -f bench_whole.heaptrack.* bench_whole_*"));
    return 0;
}
