/* bench_trace.c -- the cost of tracing and the accuracy of its verdicts, beside heaptrack and DHAT.
 *
 * Cost: the same loop, bare and under each tool, in turns. The fastest round counts, and the table
 * shows ratios of one run. The row `empty` is the floor of every tracer that the hooks call.
 * Accuracy: seven programs with known verdicts, and from each tool the result that is nearest to
 * "could live in the frame that made it". heaptrack and DHAT do not claim to answer this question;
 * the table shows that their results cannot replace the verdict. A tool that is not installed is
 * left out. */
#include <err.h>

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/as_is.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define PLAIN  HM_BUILD_DIR "/bin/trace_loop_plain"
#define EMPTY  HM_BUILD_DIR "/bin/trace_loop_empty"
#define TRACED HM_BUILD_DIR "/bin/trace_loop"
#define CORPUS HM_SOURCE_DIR "/harness/tests/trace/"

enum { FLOOR = 1, OURS = 3, PEERS = 4, TOOLS = 6 }; /* bare, empty, hooks, trace, peers */
enum { ROUNDS = 3, SHORT_LIVED = 500 /* instructions, DHAT's own threshold */ };

static const struct pattern {
    const char *name;
    bool stays; /* the true verdict */
} patterns[] = {
    { "p1_five_in_order", true }, { "p2_three_reversed", true }, { "p3_across_work", true },
    { "p4_ring", false },         { "p5_factory", false },       { "p6_set_c_1", false },
    { "p7_other_thread", false },
};
enum { PATTERNS = sizeof patterns / sizeof patterns[0] };

static bool installed(const char *program)
{
    struct spawned s = SPAWN(program, "--version");
    bool there = exit_status(&s) == 0;
    spawned_done(&s);
    return there;
}

/* The last number on a line of its own in stderr; 0: there is none. */
static double last_number(const char *text)
{
    double found = 0;
    while (text != NULL && *text != '\0') {
        char *end;
        double value = strtod(text, &end);
        if (end != text && *end == '\n')
            found = value;
        text = strchr(text, '\n');
        text = text != NULL ? text + 1 : NULL;
    }
    return found;
}

/* One run of the loop; ns per operation. */
static double loop(const char *tool, const char *what)
{
    struct spawned s;
    if (strcmp(tool, "bare") == 0)
        s = SPAWN(PLAIN, what, "2000000");
    else if (strcmp(tool, "empty") == 0)
        s = SPAWN(EMPTY, what, "2000000");
    else if (strcmp(tool, "hooks") == 0)
        s = SPAWN(TRACED, what, "2000000");
    else if (strcmp(tool, "trace") == 0)
        s = SPAWN(TOOL, "trace", "--quiet", TRACED, what, "2000000");
    else if (strcmp(tool, "heaptrack") == 0)
        s = SPAWN("heaptrack", "-o", "bench_trace.heaptrack", PLAIN, what, "200000");
    else
        s = SPAWN("valgrind", "--tool=dhat", "--dhat-out-file=/dev/null", PLAIN, what, "50000");
    double ns = last_number(s.err);
    if (ns == 0)
        ns = last_number(s.out);
    if (ns == 0)
        errx(2, "%s, %s: the loop told no time\n%s", tool, what, s.err);
    spawned_done(&s);
    return ns;
}

/* floor: what the row `empty` reaches. */
static void show_target(const char *what, double limit, double measured, bool met, double floor)
{
    printf("target: %-44s %6.1f  %6.1f  %s (empty hooks: %.1f)\n", what, limit, measured,
           met ? "met" : "missed", floor);
}

static double best_of(const char *tool, const char *what)
{
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double ns = loop(tool, what);
        best = best == 0 || ns < best ? ns : best;
    }
    return best;
}

static void show_cost(const char *const *tools, size_t count)
{
    static const char *const kinds[] = { "pairs", "deep", "calls" };
    static const char *const titles[] = { "malloc+free, 5 frames", "the same, 1000 frames below",
                                          "a call without allocation" };
    double best[3][TOOLS] = { { 0 } };
    for (size_t k = 0; k < 3; k++) {
        printf("%s (ns, x bare)\n", titles[k]);
        for (size_t t = 0; t < (k == 0 ? count : PEERS); t++) {
            best[k][t] = best_of(tools[t], kinds[k]);
            printf("    %-10s %9.1f  %6.1f x\n", tools[t], best[k][t], best[k][t] / best[k][0]);
        }
    }
    printf("empty: -finstrument-functions with the hooks of libc, which only return\n"
           "hooks: the instrumented program without the tracer\n");
    double pair = best[0][OURS], call = best[2][OURS] - best[2][0];
    show_target("<= 4 x bare, malloc+free, 5 frames", 4, pair / best[0][0], pair <= 4 * best[0][0],
                best[0][FLOOR] / best[0][0]);
    show_target("<= 3 ns, what a call without allocation adds", 3, call, call <= 3,
                best[2][FLOOR] - best[2][0]);
    for (size_t t = PEERS; t < count; t++) {
        bool heaptrack = strcmp(tools[t], "heaptrack") == 0;
        double limit = heaptrack ? 10 : 30, times = best[0][t] / pair;
        show_target(heaptrack ? ">= 10 x faster than heaptrack" : ">= 30 x faster than DHAT", limit,
                    times, times >= limit, best[0][t] / best[0][FLOOR]);
    }
}

