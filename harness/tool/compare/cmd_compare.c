/* cmd_compare.c -- `heapmark compare`: joins benchmark files; see docs/reference/compare.md. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/verb.h"
#include "compare/filter.h"
#include "compare/findings.h"
#include "compare/out.h"
#include "ladder/ladder.h"
#include "compare/limit.h"
#include "cli/error.h"
#include "cli/option.h"
#include "cli/said.h"
#include "cli/xalloc.h"
#include "text/write.h"

typedef void writer(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);

static const struct {
    const char *name;
    writer *write;
    ladder_writer *ladder; /* NULL: there is no such form of the ladder */
} formats[] = {
    { "text", compare_text, ladder_text },
    { "markdown", compare_markdown, ladder_markdown },
    { "json", compare_json, ladder_json },
    { "csv", compare_csv, NULL },
    { "github", compare_github, NULL },
    { "bencher", compare_bencher, NULL },
    { "junit", NULL, NULL }, /* writes what was judged, not what was joined */
    { "html", NULL, ladder_html },
    { "svg", NULL, ladder_svg },
};

struct options {
    const char *by, *base, *out, *ladder;
    const char *save, *baseline, *sites;
    const char *table, *row, *col, *ignore; /* benchstat's */
    struct compare_layout layout;           /* of those, if there is one */
    struct compare_filter *filter;          /* NULL: everything */
    size_t format;                          /* index into formats */
    double alpha, confidence;
    struct compare_limit *limits;
    size_t n_limits, limits_cap;
};

static const char help[] =
    "usage: heapmark compare [OPTIONS] [LABEL=]FILE...\n"
    "       heapmark compare --ladder=DIR [--base=RUNG] [--format=FORMAT] [--out=PATH]\n"
    "\n"
    "Joins benchmark files in Go's format, C's or Go's, and shows what differs.\n"
    "A FILE of - is the standard input.\n"
    "\n"
    "  --by=KEYS         columns are: file, a part of the name (/impl), or a config key; or\n"
    "                    several (default: /impl with one file that has it, otherwise file)\n"
    "  --base=VALUE      the column that the others are compared with (default: the first)\n"
    "  --filter=EXPR     take only what matches, in benchstat's syntax: '.name:Copy -/size:4k'\n"
    "  --table=KEYS --row=KEYS --col=KEYS --ignore=KEYS\n"
    "                    lay out tables as benchstat does, with its keys and orders; what is not\n"
    "                    given is .config, .fullname, .file and nothing\n"
    "  --fail-if=LIMIT   exit 1 if a result breaks it: [REGEX:]UNIT OP NUMBER[%], as in\n"
    "                    'allocs/op>0' or 'impl=stack:ns/op>+10%'; may be repeated\n"
    "  --save=FILE       keep the exact counts in FILE, unless --baseline shows worse ones\n"
    "  --baseline=FILE   exit 1 if an exact count is worse than the one kept there\n"
    "  --sites=FILE      with the two: a report of `heapmark trace --json` of the same "
    "operations,\n"
    "                    to name the lines that made the difference\n"
    "  --format=FORMAT   text, markdown, json, csv; junit (what was judged); github, bencher\n"
    "                    (for charts); html, svg (of a ladder). Markdown is also appended to\n"
    "                    $GITHUB_STEP_SUMMARY\n"
    "  --out=PATH        write there instead of to the standard output\n"
    "  --ladder=DIR      a ladder of rungs, as `make compare` shows it: DIR/ladder.txt says\n"
    "                    which files of DIR make it, and which rungs\n"
    "  --alpha=A         a difference counts when p <= A (0.05)\n"
    "  --confidence=C    level of the interval (0.95)\n"
    "\n"
    "Exit status: 0 fine, 1 a limit is broken, 2 could not run: bad usage, an input that\n"
    "could not be read in full, a missing tool, or a limit that could not be judged.\n";

static bool share(const char *name, const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    if (end != text && *end == '\0' && *out >= 0 && *out <= 1)
        return true;
    cli_error("--%s: expected a number from 0 to 1, found '%s'", name, text);
    return false;
}

