/* main.c -- runs every scenario; exit status 1 if one fails. --again: the work of a copy after
 * exec. */
#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef CONFORMANCE_COUNTED
#include <heapmark/counters.h>
#endif

const char *program_path;

static const char *running = "start";
static int failures;

void expect_at(bool holds, const char *what, const char *file, int line)
{
    if (holds)
        return;
    failures++;
    fprintf(stderr, "%s:%d: %s: does not hold: %s\n", file, line, running, what);
}

size_t opaque(size_t n)
{
    volatile size_t hidden = n;

    return hidden;
}

static void *volatile seen;

void use(void *block)
{
    seen = block;
}

#ifdef CONFORMANCE_COUNTED
static hm_counters start;

void reset(void)
{
    start = hm_counters_now();
}

struct cost so_far(void)
{
    hm_counters used = hm_counters_since(&start);

    return (struct cost){ (long)used.allocs, (long)used.frees, (long)used.bytes, (long)used.grows,
                          (long)used.shrinks };
}

bool is_counted(void)
{
    return true;
}

static bool can_count(void)
{
    if (hm_counting())
        return true;
    fprintf(stderr, "conformance: nothing is counted: %s\n", hm_counting_reason());
    return false;
}
#else
void reset(void)
{
}

struct cost so_far(void)
{
    return (struct cost){ 0 };
}

bool is_counted(void)
{
    return false;
}

static bool can_count(void)
{
    return true;
}
#endif

void expect_pairs_at(long n, const char *file, int line)
{
    struct cost used = so_far();

    if (is_counted())
        expect_at(used.allocs == n && used.frees == n, "as many pairs as expected", file, line);
}

static void print(const char *name, struct cost used)
{
    printf("%-40s %6ld %6ld %9ld %3ld %3ld\n", name, used.allocs, used.frees, used.bytes,
           used.grows, used.shrinks);
}

static void run(const struct scenario *scenario)
{
    running = scenario->name;
    reset();
    scenario->run();
    struct cost used = so_far();
    const struct cost *cost = &scenario->cost;

    if (!is_counted())
        return;
    if (cost->allocs != VARIES)
        print(scenario->name, used);
    if (cost->allocs < 0)
        return;
    if (memcmp(&used, cost, sizeof used) != 0) {
        failures++;
        fprintf(stderr, "conformance: %s: counted other than the line below:\n", scenario->name);
        fprintf(stderr, "%-40s %6ld %6ld %9ld %3ld %3ld\n", "", cost->allocs, cost->frees,
                cost->bytes, cost->grows, cost->shrinks);
    }
}

static void run_table(const struct scenario *table)
{
    for (const struct scenario *s = table; s->name != NULL; s++)
        run(s);
}

int main(int argc, char **argv)
{
    static char buffer[65536]; /* so that printing allocates nothing */

    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    program_path = argv[0];
    if (!can_count())
        return 2;
    if (argc > 1 && strcmp(argv[1], "--again") == 0)
        return 0;
    run_table(family);
    run_table(inside);
    run_table(situations);
    run_table(cplusplus);
    fflush(stdout);
    return failures == 0 ? 0 : 1;
}
