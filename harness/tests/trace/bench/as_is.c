/* as_is.c -- jq, xmllint, sqlite3 and a C++ program that reads JSON, beside DHAT and no tool.
 *
 * The same commands under each, in turns. The fastest of two rounds counts. */
#include "bench/as_is.h"

#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "support/spawn.h"

#define TOOL HM_BUILD_DIR "/bin/heapmark"

enum { BARE, NONE, ANY, DHAT, RUNNERS };
enum { ROUNDS = 2 };

static const char *const runners[RUNNERS] = {
    "",
    "valgrind --tool=none -q --log-file=/dev/null",
    TOOL " trace --any --quiet --max-events=0 --json=/dev/null",
    "valgrind --tool=dhat -q --log-file=/dev/null --dhat-out-file=/dev/null",
};

static const struct program {
    const char *name, *command;
} programs[] = {
    { "jq", "jq -c 'map(.id)' as_is.json" },
    { "xmllint", "xmllint --noout as_is.xml" },
    { "sqlite3", "sqlite3 :memory: '.read as_is.sql'" },
    { "C++ JSON", "./as_is_json as_is.json" },
};

/* What they read, and the C++ program: all in the current folder. */
static const char prepare[] =
    "awk 'BEGIN { for (i = 1; i <= 30000; i++)"
    " printf \"%s{\\\"id\\\":%d,\\\"name\\\":\\\"n%d\\\",\\\"tags\\\":[\\\"a\\\",\\\"b\\\"]}\\n\","
    " (i > 1 ? \",\" : \"[\"), i, i; print \"]\" }' >as_is.json\n"
    "awk 'BEGIN { print \"<l>\"; for (i = 0; i < 60000; i++)"
    " printf \"<i id=\\\"%d\\\">t%d</i>\\n\", i, i; print \"</l>\" }' >as_is.xml\n"
    "awk 'BEGIN { print \"create table t(a, b);\"; for (i = 0; i < 30000; i++)"
    " printf \"insert into t values(%d, \\\"v%d\\\");\\n\", i, i }' >as_is.sql\n"
    "printf '%s\\n' '#include <nlohmann/json.hpp>' '#include <fstream>' 'int main(int, char **v)'"
    " '{ std::ifstream in(v[1]); nlohmann::json j; in >> j; return j.empty(); }' >as_is.cc\n"
    "c++ -O2 -o as_is_json as_is.cc 2>/dev/null; true\n";

/* Seconds; 0: it cannot be run. */
static double run(const char *runner, const char *command)
{
    char line[1024];
    struct timespec start, end;
    snprintf(line, sizeof line, "%s %s >/dev/null 2>&1", runner, command);
    clock_gettime(CLOCK_MONOTONIC, &start);
    struct spawned s = SPAWN("sh", "-c", line);
    clock_gettime(CLOCK_MONOTONIC, &end);
    bool ran = exit_status(&s) == 0;
    spawned_done(&s);
    return ran ? (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9
               : 0;
}

static void show_program(const struct program *p)
{
    double best[RUNNERS] = { 0 };
    for (int round = 0; round < ROUNDS; round++)
        for (int r = 0; r < RUNNERS; r++) {
            double took = run(runners[r], p->command);
            best[r] = best[r] == 0 || took < best[r] ? took : best[r];
        }
    if (best[BARE] == 0 || best[NONE] == 0 || best[ANY] == 0 || best[DHAT] == 0) {
        printf("    %-10s not run: it or a tool is missing\n", p->name);
        return;
    }
    double over_none = best[ANY] / best[NONE], over_dhat = best[DHAT] / best[ANY];
    printf("    %-10s %6.2f %8.1f x %8.1f x %8.1f x   %4.1f x no tool (%s), DHAT / %.1f (%s)\n",
           p->name, best[BARE], best[NONE] / best[BARE], best[ANY] / best[BARE],
           best[DHAT] / best[BARE], over_none, over_none <= 3 ? "met" : "missed", over_dhat,
           over_dhat >= 3 ? "met" : "missed");
}

void bench_as_is(void)
{
    struct spawned s = SPAWN("sh", "-c", prepare);
    if (exit_status(&s) != 0)
        errx(2, "the programs as they are: no input\n%s", s.err);
    spawned_done(&s);
    printf("programs as they are: bare (s), x bare: no tool, trace --any, DHAT"
           " (targets: 3 x no tool, 3 x faster than DHAT)\n");
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++)
        show_program(&programs[i]);
    s = SPAWN("sh", "-c", "rm -f as_is.json as_is.xml as_is.sql as_is.cc as_is_json");
    spawned_done(&s);
}
