/* cmd_explain.c -- `heapmark explain`: compiler, proof, run and count beside each other; see
 * docs/reference/explain.md. */
#include <stdlib.h>
#include <string.h>

#include "cli/verb.h"
#include "explain/explain.h"
#include "explain/project.h"
#include "cli/error.h"
#include "cli/json.h"
#include "cli/option.h"
#include "cli/xalloc.h"

static const char help[] =
    "usage: heapmark explain [OPTIONS]\n"
    "       heapmark explain -p DIR [OPTIONS] -- PROGRAM [ARGS...]\n"
    "\n"
    "One entry per benchmark: what the Go compiler says, what LLVM says of the C twin, what a\n"
    "traced run saw, the counts of both, and in which quadrant each of Go's lines falls.\n"
    "`make explain` gathers the files and calls this. With -p: the sites of a C project, as\n"
    "proven and as a run saw them; `heapmark explain -p . --help` tells more.\n"
    "\n"
    "  --go-m=FILE      go build -gcflags=-m=2; may be repeated\n"
    "  --go-bench=FILE  counts in Go; may be repeated\n"
    "  --c-bench=FILE   counts in C; may be repeated\n"
    "  --escape=FILE    heapmark escape --json\n"
    "  --trace=FILE     heapmark trace --json; may be repeated\n"
    "  --gcc=FILE       gcc -fstack-usage: bytes of stack of each function\n"
    "  --gcc-warnings=FILE  what gcc printed with -Wreturn-local-addr -Wdangling-pointer\n"
    "  --gcc-version=TEXT   the version that wrote these\n"
    "  --no-twin=CASE:WHY   why a case has no C\n"
    "  --missing=SOURCE=WHY  why a source is missing: go-m, go-bench, c-bench, escape,\n"
    "                   trace, gcc, gcc-warnings\n"
    "  --only=REGEX     only the benchmarks whose names match are cases\n"
    "  --format=FORMAT  text, markdown or json\n"
    "\n"
    "Exit status: 0 fine; 2 could not run, or an input could not be read: bad usage,\n"
    "unreadable input or a missing tool. What could be read is shown.\n";

static const char *const sources[] = { "go-m",  "go-bench", "c-bench",     "escape",
                                       "trace", "gcc",      "gcc-warnings" };

static const char not_given[] = "not given";

static json_t *load(const char *path)
{
    json_t *root = cli_json_load(path, 0);
    if (root != NULL && json_is_array(json_object_get(root, "sites")))
        return root;
    if (root != NULL)
        cli_error("%s:1: expected an array \"sites\"", path);
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

static bool take_only(void *explain, const char *pattern)
{
    struct explain *e = explain;
    int wrong = e->filtered ? REG_BADPAT : regcomp(&e->only, pattern, REG_EXTENDED | REG_NOSUB);
    char why[128];
    if (wrong == 0) {
        e->filtered = true;
        return true;
    }
    regerror(wrong, NULL, why, sizeof why);
    cli_error("--only=%s: %s", pattern, why);
    return false;
}

static bool take_missing(void *explain, const char *text)
{
    struct explain *e = explain;
    const char *why = strchr(text, '=');
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

static bool take_no_twin(void *explain, const char *text)
{
    struct explain *e = explain;
    if (strchr(text, ':') == NULL) {
        cli_error("--no-twin=%s: expected CASE:WHY", text);
        return false;
    }
    *XPUSH(e->no_twin, e->n_no_twin, e->no_twin_cap) = text;
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

static bool take_format(void *write, const char *name)
{
    static const struct {
        const char *name;
        writer *write;
    } formats[] = { { "text", explain_text },
                    { "markdown", explain_markdown },
                    { "json", explain_json } };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(name, formats[i].name) == 0) {
            *(writer **)write = formats[i].write;
            return true;
        }
    cli_error("--format: expected text, markdown or json, found '%s'", name);
    return false;
}

/* A source of the command line, and where what it gives goes. */
struct source {
    struct explain *explain;
    int source;
    bool *clean;
};

static bool take_source(void *to, const char *path)
{
    struct source *s = to;
    *s->clean &= give(s->explain, s->source, path);
    return true;
}

/* CLI_GO_ON, or the exit status if nothing can be written; *clean says whether all was read. */
static int parse(int argc, char **argv, struct explain *e, writer **write, bool *clean)
{
    struct source given[EXPLAIN_WITNESSES];
    struct cli_option options[EXPLAIN_WITNESSES + 7] = {
        { "gcc-version", CLI_VALUE, .text = &e->gcc_version },
        { "no-twin", CLI_VALUE, .take = take_no_twin, .ctx = e },
        { "format", CLI_VALUE, .take = take_format, .ctx = write },
        { "only", CLI_VALUE, .take = take_only, .ctx = e },
        { "missing", CLI_VALUE, .take = take_missing, .ctx = e },
        CLI_OPTIONS_END,
    };
    for (int w = 0; w < EXPLAIN_WITNESSES; w++) {
        given[w] = (struct source){ e, w, clean };
        options[6 + w] =
            (struct cli_option){ sources[w], CLI_VALUE, .take = take_source, .ctx = &given[w] };
    }
    int status = cli_parse(&argc, &argv, options, CLI_MIXED, help);
    if (status == CLI_GO_ON && argc > 0)
        status = cli_error("'%s': expected options only", argv[0]);
    return status;
}

static void complain(const struct explain *e)
{
    const struct gobench_set *sets[] = { &e->go_bench, &e->c_bench };
    for (size_t i = 0; i < e->m.n_problems; i++)
        cli_error("%s", e->m.problems[i].text);
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < sets[s]->n_problems; i++)
            gobench_problem_say("explain", &sets[s]->problems[i]);
}

static void say_no_case(const struct explain *e)
{
    size_t read = e->go_bench.n_results + e->c_bench.n_results;
    cli_error("%s", e->filtered && read > 0
                        ? "--only: no benchmark that was read has a name that matches"
                        : "no benchmark was read: expected --go-bench or --c-bench");
}

/* Take `-p DIR` out of the words in front of `--`. NULL: it is not there; "": it has no DIR. */
static const char *take_project(int *argc, char **argv)
{
    for (int i = 1; i < *argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "-p") == 0) {
            const char *folder = argv[i + 1];
            if (folder == NULL || strcmp(folder, "--") == 0)
                return "";
            memmove(&argv[i], &argv[i + 2], (size_t)(*argc - i - 1) * sizeof *argv);
            *argc -= 2;
            return folder;
        }
    return NULL;
}

int cmd_explain(int argc, char **argv)
{
    const char *project = take_project(&argc, argv);
    if (project != NULL && project[0] == '\0') {
        cli_error("-p wants a folder, that of compile_commands.json");
        return HM_EXIT_USAGE;
    }
    if (project != NULL)
        return explain_project(argc, argv, project);
    struct explain e = { 0 };
    writer *write = explain_text;
    bool clean = true;
    go_m_init(&e.m);
    for (int w = 0; w < EXPLAIN_WITNESSES; w++)
        e.missing[w] = not_given;
    int status = parse(argc, argv, &e, &write, &clean);
    complain(&e);
    if (status == CLI_GO_ON) {
        explain_build(&e);
        if (e.n_cases == 0)
            say_no_case(&e);
        else
            write(stdout, &e);
        clean &= e.n_cases > 0;
        status = clean ? HM_EXIT_OK : HM_EXIT_USAGE;
    }
    explain_done(&e);
    return status;
}
