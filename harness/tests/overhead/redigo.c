/* redigo.c -- the stack rung's whole call beside redigo's Do, each on a connection in memory.
 *
 * Two programs, run in turns: the demo of this build and the Go twin beside its source. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contests.h"

#define GO_DIR HM_SOURCE_DIR "/demos/set_c_1/go"

static char go_program[64];

/* ns/op of the one result that the command prints; negative: it printed none. */
static double ask(const char *command)
{
    char line[1024];
    double ns = -1;
    FILE *from = popen(command, "r");
    if (from == NULL)
        return -1;
    while (fgets(line, sizeof line, from) != NULL) {
        const char *unit = strstr(line, " ns/op");
        if (strncmp(line, "Benchmark", 9) != 0 || unit == NULL)
            continue;
        const char *number = unit;
        while (number > line && number[-1] != '\t' && number[-1] != ' ')
            number--;
        ns = strtod(number, NULL);
    }
    return pclose(from) == 0 ? ns : -1;
}

static double redigo(uint64_t n, void *arg)
{
    char command[512];
    (void)arg;
    snprintf(command, sizeof command,
             "%s -test.run='^$' -test.bench='^BenchmarkSetC1$/^impl=constants$' -test.cpu=1 "
             "-test.benchtime=%llux",
             go_program, (unsigned long long)n);
    return ask(command);
}

static double stack_rung(uint64_t n, void *arg)
{
    char command[512];
    (void)arg;
    snprintf(command, sizeof command,
             HM_BUILD_DIR
             "/bin/set_c_1_bench --bench='^BenchmarkSetC1$/^impl=tagged_union$' --cpu=1 "
             "--benchtime=%llux",
             (unsigned long long)n);
    return ask(command);
}

static bool cannot(const char *why)
{
    printf("%-42s not measured: %s\n", "redigo Do / stack rung", why);
    return true;
}

bool contest_redigo(void)
{
    char command[512];
    if (system("command -v go >/dev/null 2>&1") != 0)
        return cannot("Go is not here");
    if (access(HM_BUILD_DIR "/bin/set_c_1_bench", X_OK) != 0)
        return cannot("set_c_1_bench is not built");
    snprintf(go_program, sizeof go_program, "/tmp/bench_harness.%d", (int)getpid());
    snprintf(command, sizeof command,
             "cd " GO_DIR " && GOTOOLCHAIN=local GOWORK=off go test -c -o %s . 2>&1 | tail -1 >&2",
             go_program);
    if (system(command) != 0 || access(go_program, X_OK) != 0)
        return cannot("the Go twin does not build here (is redigo in the module cache?)");
    bool met = contest_run(&(struct contest){ .what = "redigo Do / stack rung",
                                              .top = redigo,
                                              .bottom = stack_rung,
                                              .n = 200 * 1000,
                                              .rounds = 15,
                                              .limit = 3,
                                              .at_least = true });
    unlink(go_program);
    return met;
}
