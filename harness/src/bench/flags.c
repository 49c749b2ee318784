/* flags.c -- the table of flags, and the parser of the command line. */
#include "bench/flags.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <heapmark/report.h>

/* Each takes the flag's value and returns NULL, or what is wrong with it as one clause. */
typedef const char *set_fn(struct hm_bench_flags *flags, const char *value);

enum arity { VALUE, BOOLEAN, OPTIONAL };

struct flag {
    const char *name;
    enum arity arity;
    set_fn *set;
    const char *placeholder;
    const char *help;
};

static const char *set_bool(bool *target, const char *value)
{
    static const char *const yes[] = { "true", "1", "t", "T", "TRUE", "True" };
    static const char *const no[] = { "false", "0", "f", "F", "FALSE", "False" };
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        if (strcmp(value, yes[i]) == 0 || strcmp(value, no[i]) == 0) {
            *target = strcmp(value, yes[i]) == 0;
            return NULL;
        }
    }
    return "not true or false";
}

static bool parse_unsigned(const char *text, size_t length, unsigned *out)
{
    if (length == 0 || length > 9 || strspn(text, "0123456789") < length)
        return false;
    *out = (unsigned)strtoul(text, NULL, 10);
    return true;
}

static const char *set_bench(struct hm_bench_flags *flags, const char *value)
{
    flags->bench = value;
    return NULL;
}

static const char *set_skip(struct hm_bench_flags *flags, const char *value)
{
    flags->skip = value;
    return NULL;
}

static const char *set_benchtime(struct hm_bench_flags *flags, const char *value)
{
    return hm_bench_parse_benchtime(value, &flags->benchtime);
}

static const char *set_benchmem(struct hm_bench_flags *flags, const char *value)
{
    return set_bool(&flags->benchmem, value);
}

static const char *set_sizes(struct hm_bench_flags *flags, const char *value)
{
    return set_bool(&flags->sizes, value);
}

static const char *set_verbose(struct hm_bench_flags *flags, const char *value)
{
    return set_bool(&flags->verbose, value);
}

static const char *set_count(struct hm_bench_flags *flags, const char *value)
{
    if (!parse_unsigned(value, strlen(value), &flags->count))
        return "not a whole number";
    return NULL;
}

static const char *set_cpu(struct hm_bench_flags *flags, const char *value)
{
    flags->cpu_count = 0;
    for (;;) {
        size_t length = strcspn(value, ",");
        unsigned cpus;
        if (!parse_unsigned(value, length, &cpus) || cpus == 0)
            return "not a comma-separated list of numbers from 1";
        if (flags->cpu_count == HM_BENCH_MAX_CPUS)
            return "more than 32 numbers";
        flags->cpus[flags->cpu_count++] = cpus;
        if (value[length] == '\0')
            return NULL;
        value += length + 1;
    }
}

static const char *set_list(struct hm_bench_flags *flags, const char *value)
{
    flags->list = true;
    if (strcmp(value, "true") != 0)
        flags->bench = value;
    return NULL;
}

static const char *set_check(struct hm_bench_flags *flags, const char *value)
{
    return set_bool(&flags->check, value);
}

static const char *set_pkg(struct hm_bench_flags *flags, const char *value)
{
    if (strpbrk(value, " \t\r\n") != NULL)
        return "must not contain white space";
    flags->pkg = value;
    return NULL;
}

static const char *set_timeout(struct hm_bench_flags *flags, const char *value)
{
    return hm_bench_parse_duration(value, &flags->timeout_ns) ? NULL : "invalid duration";
}

static const char *set_format(struct hm_bench_flags *flags, const char *value)
{
    if (hm_writer_find(value) == NULL)
        return "no such format; --help lists them";
    if (flags->output_count == HM_BENCH_MAX_OUTPUTS)
        return "too many outputs";
    flags->outputs[flags->output_count++] = (struct hm_bench_output){ .format = value };
    return NULL;
}

static const char *set_out(struct hm_bench_flags *flags, const char *value)
{
    if (flags->output_count == 0)
        set_format(flags, "go");
    struct hm_bench_output *last = &flags->outputs[flags->output_count - 1];
    if (last->path != NULL)
        return "this --format has an --out already";
    last->path = value;
    return NULL;
}

static const char *set_help(struct hm_bench_flags *flags, const char *value)
{
    return set_bool(&flags->help, value);
}

