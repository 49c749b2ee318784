/* histories.c -- programs with random, known histories: every verdict is the true one.
 *
 * Usage: trace_histories COMPILER LEVEL [--any], e.g. `trace_histories gcc -O2`; with --any as they
 * are, under the Valgrind tool. A compiler that is not there skips the test. HM_SEEDS=N in the
 * environment tries N histories instead of the usual few.
 */
#include "support/cmocka_all.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL    HM_BUILD_DIR "/bin/heapmark"
#define PROGRAM HM_SOURCE_DIR "/harness/tests/trace/histories/histories.c"
#define INCLUDE HM_SOURCE_DIR "/harness/include"

enum {
    SEEDS = 16,
    LONG = 4, /* the first of them */
    KINDS_MAX = 4096,
    BLOCKS_MAX = 1 << 15,
    LINES_MAX = 16
};

static char **arguments;
static char binary[64], account[80], report[80];

/* The blocks of one line with one home, `up` frames up. */
struct kind {
    int line;
    unsigned depth;
    char home[16];
    long long blocks; /* the program's own count minus that of the report */
};

static struct kind kinds[KINDS_MAX];
static size_t kind_count;

/* A block as the program counts it. */
static struct counted {
    int line;
    unsigned call, birth, death; /* its home; how many blocks were born before */
} blocks[BLOCKS_MAX];

static struct line_peak {
    int line;
    long long most; /* alive at once with one call as their home */
} peaks[LINES_MAX];

static size_t peak_count;

static void add(int line, const char *home, unsigned depth, long long count)
{
    size_t i = 0;
    while (i < kind_count &&
           (kinds[i].line != line || kinds[i].depth != depth || strcmp(kinds[i].home, home) != 0))
        i++;
    if (i == kind_count) {
        assert_true(kind_count < KINDS_MAX);
        kinds[kind_count].line = line;
        kinds[kind_count].depth = depth;
        snprintf(kinds[kind_count].home, sizeof kinds[0].home, "%s", home);
        kinds[kind_count++].blocks = 0;
    }
    kinds[i].blocks += count;
}

static int by_home(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;
    int order = (a->line > b->line) - (a->line < b->line);
    if (order == 0)
        order = (a->call > b->call) - (a->call < b->call);
    return order != 0 ? order : (a->birth > b->birth) - (a->birth < b->birth);
}

/* The most are alive behind the birth of one of them. */
static void count_peaks(size_t count)
{
    peak_count = 0;
    qsort(blocks, count, sizeof blocks[0], by_home);
    for (size_t i = 0, first = 0; i < count; i++) {
        if (blocks[first].line != blocks[i].line || blocks[first].call != blocks[i].call)
            first = i;
        if (peak_count == 0 || peaks[peak_count - 1].line != blocks[i].line) {
            assert_true(peak_count < LINES_MAX);
            peaks[peak_count++] = (struct line_peak){ .line = blocks[i].line };
        }
        long long alive = 0;
        for (size_t k = first; k <= i; k++)
            alive += blocks[k].death > blocks[i].birth;
        if (alive > peaks[peak_count - 1].most)
            peaks[peak_count - 1].most = alive;
    }
}

static size_t read_account(void)
{
    int line;
    unsigned depth;
    char home[16];
    size_t count = 0;
    FILE *in = fopen(account, "r");
    assert_non_null(in);
    for (struct counted b; fscanf(in, "%d %15s %u %u %u %u", &line, home, &depth, &b.call, &b.birth,
                                  &b.death) == 6;) {
        add(line, home, depth, 1);
        assert_true(count < BLOCKS_MAX);
        b.line = line;
        blocks[count++] = b;
    }
    fclose(in);
    count_peaks(count);
    return count;
}

/* The number that the report says of a line; it is wrong if it is another. The Valgrind tool may
 * say more: it adds up chains of callers that were not alive together. */
static unsigned compare_peak(int line, long long said)
{
    for (size_t i = 0; i < peak_count; i++)
        if (peaks[i].line == line &&
            (peaks[i].most > said || (peaks[i].most < said && arguments[3] == NULL))) {
            print_error("line %d: %lld at once, not %lld\n", line, peaks[i].most, said);
            return 1;
        }
    return 0;
}