/* Blocks the program made, and blocks said to stay in their frame. */
struct claim {
    double blocks, stay;
};

static struct claim by_trace(const char *source)
{
    struct claim c = { 0, 0 };
    struct spawned s = SPAWN(TOOL, "trace", "--json", "-w", source);
    json_t *all = json_loads(s.out, 0, NULL), *site, *verdict;
    size_t i, k;
    if (all == NULL)
        errx(2, "heapmark trace %s: no report\n%s", source, s.err);
    json_array_foreach(json_object_get(all, "sites"), i, site)
    {
        if (strcmp(json_string_value(json_object_get(site, "allocator")), "pthread_create") == 0)
            continue; /* only blocks of the program itself count */
        c.blocks += (double)json_integer_value(json_object_get(site, "blocks"));
        json_array_foreach(
            json_object_get(site, "verdicts"), k,
            verdict) if (strcmp(json_string_value(json_object_get(verdict, "kind")), "stayed") == 0)
            c.stay += (double)json_integer_value(json_object_get(verdict, "blocks"));
    }
    json_decref(all);
    spawned_done(&s);
    return c;
}

static double by_heaptrack(const char *program)
{
    struct spawned s = SPAWN("heaptrack", "-o", "bench_trace.heaptrack", program);
    spawned_done(&s);
    s = SPAWN("sh", "-c", "heaptrack_print -f \"$(ls bench_trace.heaptrack.*)\"");
    const char *at = strstr(s.out, "temporary memory allocations: ");
    if (at == NULL)
        errx(2, "heaptrack %s: it counted nothing\n%s", program, s.err);
    double temporary = strtod(strchr(at, ':') + 1, NULL);
    spawned_done(&s);
    return temporary;
}

static double by_dhat(const char *program)
{
    double stay = 0;
    struct spawned s =
        SPAWN("valgrind", "--tool=dhat", "--dhat-out-file=bench_trace.dhat", program);
    spawned_done(&s);
    json_t *all = json_load_file("bench_trace.dhat", 0, NULL), *point;
    size_t i;
    if (all == NULL)
        errx(2, "valgrind --tool=dhat %s: it left no file", program);
    json_array_foreach(json_object_get(all, "pps"), i, point)
    {
        double blocks = (double)json_integer_value(json_object_get(point, "tbk"));
        double life = (double)json_integer_value(json_object_get(point, "tl"));
        if (blocks > 0 && life / blocks <= SHORT_LIVED)
            stay += blocks;
    }
    json_decref(all);
    unlink("bench_trace.dhat");
    return stay;
}

static void remove_traces(void)
{
    struct spawned s = SPAWN("sh", "-c", "rm -f bench_trace.heaptrack.*");
    spawned_done(&s);
}

static void build_pattern(const char *source)
{
    struct spawned s = SPAWN("cc", "-O1", "-g", "-w", "-fno-builtin-malloc", "-fno-builtin-free",
                             source, "-o", "./bench_trace_pattern", "-pthread");
    if (exit_status(&s) != 0)
        errx(2, "%s: %s", source, s.err);
    spawned_done(&s);
}

static void show_accuracy(const char *const *tools, size_t count)
{
    double right[TOOLS] = { 0 }, claimed[TOOLS] = { 0 }, true_blocks = 0;

    printf("\nblocks said to stay in the frame that made them\n    %-20s %7s %5s", "pattern",
           "blocks", "truth");
    for (size_t t = OURS; t < count; t++)
        printf(" %10s", tools[t]);
    printf("\n");
    for (size_t p = 0; p < PATTERNS; p++) {
        char source[512];
        snprintf(source, sizeof source, CORPUS "%s.c", patterns[p].name);
        struct claim ours = by_trace(source);
        printf("    %-20s %7.0f %5s", patterns[p].name, ours.blocks,
               patterns[p].stays ? "all" : "none");
        build_pattern(source);
        for (size_t t = OURS; t < count; t++) {
            remove_traces();
            double stay = strcmp(tools[t], "trace") == 0 ? ours.stay
                          : strcmp(tools[t], "heaptrack") == 0
                              ? by_heaptrack("./bench_trace_pattern")
                              : by_dhat("./bench_trace_pattern");
            printf(" %10.0f", stay);
            claimed[t] += stay;
            right[t] += patterns[p].stays ? stay : 0;
        }
        true_blocks += patterns[p].stays ? ours.blocks : 0;
        printf("\n");
    }
    printf("    recall / precision                ");
    for (size_t t = OURS; t < count; t++)
        printf(" %3.0f/%3.0f %%", 100 * right[t] / true_blocks,
               claimed[t] > 0 ? 100 * right[t] / claimed[t] : 0);
    printf("\n");
    remove_traces();
    unlink("./bench_trace_pattern");
}

int main(void)
{
    const char *tools[TOOLS] = { "bare", "empty", "hooks", "trace" };
    size_t count = PEERS;

    if (installed("heaptrack"))
        tools[count++] = "heaptrack";
    if (installed("valgrind"))
        tools[count++] = "dhat";
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (chdir(HM_BUILD_DIR) != 0) /* files that an interrupted run leaves */
        err(2, "%s", HM_BUILD_DIR);
    bench_as_is();
    show_cost(tools, count);
    show_accuracy(tools, count);
    return 0;
}