static const struct flag table[] = {
    { "bench", VALUE, set_bench, "REGEX",
      "run what matches, one expression per level (default .)" },
    { "skip", VALUE, set_skip, "REGEX", "do not run what matches" },
    { "benchtime", VALUE, set_benchtime, "T",
      "run for a duration, or exactly Nx times (default 1s)" },
    { "count", VALUE, set_count, "N", "measure each benchmark N times (default 1)" },
    { "cpu", VALUE, set_cpu, "A,B..", "threads for parallel bodies (default: the processors)" },
    { "benchmem", BOOLEAN, set_benchmem, "", "show B/op and allocs/op (default true)" },
    { "sizes", BOOLEAN, set_sizes, "", "add go-B/op and usable-B/op from an untimed pass" },
    { "check", BOOLEAN, set_check, "", "exit 1 if a claim about allocations is false" },
    { "list", OPTIONAL, set_list, "[=REGEX]", "print the names of what would run, and stop" },
    { "format", VALUE, set_format, "NAME",
      "how to write the report (default go); may be repeated" },
    { "out", VALUE, set_out, "FILE", "where the --format before it goes (default: stdout)" },
    { "pkg", VALUE, set_pkg, "NAME", "the report's pkg: line (default: the program's name)" },
    { "timeout", VALUE, set_timeout, "T", "stop after T and report what was measured" },
    { "v", BOOLEAN, set_verbose, "", "also say what was skipped, and why" },
    { "help", BOOLEAN, set_help, "", "print this" },
    { "h", BOOLEAN, set_help, "", NULL },
};

static const struct flag *find(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strlen(table[i].name) == length && memcmp(table[i].name, name, length) == 0)
            return &table[i];
    return NULL;
}

/* As many as the process may run on: what Go's GOMAXPROCS starts as. */
static unsigned processors(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (unsigned)CPU_COUNT(&set);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : (unsigned)online;
}

static void set_defaults(struct hm_bench_flags *flags)
{
    if (flags->cpu_count == 0)
        flags->cpus[flags->cpu_count++] = processors();
    if (flags->output_count == 0)
        set_format(flags, "go");
}

static bool parse_one(struct hm_bench_flags *flags, const char *program, char **argv, int *at,
                      FILE *errors)
{
    const char *word = argv[*at];
    if (word[0] != '-' || word[1] == '\0' || strcmp(word, "--") == 0) {
        fprintf(errors, "%s: unexpected argument \"%s\"; try --help\n", program, word);
        return false;
    }
    const char *name = word + (word[1] == '-' ? 2 : 1);
    size_t length = strcspn(name, "=");
    const struct flag *flag = find(name, length);
    if (flag == NULL) {
        fprintf(errors, "%s: unknown flag %.*s; try --help\n", program,
                (int)(length + (size_t)(name - word)), word);
        return false;
    }
    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    bool next_is_value = argv[*at + 1] != NULL && argv[*at + 1][0] != '-';
    if (value == NULL && flag->arity == VALUE && argv[*at + 1] == NULL) {
        fprintf(errors, "%s: flag --%s needs a value\n", program, flag->name);
        return false;
    }
    if (value == NULL && (flag->arity == VALUE || (flag->arity == OPTIONAL && next_is_value)))
        value = argv[++*at];
    if (value == NULL)
        value = "true";
    const char *wrong = flag->set(flags, value);
    if (wrong != NULL)
        fprintf(errors, "%s: invalid value \"%s\" for flag --%s: %s\n", program, value, flag->name,
                wrong);
    return wrong == NULL;
}

bool hm_bench_flags_parse(struct hm_bench_flags *flags, int argc, char **argv, FILE *errors)
{
    *flags = (struct hm_bench_flags){
        .bench = ".",
        .benchtime = { .ns = UINT64_C(1000000000) },
        .benchmem = true,
        .count = 1,
    };
    for (int at = 1; at < argc; at++)
        if (!parse_one(flags, argv[0], argv, &at, errors))
            return false;
    set_defaults(flags);
    return true;
}

void hm_bench_flags_help(FILE *to, const char *program)
{
    fprintf(to, "usage: %s [flags]\n\nRun the benchmarks of this program.\n\n", program);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i].help == NULL)
            continue;
        char left[32];
        snprintf(left, sizeof left, "--%s%s%s", table[i].name, table[i].arity == VALUE ? " " : "",
                 table[i].placeholder);
        fprintf(to, "  %-17s %s\n", left, table[i].help);
    }
    fprintf(to, "\nformats:\n");
    for (const hm_writer *w = hm_writers; w->name[0] != '\0'; w++)
        fprintf(to, "  %-17s %s\n", w->name, w->what);
    fputs("\nexit status: 0 fine, 1 a benchmark failed or a claim is false, 2 bad usage or\n"
          "a run that could not be completed\n",
          to);
}
