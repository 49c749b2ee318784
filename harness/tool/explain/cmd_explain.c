/* cmd_explain.c -- `heapmark explain`: compiler, proof, run and count beside each other; see
 * docs/reference/explain.md. */
#include <stdlib.h>
#include <string.h>

#include "cli/verb.h"
#include "explain/explain.h"
#include "cli/option.h"
#include "cli/xalloc.h"

static void usage(FILE *to)
{
    fputs(
        "usage: heapmark explain [OPTIONS]\n"
        "\n"
        "One entry per benchmark: what the Go compiler says, what LLVM says of the C twin, what a\n"
        "traced run saw, the counts of both, and in which quadrant each of Go's lines falls.\n"
        "`make explain` gathers the files and calls this.\n"
        "\n"
        "  --go-m=FILE      go build -gcflags=-m=2; may be repeated\n"
        "  --go-bench=FILE  counts in Go; may be repeated\n"
        "  --c-bench=FILE   counts in C; may be repeated\n"
        "  --escape=FILE    heapmark escape --json\n"
        "  --trace=FILE     heapmark trace --json; may be repeated\n"
        "  --gcc=FILE       gcc -fstack-usage: bytes of stack of each function\n"
        "  --gcc-modref=FILE    gcc -fdump-tree-modref-details: what becomes of parameters\n"
        "  --gcc-warnings=FILE  what gcc printed with -Wreturn-local-addr -Wdangling-pointer\n"
        "  --gcc-version=TEXT   the version that wrote these\n"
        "  --no-twin=CASE:WHY   why a case has no C\n"
        "  --missing=SOURCE=WHY  why a source is not given: go-m, go-bench, c-bench, escape, "
        "trace,\n"
        "                   gcc, gcc-modref, gcc-warnings\n"
        "  --only=REGEX     only the benchmarks whose names match are cases\n"
        "  --format=FORMAT  text, markdown or json\n"
        "\n"
        "Exit status: 0 all that was given was read; 2 some was not, the rest is shown.\n",
        to);
}

static const char *const sources[] = { "go-m",  "go-bench", "c-bench",    "escape",
                                       "trace", "gcc",      "gcc-modref", "gcc-warnings" };

static const char not_given[] = "not given";

enum { FORMAT = EXPLAIN_WITNESSES + 1, MISSING, ONLY, NO_TWIN, GCC_VERSION, HELP = 'h' };

static json_t *load(const char *path)
{
    json_error_t wrong;
    json_t *root = json_load_file(path, 0, &wrong);
    if (root != NULL && json_is_array(json_object_get(root, "sites")))
        return root;
    fprintf(stderr, "heapmark explain: %s:%d: %s\n", path, root == NULL ? wrong.line : 1,
            root == NULL ? wrong.text : "expected an array \"sites\"");
    json_decref(root);
    return NULL;
}

static bool json(struct explain *e, int source, const char *path)
{
    json_t *root = load(path);
    if (root == NULL)
        return false;
    if (source == EXPLAIN_ESCAPE) {
        json_decref(e->escape);
        e->escape = root;
        return true;
    }
    if (e->traces == NULL)
        e->traces = json_array();
    json_array_append_new(e->traces, root);
    return true;
}

static regex_t only; /* of the command line of this process; free when e->only is set */

static bool filter(struct explain *e, const char *pattern)
{
    int wrong = e->only != NULL ? REG_BADPAT : regcomp(&only, pattern, REG_EXTENDED | REG_NOSUB);
    char why[128];
    if (wrong == 0) {
        e->only = &only;
        return true;
    }
    regerror(wrong, NULL, why, sizeof why);
    fprintf(stderr, "heapmark explain: --only=%s: %s\n", pattern, why);
    return false;
}

static bool missing(struct explain *e, char *text)
{
    char *why = strchr(text, '=');
    for (int w = 0; why != NULL && w < EXPLAIN_WITNESSES; w++)
        if (strncmp(text, sources[w], (size_t)(why - text)) == 0 &&
            strlen(sources[w]) == (size_t)(why - text)) {
            e->missing[w] = why + 1;
            return true;
        }
    fprintf(stderr, "heapmark explain: --missing=%s: expected SOURCE=WHY, SOURCE being", text);
    for (int w = 0; w < EXPLAIN_WITNESSES; w++)
        fprintf(stderr, "%s %s", w == 0 ? "" : w + 1 < EXPLAIN_WITNESSES ? "," : " or", sources[w]);
    fputc('\n', stderr);
    return false;
}

static bool no_twin(struct explain *e, const char *text)
{
    if (strchr(text, ':') == NULL) {
        fprintf(stderr, "heapmark explain: --no-twin=%s: expected CASE:WHY\n", text);
        return false;
    }
    e->no_twin = xgrow(e->no_twin, e->n_no_twin, &e->no_twin_cap, sizeof *e->no_twin);
    e->no_twin[e->n_no_twin++] = text;
    return true;
}

