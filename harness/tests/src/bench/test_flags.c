/* The command line of a benchmark program. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "bench/flags.h"

static char errors[1024];

static bool parse_words(struct hm_bench_flags *flags, char **argv)
{
    int argc = 0;
    while (argv[argc] != NULL)
        argc++;
    memset(errors, 0, sizeof errors);
    FILE *sink = fmemopen(errors, sizeof errors - 1, "w");
    assert_non_null(sink);
    bool good = hm_bench_flags_parse(flags, argc, argv, sink);
    fclose(sink);
    return good;
}

#define PARSE(flags, ...) parse_words((flags), (char *[]){ "prog", __VA_ARGS__, NULL })

static void without_flags_everything_runs_for_a_second(void **state)
{
    (void)state;
    struct hm_bench_flags flags;
    assert_true(parse_words(&flags, (char *[]){ "prog", NULL }));
    assert_string_equal(flags.bench, ".");
    assert_null(flags.skip);
    assert_int_equal(flags.benchtime.n, 0);
    assert_int_equal(flags.benchtime.ns, 1000000000);
    assert_int_equal(flags.count, 1);
    assert_int_equal(flags.cpu_count, 1);
    assert_true(flags.cpus[0] >= 1);
    assert_true(flags.benchmem);
    assert_false(flags.check || flags.sizes || flags.list || flags.verbose);
    assert_int_equal(flags.output_count, 1);
    assert_string_equal(flags.outputs[0].format, "go");
    assert_null(flags.outputs[0].path);
}

static void one_dash_or_two_and_the_value_apart_or_not(void **state)
{
    (void)state;
    struct hm_bench_flags flags;
    assert_true(PARSE(&flags, "-bench", "A", "--count=3", "-cpu=1,2,4", "--benchtime", "5x"));
    assert_string_equal(flags.bench, "A");
    assert_int_equal(flags.count, 3);
    assert_int_equal(flags.cpu_count, 3);
    assert_int_equal(flags.cpus[2], 4);
    assert_int_equal(flags.benchtime.n, 5);
}

static void a_switch_takes_a_value_only_after_an_equals_sign(void **state)
{
    (void)state;
    struct hm_bench_flags flags;
    assert_true(PARSE(&flags, "-benchmem=false", "-check", "--sizes=true"));
    assert_false(flags.benchmem);
    assert_true(flags.check && flags.sizes);
    assert_false(PARSE(&flags, "-check", "true"));
    assert_string_equal(errors, "prog: unexpected argument \"true\"; try --help\n");
}

static void list_may_have_an_expression(void **state)
{
    (void)state;
    struct hm_bench_flags flags;
    assert_true(PARSE(&flags, "--list"));
    assert_true(flags.list);
    assert_string_equal(flags.bench, ".");
    assert_true(PARSE(&flags, "--list=Set"));
    assert_string_equal(flags.bench, "Set");
    assert_true(PARSE(&flags, "-list", "Get"));
    assert_string_equal(flags.bench, "Get");
}

static void each_out_belongs_to_the_format_before_it(void **state)
{
    (void)state;
    struct hm_bench_flags flags;
    assert_true(
        PARSE(&flags, "--format=go", "--out=a", "--format=json", "--out=b", "--format=table"));
    assert_int_equal(flags.output_count, 3);
    assert_string_equal(flags.outputs[0].path, "a");
    assert_string_equal(flags.outputs[1].format, "json");
    assert_string_equal(flags.outputs[1].path, "b");
    assert_null(flags.outputs[2].path);
    assert_true(PARSE(&flags, "--out=only"));
    assert_string_equal(flags.outputs[0].format, "go");
    assert_string_equal(flags.outputs[0].path, "only");
}

static void bad_usage_is_one_line_that_names_the_flag(void **state)
{
    (void)state;
    static char *const bad[][3] = {
        { "--frobnicate", NULL, "prog: unknown flag --frobnicate; try --help\n" },
        { "-x=3", NULL, "prog: unknown flag -x; try --help\n" },
        { "word", NULL, "prog: unexpected argument \"word\"; try --help\n" },
        { "--", NULL, "prog: unexpected argument \"--\"; try --help\n" },
        { "--bench", NULL, "prog: flag --bench needs a value\n" },
        { "--benchtime=0x", NULL,
          "prog: invalid value \"0x\" for flag --benchtime: invalid count\n" },
        { "--benchtime=0s", NULL,
          "prog: invalid value \"0s\" for flag --benchtime: invalid duration\n" },
        { "--count=-1", NULL, "prog: invalid value \"-1\" for flag --count: not a whole number\n" },
        { "--count", "ten", "prog: invalid value \"ten\" for flag --count: not a whole number\n" },
        { "--cpu=1,0", NULL,
          "prog: invalid value \"1,0\" for flag --cpu: "
          "not a comma-separated list of numbers from 1\n" },
        { "--cpu=1,", NULL,
          "prog: invalid value \"1,\" for flag --cpu: "
          "not a comma-separated list of numbers from 1\n" },
        { "--check=maybe", NULL,
          "prog: invalid value \"maybe\" for flag --check: not true or false\n" },
        { "--format=xml", NULL,
          "prog: invalid value \"xml\" for flag --format: no such format; --help lists them\n" },
        { "--timeout=soon", NULL,
          "prog: invalid value \"soon\" for flag --timeout: invalid duration\n" },
        { "--pkg=a b", NULL,
          "prog: invalid value \"a b\" for flag --pkg: must not contain white space\n" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct hm_bench_flags flags;
        char *argv[] = { "prog", bad[i][0], bad[i][1], NULL };
        assert_false(parse_words(&flags, argv));
        assert_string_equal(errors, bad[i][2]);
    }
}

static void two_outs_for_one_format_are_refused(void **state)
{
    (void)state;
    struct hm_bench_flags flags;
    assert_false(PARSE(&flags, "--format=go", "--out=a", "--out=b"));
    assert_string_equal(errors, "prog: invalid value \"b\" for flag --out: this --format has an "
                                "--out already\n");
}

static void help_names_every_flag_and_format(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    hm_bench_flags_help(to, "prog");
    fclose(to);
    static const char *const words[] = { "--bench ",  "--skip ",  "--benchtime ", "--count ",
                                         "--cpu ",    "--check ", "--list",       "--format ",
                                         "--out ",    "--sizes ", "--timeout ",   "table",
                                         "markdown ", "json ",    "--help",       "--pkg " };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(text, words[i]) == NULL)
            fail_msg("--help does not mention %s", words[i]);
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n"))
        assert_true(strlen(line) <= 80);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_flags_everything_runs_for_a_second),
        cmocka_unit_test(one_dash_or_two_and_the_value_apart_or_not),
        cmocka_unit_test(a_switch_takes_a_value_only_after_an_equals_sign),
        cmocka_unit_test(list_may_have_an_expression),
        cmocka_unit_test(each_out_belongs_to_the_format_before_it),
        cmocka_unit_test(bad_usage_is_one_line_that_names_the_flag),
        cmocka_unit_test(two_outs_for_one_format_are_refused),
        cmocka_unit_test(help_names_every_flag_and_format),
    };
    return cmocka_run_group_tests_name("flags", tests, NULL, NULL);
}
