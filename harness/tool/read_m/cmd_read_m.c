/* cmd_read_m.c -- `heapmark read-m`: the Go compiler's -m output in plain sentences; see
 * docs/reference/read-m.md. */
#include <stdlib.h>
#include <string.h>

#include "cli/verb.h"
#include "cli/error.h"
#include "cli/option.h"
#include "cli/xalloc.h"
#include "read_m/out.h"

static const char help[] =
    "usage: heapmark read-m [OPTIONS] [FILE|DIR|-]...\n"
    "\n"
    "Explains what `go build -gcflags=-m=2` says: what escapes, why, whether it costs a\n"
    "block, and what to change. Reads Go 1.8 to 1.27; DIR is what -gcflags=-json=0,DIR\n"
    "wrote. Without an argument, and for -, the standard input is read.\n"
    "\n"
    "    go build -gcflags=-m=2 ./... 2>&1 | heapmark read-m\n"
    "\n"
    "  --bench=FILE       counts of benchmarks (go test -bench . -benchmem), beside the\n"
    "                     functions whose names they have; may be repeated\n"
    "  --profile=FILE     blocks and bytes on every line, of go test -memprofile=FILE\n"
    "                     -memprofilerate=1; with --bench of the same run, per op\n"
    "  --benchmark=REGEX  only benchmarks whose names match\n"
    "  --go=VERSION       the Go that wrote the input, as in 1.26, if it does not say so\n"
    "  --all              every line, not only the ten that cost most; also values that\n"
    "                     stay and cost nothing, and leaking parameters\n"
    "  --format=FORMAT    text; json (schema heapmark.read-m/1; also --json); editor:\n"
    "                     FILE:LINE:COLUMN: MESSAGE; sarif; annotate or html (also\n"
    "                     --annotate[=html]): the sources with counts and messages in the\n"
    "                     margin\n"
    "  --fail-on=heap:F   exit status 1 if a line of function F costs a block; the same\n"
    "                     for functions below a comment //heapmark:noalloc\n"
    "\n"
    "Exit status: 0 read in full; 1 --fail-on is broken; 2 could not run, or an input\n"
    "could not be read in full: what could be read is shown.\n";

struct request {
    const char *go, *only;
    bool clean;
    struct read_m_shared shared;
    struct gobench_set bench;
    const char **profiles; /* owned array */
    size_t n_profiles, profiles_cap;
};

static bool take_profile(void *request, const char *path)
{
    struct request *r = request;
    *XPUSH(r->profiles, r->n_profiles, r->profiles_cap) = path;
    return true;
}

static bool take_bench(void *request, const char *path)
{
    struct request *r = request;
    r->clean &= gobench_open(&r->bench, path, path);
    return true;
}

static int parse(int *argc, char ***argv, struct request *r)
{
    struct cli_option options[READ_M_SHARED + 6] = {
        [READ_M_SHARED] = { "bench", CLI_VALUE, .take = take_bench, .ctx = r },
        { "benchmark", CLI_VALUE, .text = &r->only },
        { "profile", CLI_VALUE, .take = take_profile, .ctx = r },
        { "go", CLI_VALUE, .text = &r->go },
        CLI_OPTIONS_END,
    };
    read_m_shared_options(options, &r->shared);
    return cli_parse(argc, argv, options, CLI_MIXED, help);
}

static bool compile(regex_t *re, const char *pattern)
{
    int wrong = regcomp(re, pattern, REG_EXTENDED | REG_NOSUB);
    if (wrong == 0)
        return true;
    char why[128];
    regerror(wrong, re, why, sizeof why);
    cli_error("--benchmark=%s: %s", pattern, why);
    return false;
}

static bool add_profiles(struct read_m_profile *profile, const struct go_m_set *set,
                         const struct request *r)
{
    bool clean = true;
    for (size_t i = 0; i < r->n_profiles; i++) {
        struct pprof_profile one;
        char *why;
        if (!pprof_read(&one, r->profiles[i], &why)) {
            cli_error("%s: %s", r->profiles[i], why);
            free(why);
            clean = false;
            continue;
        }
        int64_t before = profile->blocks - profile->outside;
        read_m_profile_add(profile, set, &one, 1, NULL);
        if (one.n_samples > 0 && profile->blocks - profile->outside == before) {
            cli_error("%s: no block was made on a line of the -m output; expected a profile of the "
                      "same package",
                      r->profiles[i]);
            clean = false;
        }
        pprof_done(&one);
    }
    read_m_profile_finish(profile, r->bench.n_labels > 0 ? &r->bench : NULL);
    return clean;
}

/* Returns the exit status. */
static int read_m(char **paths, struct request *r, const regex_t *only)
{
    struct go_m_set set;
    go_m_init(&set);
    if (r->go != NULL && !go_m_version(&set, r->go, "--go", 0)) {
        go_m_done(&set);
        return cli_error("--go=%s: expected a version such as 1.26", r->go);
    }
    if (paths[0] == NULL)
        go_m_open(&set, "-");
    for (; *paths != NULL; paths++)
        go_m_open(&set, *paths);
    go_m_finish(&set);
    struct read_m_profile profile = { 0 };
    bool clean = add_profiles(&profile, &set, r) && r->clean;
    struct read_m out = { .set = &set,
                          .bench = r->bench.n_labels > 0 ? &r->bench : NULL,
                          .profile = r->n_profiles > 0 ? &profile : NULL,
                          .only = only,
                          .all = r->shared.all };
    int status = read_m_write(&out, &r->shared, clean);
    read_m_profile_done(&profile);
    go_m_done(&set);
    return status;
}

int cmd_read_m(int argc, char **argv)
{
    struct request r = { .clean = true };
    bool has_only = false;
    regex_t only;
    int status = parse(&argc, &argv, &r);
    for (size_t i = 0; i < r.bench.n_problems; i++)
        gobench_problem_say("read-m", &r.bench.problems[i]);
    if (status == CLI_GO_ON && r.only != NULL && !(has_only = compile(&only, r.only)))
        status = HM_EXIT_USAGE;
    if (status == CLI_GO_ON)
        status = read_m(argv, &r, has_only ? &only : NULL);
    if (has_only)
        regfree(&only);
    gobench_set_done(&r.bench);
    free(r.profiles);
    read_m_shared_done(&r.shared);
    return status;
}