static bool take(struct explain *e, int source, const char *path)
{
    if (source == EXPLAIN_ESCAPE || source == EXPLAIN_TRACE)
        return json(e, source, path);
    if (source >= EXPLAIN_GCC)
        return explain_gcc(e, source - EXPLAIN_GCC, path);
    if (source == EXPLAIN_GO_M) {
        size_t before = e->m.n_problems;
        go_m_open(&e->m, path);
        return e->m.n_problems == before;
    }
    return gobench_open(source == EXPLAIN_GO_BENCH ? &e->go_bench : &e->c_bench, path, path);
}

/* One source; false if it could not be read in full. A part said to be missing stays so. */
static bool give(struct explain *e, int source, const char *path)
{
    if (e->missing[source] == not_given)
        e->missing[source] = NULL;
    bool ok = take(e, source, path);
    if (!ok && (source == EXPLAIN_ESCAPE || source >= EXPLAIN_TRACE))
        e->missing[source] = "its file could not be read";
    return ok;
}

typedef void writer(FILE *to, const struct explain *e);

static writer *format(const char *name)
{
    if (strcmp(name, "text") == 0)
        return explain_text;
    if (strcmp(name, "markdown") == 0)
        return explain_markdown;
    if (strcmp(name, "json") == 0)
        return explain_json;
    fprintf(stderr, "heapmark explain: --format: expected text, markdown or json, found '%s'\n",
            name);
    return NULL;
}

/* Returns HM_EXIT_OK, HM_EXIT_USAGE if nothing can be written, -1 for help; *clean says whether all
 * was read. */
static int parse(int argc, char **argv, struct explain *e, writer **write, bool *clean)
{
    static const struct option known[] = {
        { "go-m", required_argument, NULL, EXPLAIN_GO_M + 1 },
        { "go-bench", required_argument, NULL, EXPLAIN_GO_BENCH + 1 },
        { "c-bench", required_argument, NULL, EXPLAIN_C_BENCH + 1 },
        { "escape", required_argument, NULL, EXPLAIN_ESCAPE + 1 },
        { "trace", required_argument, NULL, EXPLAIN_TRACE + 1 },
        { "gcc", required_argument, NULL, EXPLAIN_GCC + 1 },
        { "gcc-modref", required_argument, NULL, EXPLAIN_GCC_MODREF + 1 },
        { "gcc-warnings", required_argument, NULL, EXPLAIN_GCC_WARNINGS + 1 },
        { "gcc-version", required_argument, NULL, GCC_VERSION },
        { "no-twin", required_argument, NULL, NO_TWIN },
        { "format", required_argument, NULL, FORMAT },
        { "only", required_argument, NULL, ONLY },
        { "missing", required_argument, NULL, MISSING },
        { "help", no_argument, NULL, HELP },
        { NULL, 0, NULL, 0 },
    };
    cli_options_begin();
    for (int c; (c = cli_option(argc, argv, "h", known)) != -1;) {
        if (c >= 1 && c <= EXPLAIN_WITNESSES)
            *clean &= give(e, c - 1, optarg);
        else if (c == FORMAT && (*write = format(optarg)) != NULL)
            continue;
        else if (c == ONLY && filter(e, optarg))
            continue;
        else if (c == MISSING && missing(e, optarg))
            continue;
        else if (c == NO_TWIN && no_twin(e, optarg))
            continue;
        else if (c == GCC_VERSION)
            e->gcc_version = optarg;
        else
            return c == HELP ? -1 : HM_EXIT_USAGE; /* said why */
    }
    if (optind == argc)
        return HM_EXIT_OK;
    fprintf(stderr, "heapmark explain: '%s': expected options only\n", argv[optind]);
    return HM_EXIT_USAGE;
}

static void complain(const struct explain *e)
{
    const struct gobench_set *sets[] = { &e->go_bench, &e->c_bench };
    for (size_t i = 0; i < e->m.n_problems; i++)
        fprintf(stderr, "heapmark explain: %s\n", e->m.problems[i].text);
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < sets[s]->n_problems; i++)
            gobench_problem_say("explain", &sets[s]->problems[i]);
}

static void say_no_case(const struct explain *e)
{
    size_t read = e->go_bench.n_results + e->c_bench.n_results;
    fprintf(stderr, "heapmark explain: %s\n",
            e->only != NULL && read > 0
                ? "--only: no benchmark that was read has a name that matches"
                : "no benchmark was read: expected --go-bench or --c-bench");
}

int cmd_explain(int argc, char **argv)
{
    struct explain e = { 0 };
    writer *write = explain_text;
    bool clean = true;
    go_m_init(&e.m);
    for (int w = 0; w < EXPLAIN_WITNESSES; w++)
        e.missing[w] = not_given;
    int status = parse(argc, argv, &e, &write, &clean);
    complain(&e);
    if (status == HM_EXIT_OK) {
        explain_build(&e);
        if (e.n_cases == 0)
            say_no_case(&e);
        else
            write(stdout, &e);
        clean &= e.n_cases > 0;
        status = clean ? HM_EXIT_OK : HM_EXIT_USAGE;
    } else if (status == -1) {
        usage(stdout);
        status = HM_EXIT_OK;
    }
    if (e.only != NULL)
        regfree(&only);
    explain_done(&e);
    return status;
}
