/* cmd_read_m.c -- `heapmark read-m`: the Go compiler's -m output in plain sentences; see
 * docs/reference/read-m.md. */
#include <stdlib.h>
#include <string.h>

#include "cli/verb.h"
#include "cli/option.h"
#include "read_m/out.h"

struct options {
    const char *go, *only;
    bool json, all;
};

static void usage(FILE *to)
{
    fputs("usage: heapmark read-m [OPTIONS] [FILE|DIR|-]...\n"
          "\n"
          "Explains what `go build -gcflags=-m=2` says: what escapes, why, whether it costs a\n"
          "block, and what to change. Reads Go 1.8 to 1.27; DIR is what -gcflags=-json=0,DIR\n"
          "wrote. Without an argument, and for -, the standard input is read.\n"
          "\n"
          "    go build -gcflags=-m=2 ./... 2>&1 | heapmark read-m\n"
          "\n"
          "  --bench=FILE       counts of benchmarks (go test -bench . -benchmem), beside the\n"
          "                     functions whose names they bear; may be repeated\n"
          "  --benchmark=REGEX  only benchmarks whose names match\n"
          "  --go=VERSION       the Go that wrote the input, as in 1.26, if it does not say so\n"
          "  --all              also what stays for nothing, and leaks: the callers' affair\n"
          "  --json             schema heapmark.read-m/1\n"
          "\n"
          "Exit status: 0 read in full; 2 some of it could not be read. What could is shown.\n",
          to);
}

enum { BENCH = 1, BENCHMARK, GO, ALL, JSON, HELP = 'h' };

/* Returns HM_EXIT_OK with optind at the first input, HM_EXIT_USAGE, or -1 if help was asked for. */
static int parse(int argc, char **argv, struct options *o, struct gobench_set *bench, bool *clean)
{
    static const struct option known[] = {
        { "bench", required_argument, NULL, BENCH },
        { "benchmark", required_argument, NULL, BENCHMARK },
        { "go", required_argument, NULL, GO },
        { "all", no_argument, NULL, ALL },
        { "json", no_argument, NULL, JSON },
        { "help", no_argument, NULL, HELP },
        { NULL, 0, NULL, 0 },
    };
    cli_options_begin();
    for (int c; (c = cli_option(argc, argv, "h", known)) != -1;) {
        if (c == BENCH)
            *clean &= gobench_open(bench, optarg, optarg);
        else if (c == BENCHMARK)
            o->only = optarg;
        else if (c == GO)
            o->go = optarg;
        else if (c == ALL)
            o->all = true;
        else if (c == JSON)
            o->json = true;
        else
            return c == HELP ? -1 : HM_EXIT_USAGE; /* cli_option() has said why */
    }
    return HM_EXIT_OK;
}

static bool compile(regex_t *re, const char *pattern)
{
    int wrong = regcomp(re, pattern, REG_EXTENDED | REG_NOSUB);
    if (wrong == 0)
        return true;
    char why[128];
    regerror(wrong, re, why, sizeof why);
    fprintf(stderr, "heapmark read-m: --benchmark=%s: %s\n", pattern, why);
    return false;
}

static bool read_m(int argc, char **argv, const struct options *o, const struct gobench_set *bench,
                   const regex_t *only)
{
    struct go_m_set set;
    go_m_init(&set);
    bool clean = true;
    if (o->go != NULL && !go_m_version(&set, o->go, "--go", 0)) {
        fprintf(stderr, "heapmark read-m: --go=%s: expected a version such as 1.26\n", o->go);
        go_m_done(&set);
        return false;
    }
    for (int i = optind; i < argc; i++)
        go_m_open(&set, argv[i]);
    if (optind == argc)
        go_m_open(&set, "-");
    go_m_finish(&set);
    struct read_m out = { &set, bench->n_labels > 0 ? bench : NULL, only, o->all };
    if (set.n_findings > 0 || set.n_problems == 0)
        (o->json ? read_m_json : read_m_text)(stdout, &out);
    for (size_t i = 0; i < set.n_problems; i++)
        fprintf(stderr, "heapmark read-m: %s\n", set.problems[i].text);
    clean &= set.n_problems == 0;
    go_m_done(&set);
    return clean;
}

int cmd_read_m(int argc, char **argv)
{
    struct options o = { 0 };
    struct gobench_set bench = { 0 };
    bool clean = true, has_only = false;
    regex_t only;
    int status = parse(argc, argv, &o, &bench, &clean);
    for (size_t i = 0; i < bench.n_problems; i++)
        gobench_problem_say("read-m", &bench.problems[i]);
    if (status == HM_EXIT_OK && o.only != NULL && !(has_only = compile(&only, o.only)))
        status = HM_EXIT_USAGE;
    if (status == HM_EXIT_OK) {
        clean &= read_m(argc, argv, &o, &bench, has_only ? &only : NULL);
        status = clean ? HM_EXIT_OK : HM_EXIT_USAGE;
    } else if (status == -1) {
        usage(stdout);
        status = HM_EXIT_OK;
    }
    if (has_only)
        regfree(&only);
    gobench_set_done(&bench);
    return status;
}