static bool take_alpha(void *options, const char *text)
{
    return share("alpha", text, &((struct options *)options)->alpha);
}

static bool take_confidence(void *options, const char *text)
{
    return share("confidence", text, &((struct options *)options)->confidence);
}

static bool take_limit(void *options, const char *text)
{
    struct options *o = options;
    char *wrong = compare_limit_parse(XPUSH(o->limits, o->n_limits, o->limits_cap), text);
    if (wrong != NULL)
        cli_error("--fail-if=%s: %s", text, wrong);
    free(wrong);
    return wrong == NULL;
}

static bool take_format(void *options, const char *name)
{
    struct options *o = options;
    for (o->format = 0; o->format < sizeof formats / sizeof formats[0]; o->format++)
        if (strcmp(formats[o->format].name, name) == 0)
            return true;
    cli_error("--format: expected text, markdown, json, csv, junit, github, bencher, "
              "html or svg, found '%s'",
              name);
    return false;
}

static bool take_filter(void *options, const char *text)
{
    struct options *o = options;
    char *wrong;
    compare_filter_free(o->filter);
    o->filter = compare_filter_parse(text, &wrong);
    if (wrong != NULL)
        cli_error("--filter=%s: %s", text, wrong);
    free(wrong);
    return o->filter != NULL;
}

static bool project(struct compare_projection *to, const char *option, const char *text)
{
    char *wrong = compare_projection_parse(to, text);
    if (wrong != NULL)
        cli_error("--%s=%s: %s", option, text, wrong);
    bool ok = wrong == NULL;
    free(wrong);
    return ok;
}

static bool has_layout(const struct options *o)
{
    return o->table != NULL || o->row != NULL || o->col != NULL || o->ignore != NULL;
}

/* The layout that was asked for; without one the keys of --by are looked at only. */
static bool parse_layout(struct options *o)
{
    struct compare_projection by = { 0 };
    if (has_layout(o) && o->by != NULL) {
        cli_error("--by: expected --col beside --table, --row and --ignore");
        return false;
    }
    if (!has_layout(o)) {
        bool ok = o->by == NULL || project(&by, "by", o->by);
        compare_projection_done(&by);
        return ok;
    }
    o->by = o->col != NULL ? o->col : ".file";
    return project(&o->layout.table, "table", o->table != NULL ? o->table : ".config") &&
           project(&o->layout.row, "row", o->row != NULL ? o->row : ".fullname") &&
           project(&o->layout.col, "col", o->by) &&
           project(&o->layout.ignore, "ignore", o->ignore != NULL ? o->ignore : "");
}

/* The ladder stands alone: what would be ignored is refused. */
static int check_ladder(char **argv, const struct options *o)
{
    if (argv[0] != NULL)
        return cli_error("--ladder: expected no files beside it, found '%s'", argv[0]);
    if (formats[o->format].ladder == NULL)
        return cli_error("--ladder: expected text, markdown, json, html or svg, found '%s'",
                         formats[o->format].name);
    if (o->by != NULL || o->n_limits > 0 || o->filter != NULL || has_layout(o))
        return cli_error("--ladder: expected neither --by nor --fail-if nor a layout beside it");
    if (o->save != NULL || o->baseline != NULL)
        return cli_error("--ladder: expected neither --save nor --baseline beside it");
    return CLI_GO_ON;
}

/* A baseline is of one input, and of all its results. */
static int check_baseline(int argc, const struct options *o)
{
    bool any = o->save != NULL || o->baseline != NULL;
    if (o->sites != NULL && !any)
        return cli_error("--sites: expected --save or --baseline beside it");
    if (any && argc != 1)
        return cli_error("--%s: expected one benchmark file",
                         o->save != NULL ? "save" : "baseline");
    if (any && o->filter != NULL)
        return cli_error("--%s: expected no --filter beside it",
                         o->save != NULL ? "save" : "baseline");
    if (formats[o->format].write == NULL && formats[o->format].ladder != NULL)
        return cli_error("--format=%s: expected --ladder beside it", formats[o->format].name);
    if (formats[o->format].write == NULL && o->n_limits == 0 && o->baseline == NULL)
        return cli_error("--format=junit: expected --fail-if or --baseline, which it tells of");
    return CLI_GO_ON;
}