static unsigned read_report(void)
{
    unsigned wrong = 0;
    json_error_t why;
    json_t *all = json_load_file(report, 0, &why), *site, *verdict;
    size_t i, k;
    if (all == NULL)
        fail_msg("%s:%d: %s", report, why.line, why.text);
    json_array_foreach(json_object_get(all, "sites"), i, site)
    {
        if (json_string_value(json_object_get(site, "function"))[0] != 'f')
            continue; /* main's own file */
        wrong += compare_peak((int)json_integer_value(json_object_get(site, "line")),
                              json_integer_value(json_object_get(site, "live_max")));
        json_array_foreach(json_object_get(site, "verdicts"), k, verdict)
        {
            const char *home = json_string_value(json_object_get(verdict, "home_function"));
            add((int)json_integer_value(json_object_get(site, "line")), home != NULL ? home : "?",
                (unsigned)json_integer_value(json_object_get(verdict, "depth")),
                -json_integer_value(json_object_get(verdict, "blocks")));
        }
    }
    json_decref(all);
    return wrong;
}

/* The number of entries where the report is wrong. */
static unsigned compare(int seed)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < kind_count; i++)
        if (kinds[i].blocks != 0 && wrong++ < 5)
            print_error("seed %d: line %d, %u frames up in %s: %lld blocks %s\n", seed,
                        kinds[i].line, kinds[i].depth, kinds[i].home, llabs(kinds[i].blocks),
                        kinds[i].blocks > 0 ? "not said" : "said but not so");
    return wrong;
}

/* how: "--any", "--max-events=0" or the usual number. With events every call enters the tracer,
 * without them almost no call does. In a short history each block counts: in a long one the most
 * alive at once are there many times. */
static unsigned judge(int seed, const char *how)
{
    const char *steps = seed <= LONG ? "20000" : "200";
    char number[16], json[100];
    snprintf(number, sizeof number, "%d", seed);
    snprintf(json, sizeof json, "--json=%s", report);
    struct spawned s = SPAWN(TOOL, "trace", json, how, binary, number, account, steps);
    if (exit_status(&s) != 0)
        fail_msg("%s", s.err);
    spawned_done(&s);
    kind_count = 0;
    assert_true(read_account() > 10);
    unsigned wrong = read_report();
    return wrong + compare(seed);
}

static void judge_all(const char *hooks, const char *include, const char *header)
{
    const char *asked = getenv("HM_SEEDS");
    int seeds = asked != NULL ? atoi(asked) : SEEDS;
    unsigned wrong = 0;
    const char *frames = arguments[3] != NULL ? "-g" : "-fno-omit-frame-pointer";
    struct spawned s = SPAWN(arguments[1], arguments[2], "-g", hooks, frames, "-fno-builtin-malloc",
                             "-w", "-I", INCLUDE, include, header, PROGRAM, "-o", binary);
    if (exit_status(&s) != 0)
        fail_msg("%s: %s", arguments[1], s.err);
    spawned_done(&s);
    for (int seed = 1; seed <= seeds; seed++)
        wrong += arguments[3] != NULL
                     ? judge(seed, "--any")
                     : judge(seed, "--max-events=0") + judge(seed, "--max-events=200000");
    unlink(binary);
    unlink(account);
    unlink(report);
    assert_int_equal(wrong, 0);
}

static void every_home_is_the_true_one_with_hooks_that_are_called(void **state)
{
    (void)state;
    judge_all("-finstrument-functions", "-include", "stddef.h");
}

static void every_home_is_the_true_one_with_hooks_in_the_program(void **state)
{
    (void)state;
    judge_all("-finstrument-functions", "-include", "heapmark/hooks.h");
}

static void every_home_is_the_true_one_in_the_program_as_it_is(void **state)
{
    (void)state;
    judge_all("-fno-builtin-free", "-include", "stddef.h");
}

int main(int argc, char **argv)
{
    HM_NEEDS_COUNTING();
    if (argc != 3 && (argc != 4 || strcmp(argv[3], "--any") != 0))
        return 2;
    arguments = argv;
    snprintf(binary, sizeof binary, "./histories%s_%s%s", argc == 4 ? "_any" : "", argv[1],
             argv[2]);
    snprintf(account, sizeof account, "%s.account", binary);
    snprintf(report, sizeof report, "%s.json", binary);
    struct spawned there = SPAWN(argv[1], "--version");
    bool found = exit_status(&there) == 0;
    spawned_done(&there);
    if (!found)
        return TEST_SKIPPED;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_home_is_the_true_one_with_hooks_that_are_called),
        cmocka_unit_test(every_home_is_the_true_one_with_hooks_in_the_program),
    };
    const struct CMUnitTest as_is[] = {
        cmocka_unit_test(every_home_is_the_true_one_in_the_program_as_it_is),
    };
    return argc == 4 ? cmocka_run_group_tests_name(argv[2], as_is, NULL, NULL)
                     : cmocka_run_group_tests_name(argv[2], tests, NULL, NULL);
}
