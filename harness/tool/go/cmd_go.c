/* cmd_go.c -- `heapmark go PACKAGE`: builds, measures and explains a Go package in one step; see
 * docs/reference/go.md. */
#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/option.h"
#include "cli/verb.h"
#include "cli/xalloc.h"
#include "go/measure.h"
#include "read_m/out.h"

enum { DEFAULT_N = 100, MOST_N = 100000000 };

static const char help[] =
    "usage: heapmark go [OPTIONS] [PACKAGE]\n"
    "\n"
    "Which lines of a Go package cost heap blocks, how many per op, why, and what to\n"
    "change: builds its tests with -gcflags=-m=2, runs each benchmark with a profile that\n"
    "records every block, and joins the two (heapmark read-m). PACKAGE: as `go build`\n"
    "takes it (default .).\n"
    "\n"
    "  --bench=REGEX  only benchmarks that match, as -bench (default .)\n"
    "  --ops=N        ops to measure of each benchmark (default 100)\n"
    "  --all          every line, not only the ten that cost most\n"
    "  --format=FORMAT, --json, --fail-on=heap:F: as `heapmark read-m`\n"
    "\n"
    "The go command is $GO, or go. Exit status: 0 measured in full; 1 --fail-on is broken;\n"
    "2 could not run, or a benchmark failed: the others are shown.\n";

static bool take_ops(void *request, const char *value)
{
    struct go_request *r = request;
    char *end;
    r->n = strtoul(value, &end, 10);
    if (value[0] >= '1' && value[0] <= '9' && *end == '\0' && r->n <= MOST_N)
        return true;
    cli_error("--ops=%s: expected a number from 1 to %d", value, MOST_N);
    return false;
}

/* Returns the exit status. */
static int run(const struct go_request *request, struct read_m_shared *shared)
{
    struct go_m_set set;
    struct go_measured measured;
    int status = HM_EXIT_USAGE;
    go_m_init(&set);
    if (go_build(request, &set, &measured)) {
        bool clean = measured.test != NULL && go_measure(request, &set, &measured);
        if (measured.test == NULL)
            cli_error("%s: no tests, so no benchmarks; expected a function "
                      "BenchmarkX(b *testing.B)",
                      request->package);
        const struct read_m out = { .set = &set,
                                    .profile =
                                        measured.profile.n_ops > 0 ? &measured.profile : NULL,
                                    .all = shared->all };
        status = read_m_write(&out, shared, clean);
    }
    go_measured_done(&measured);
    go_m_done(&set);
    return status;
}

int cmd_go(int argc, char **argv)
{
    const char *go = getenv("GO");
    struct go_request r = {
        .package = ".", .bench = ".", .go = go != NULL && *go != '\0' ? go : "go", .n = DEFAULT_N
    };
    struct read_m_shared shared = { 0 };
    struct cli_option options[READ_M_SHARED + 4] = {
        [READ_M_SHARED] = { "bench", CLI_VALUE, .text = &r.bench },
        { "ops", CLI_VALUE, .take = take_ops, .ctx = &r },
        CLI_OPTIONS_END,
    };
    read_m_shared_options(options, &shared);
    int status = cli_parse(&argc, &argv, options, CLI_MIXED, help);
    if (status == CLI_GO_ON && argc > 1)
        status = cli_error("%s: expected one package", argv[1]);
    if (status == CLI_GO_ON) {
        r.package = argc == 1 ? argv[0] : ".";
        status = run(&r, &shared);
    }
    read_m_shared_done(&shared);
    return status;
}