/* CLI_GO_ON with the files alone in argv, or the exit status. */
static int parse(int *argc, char ***argv, struct options *o)
{
    const struct cli_option options[] = {
        { "by", CLI_VALUE, .text = &o->by },
        { "base", CLI_VALUE, .text = &o->base },
        { "filter", CLI_VALUE, .take = take_filter, .ctx = o },
        { "table", CLI_VALUE, .text = &o->table },
        { "row", CLI_VALUE, .text = &o->row },
        { "col", CLI_VALUE, .text = &o->col },
        { "ignore", CLI_VALUE, .text = &o->ignore },
        { "fail-if", CLI_VALUE, .take = take_limit, .ctx = o },
        { "format", CLI_VALUE, .take = take_format, .ctx = o },
        { "out", CLI_VALUE, .text = &o->out },
        { "alpha", CLI_VALUE, .take = take_alpha, .ctx = o },
        { "confidence", CLI_VALUE, .take = take_confidence, .ctx = o },
        { "ladder", CLI_VALUE, .text = &o->ladder },
        { "save", CLI_VALUE, .text = &o->save },
        { "baseline", CLI_VALUE, .text = &o->baseline },
        { "sites", CLI_VALUE, .text = &o->sites },
        CLI_OPTIONS_END,
    };
    int status = cli_parse(argc, argv, options, CLI_MIXED, help);
    if (status != CLI_GO_ON)
        return status;
    if (o->ladder != NULL)
        return check_ladder(*argv, o);
    if (*argc == 0)
        return cli_error("expected at least one benchmark file; --help tells more");
    status = check_baseline(*argc, o);
    return status == CLI_GO_ON && !parse_layout(o) ? HM_EXIT_USAGE : status;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

/* What the column of argv[i] is called, owned: LABEL of LABEL=PATH, else the file's own name, else
 * the path if two files share that name, numbered if two inputs share even that. */
static char *label_of(int argc, char **argv, int i)
{
    const char *equals = strchr(argv[i], '='), *name = base_name(argv[i]);
    size_t same_name = 0, same_path = 0, before = 0;
    if (equals != NULL)
        return xstrndup(argv[i], (size_t)(equals - argv[i]));
    for (int k = 0; k < argc; k++) {
        bool same = strcmp(argv[k], argv[i]) == 0;
        same_name += strcmp(base_name(argv[k]), name) == 0;
        same_path += same;
        before += same && k < i;
    }
    if (same_path > 1)
        return xprintf("%s#%zu", argv[i], before);
    return xprintf("%s", same_name > 1 ? argv[i] : name);
}

static bool read_all(struct gobench_set *set, int argc, char **argv)
{
    bool ok = true;
    for (int i = 0; i < argc; i++) {
        const char *equals = strchr(argv[i], '=');
        char *label = label_of(argc, argv, i);
        ok &= gobench_open(set, equals != NULL ? equals + 1 : argv[i], label);
        free(label);
    }
    for (size_t i = 0; i < set->n_problems; i++)
        gobench_problem_say("compare", &set->problems[i]);
    return ok;
}

/* What there is to write: a ladder, or a join and what was judged of it. */
struct written {
    const struct compare_joined *joined;
    const struct compare_findings *findings;
    const struct ladder *ladder;
};

static void write_to(FILE *to, const struct written *what, const struct options *o)
{
    const struct compare_opts with = { o->alpha, o->confidence,
                                       o->out != NULL ? TEXT_COLUMNS : text_terminal_columns() };
    if (what->ladder != NULL)
        formats[o->format].ladder(to, what->ladder);
    else if (formats[o->format].write != NULL)
        formats[o->format].write(to, what->joined, &with);
    else
        compare_findings_junit(to, what->findings);
    if (what->findings != NULL && formats[o->format].write == compare_markdown)
        compare_findings_markdown(to, what->findings);
}

/* A job of GitHub shows the Markdown in this file. That it cannot be written is said, and is no
 * reason to fail: the report itself is where it was asked for. */
static void append_summary(const struct cli_text *text)
{
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    if (path == NULL || *path == '\0')
        return;
    FILE *to = fopen(path, "a");
    bool ok = to != NULL && fwrite(text->bytes, 1, text->length, to) == text->length;
    if ((to != NULL && fclose(to) != 0) || !ok)
        cli_error("%s: the summary cannot be written: %s", path, strerror(errno));
}

static bool write_out(const struct written *what, const struct options *o)
{
    struct cli_text text;
    FILE *whole = xtext_open(&text); /* short of memory is found out before there is a file */
    write_to(whole, what, o);
    fclose(whole);
    if (formats[o->format].write == compare_markdown)
        append_summary(&text);
    FILE *to = o->out != NULL ? fopen(o->out, "w") : stdout;
    bool ok = to != NULL && fwrite(text.bytes, 1, text.length, to) == text.length;
    int why = errno;
    if (o->out == NULL)
        cli_said();
    free(text.bytes);
    if (o->out == NULL)
        return true; /* of the standard output main() speaks */
    struct stat st;
    bool regular = to != NULL && fstat(fileno(to), &st) == 0 && S_ISREG(st.st_mode);
    if (to != NULL && fclose(to) != 0 && ok) {
        why = errno;
        ok = false;
    }
    if (!ok)
        cli_error("%s: cannot be written: %s", o->out, strerror(why));
    if (!ok && regular)
        unlink(o->out); /* half a comparison is none; a device file stays */
    return ok;
}

/* A --by or --base that names nothing is a typing error, and an answer to it would mislead. */
static bool sensible(const struct compare_joined *joined, const struct options *o)
{
    bool keyed = joined->by_file;
    for (size_t t = 0; t < joined->n_tables; t++)
        keyed = keyed || !joined->tables[t].keyless;
    if (!keyed)
        cli_error("--by=%s: no result has this key", joined->by);
    else if (o->base != NULL && joined->base == SIZE_MAX)
        cli_error("--base=%s: no column of %s has this name", o->base, joined->by);
    return keyed && (o->base == NULL || joined->base != SIZE_MAX);
}

/* Leave what was asked for; false if that is nothing of something. */
static bool filter(struct gobench_set *set, const struct options *o)
{
    bool any = set->n_results > 0;
    if (o->filter != NULL)
        compare_filter_apply(o->filter, set);
    compare_layout_filter(&o->layout, set);
    if (any && set->n_results == 0)
        cli_error("no result matches what --filter and the orders of the keys ask for");
    return set->n_results > 0 || !any;
}

/* Both baselines of a ratchet, the counts of this run among them. */
struct held {
    struct compare_baseline before, now;
    struct compare_ratchet ratchet;
};

/* False after one line on stderr. */
static bool hold(struct held *held, const struct gobench_set *set, const struct options *o,
                 struct compare_findings *found)
{
    if (o->baseline != NULL && !compare_baseline_read(&held->before, o->baseline))
        return false;
    compare_baseline_take(&held->now, set);
    if (held->now.n_kept == 0) {
        cli_error("no result has an exact count to keep or to compare");
        return false;
    }
    if (o->sites != NULL && !compare_baseline_sites(&held->now, o->sites))
        return false;
    if (o->baseline != NULL) {
        compare_ratchet_make(&held->ratchet, &held->before, &held->now);
        compare_findings_ratchet(found, &held->ratchet, o->baseline);
    }
    return true;
}

/* Judge, write, say what does not hold, and keep what is whole and not worse. */
static int judge(const struct compare_joined *joined, const struct options *o, bool whole)
{
    struct compare_findings found = { 0 };
    struct held held = { 0 };
    bool ratchet = o->save != NULL || o->baseline != NULL;
    int status = HM_EXIT_USAGE;
    for (size_t i = 0; i < o->n_limits; i++)
        compare_findings_limit(&found, &o->limits[i], joined);
    if ((!ratchet || hold(&held, joined->set, o, &found)) &&
        write_out(&(const struct written){ joined, &found, NULL }, o)) {
        compare_findings_say(stderr, &found);
        status = found.status;
        if (o->save != NULL && (status != HM_EXIT_OK || !whole))
            cli_error("%s: not written: %s", o->save,
                      whole ? "not everything holds" : "results are missing");
        else if (o->save != NULL && !compare_baseline_write(&held.now, o->save))
            status = HM_EXIT_USAGE;
    }
    compare_ratchet_done(&held.ratchet);
    compare_baseline_done(&held.before);
    compare_baseline_done(&held.now);
    compare_findings_done(&found);
    return status;
}

static int compare(int argc, char **argv, struct options *o)
{
    struct gobench_set set = { 0 };
    const struct compare_join_options join = { o->by, has_layout(o) ? &o->layout : NULL, o->base,
                                               o->alpha, o->confidence };
    int status = read_all(&set, argc, argv) ? HM_EXIT_OK : HM_EXIT_USAGE;
    if (!filter(&set, o))
        status = HM_EXIT_USAGE;
    if (set.n_results > 0) {
        struct compare_joined *joined = compare_join(&set, &join);
        int judged = sensible(joined, o) ? judge(joined, o, status == HM_EXIT_OK) : HM_EXIT_USAGE;
        status = judged > status ? judged : status;
        compare_joined_free(joined);
    } else if (o->save != NULL || o->baseline != NULL) {
        status = cli_error("no result to keep or to compare");
    }
    gobench_set_done(&set);
    return status;
}

static bool has_rung(const struct ladder *ladder, const char *name)
{
    for (size_t i = 0; i < ladder->n; i++)
        if (strcmp(ladder->rungs[i].impl, name) == 0)
            return true;
    return false;
}

static int ladder(const struct options *o)
{
    struct ladder *ladder = ladder_read(o->ladder, o->base);
    for (size_t i = 0; i < ladder->n_problems; i++)
        gobench_problem_say("compare", &ladder->problems[i]);
    ladder->columns = o->out != NULL ? TEXT_COLUMNS : text_terminal_columns();
    bool planned = ladder->n_runs > 0;
    bool known = planned && (o->base == NULL || has_rung(ladder, o->base));
    if (planned && !known)
        cli_error("--base=%s: no rung has this name", o->base);
    bool ok =
        known && write_out(&(const struct written){ NULL, NULL, ladder }, o) && !ladder->failed;
    ladder_free(ladder);
    return ok ? HM_EXIT_OK : HM_EXIT_USAGE;
}

/* benchstat's options have one dash. The pool owns what they become. */
static void two_dashes(int argc, char **argv, struct text_strpool *pool)
{
    static const char *const names[] = { "filter", "table", "row",        "col",
                                         "ignore", "alpha", "confidence", "format" };
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
            size_t len = strlen(names[n]);
            if (argv[i][0] != '-' || strncmp(argv[i] + 1, names[n], len) != 0 ||
                (argv[i][1 + len] != '=' && argv[i][1 + len] != '\0'))
                continue;
            char *option = xprintf("-%s", argv[i]);
            argv[i] = (char *)text_strpool_put(pool, option, strlen(option));
            free(option);
        }
}

int cmd_compare(int argc, char **argv)
{
    struct options o = { .alpha = 0.05, .confidence = 0.95 };
    struct text_strpool pool = { 0 };
    two_dashes(argc, argv, &pool);
    int status = parse(&argc, &argv, &o);
    if (status == CLI_GO_ON)
        status = o.ladder != NULL ? ladder(&o) : compare(argc, argv, &o);
    for (size_t i = 0; i < o.n_limits; i++)
        compare_limit_done(&o.limits[i]);
    free(o.limits);
    text_strpool_done(&pool);
    compare_filter_free(o.filter);
    compare_projection_done(&o.layout.table);
    compare_projection_done(&o.layout.row);
    compare_projection_done(&o.layout.col);
    compare_projection_done(&o.layout.ignore);
    return status;
}
