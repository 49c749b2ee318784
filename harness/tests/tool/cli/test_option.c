/* test_option.c -- a command line against a table of options. */
#include <string.h>

#include "support/cmocka_all.h"

#include "cli/option.h"
#include "cli/verb.h"

enum { WORDS = 16 };

static struct {
    bool json;
    const char *out, *maybe;
    unsigned taken;
} got;

static bool take_maybe(void *ctx, const char *value)
{
    (void)ctx;
    got.taken++;
    got.maybe = value;
    return value == NULL || strcmp(value, "wrong") != 0;
}

static const struct cli_option options[] = {
    { "json", .flag = &got.json },
    { "out", CLI_VALUE, .text = &got.out },
    { "outer", .flag = &got.json },
    { "sites", CLI_MAYBE_VALUE, .take = take_maybe },
    CLI_OPTIONS_END,
};

static int count;
static char *words[WORDS], **operands;

/* Parse "verb" and the given words; the operands are left in `operands`. */
static int parse(enum cli_order order, const char *const *args)
{
    memset(&got, 0, sizeof got);
    words[0] = "verb";
    for (count = 1; args[count - 1] != NULL; count++)
        words[count] = (char *)args[count - 1];
    words[count] = NULL;
    operands = words;
    return cli_parse(&count, &operands, options, order, "");
}

#define PARSE(order, ...) parse(order, (const char *const[]){ __VA_ARGS__, NULL })

static void a_value_stands_behind_the_name_or_behind_an_equals_sign(void **state)
{
    (void)state;
    assert_int_equal(PARSE(CLI_MIXED, "--out", "--json"), CLI_GO_ON);
    assert_string_equal(got.out, "--json");
    assert_false(got.json);
    assert_int_equal(PARSE(CLI_MIXED, "--out=a=b"), CLI_GO_ON);
    assert_string_equal(got.out, "a=b");
    assert_int_equal(PARSE(CLI_MIXED, "--out="), CLI_GO_ON);
    assert_string_equal(got.out, "");
    assert_int_equal(count, 0);
}

static void a_value_that_may_be_left_out_is_only_behind_an_equals_sign(void **state)
{
    (void)state;
    assert_int_equal(PARSE(CLI_MIXED, "--sites", "3"), CLI_GO_ON);
    assert_null(got.maybe);
    assert_int_equal(got.taken, 1);
    assert_string_equal(operands[0], "3");
    assert_int_equal(PARSE(CLI_MIXED, "--sites=3"), CLI_GO_ON);
    assert_string_equal(got.maybe, "3");
}

static void operands_stand_anywhere_and_keep_their_order(void **state)
{
    (void)state;
    assert_int_equal(PARSE(CLI_MIXED, "one", "--json", "-", "--out", "x", "--", "--sites"),
                     CLI_GO_ON);
    assert_true(got.json);
    assert_int_equal(count, 3);
    assert_string_equal(operands[0], "one");
    assert_string_equal(operands[1], "-");
    assert_string_equal(operands[2], "--sites");
    assert_null(operands[3]);
    assert_int_equal(got.taken, 0);
}

static void the_first_operand_ends_the_options_where_a_program_follows(void **state)
{
    (void)state;
    assert_int_equal(PARSE(CLI_OPERANDS_LAST, "--json", "prog", "--out", "--"), CLI_GO_ON);
    assert_true(got.json);
    assert_null(got.out);
    assert_int_equal(count, 3);
    assert_string_equal(operands[0], "prog");
    assert_string_equal(operands[2], "--");
    assert_int_equal(PARSE(CLI_OPERANDS_LAST, "--", "--json"), CLI_GO_ON);
    assert_string_equal(operands[0], "--json");
}

static void a_name_may_be_shortened_while_it_is_unique(void **state)
{
    (void)state;
    assert_int_equal(PARSE(CLI_MIXED, "--js"), CLI_GO_ON);
    assert_true(got.json);
    assert_int_equal(PARSE(CLI_MIXED, "--out", "x"),
                     CLI_GO_ON); /* whole, though --outer begins so */
    assert_string_equal(got.out, "x");
    assert_int_equal(PARSE(CLI_MIXED, "--ou", "x"), HM_EXIT_USAGE);
    assert_int_equal(PARSE(CLI_MIXED, "--=x"), HM_EXIT_USAGE);
}

static void what_is_wrong_ends_it(void **state)
{
    (void)state;
    assert_int_equal(PARSE(CLI_MIXED, "--out"), HM_EXIT_USAGE);
    assert_int_equal(PARSE(CLI_MIXED, "--json=1"), HM_EXIT_USAGE);
    assert_int_equal(PARSE(CLI_MIXED, "--sites=wrong", "--json"), HM_EXIT_USAGE);
    assert_false(got.json);
    assert_int_equal(PARSE(CLI_MIXED, "-j"), HM_EXIT_USAGE);
    assert_int_equal(PARSE(CLI_MIXED, "--help", "--zebra"), HM_EXIT_OK);
    assert_int_equal(PARSE(CLI_MIXED, "-h"), HM_EXIT_OK);
}

static void beside_compiler_flags_names_are_whole_and_values_not_empty(void **state)
{
    (void)state;
    assert_int_equal(cli_option_take(options, "--js", NULL), CLI_UNKNOWN);
    assert_int_equal(cli_option_take(options, "--out", NULL), CLI_WANTS_VALUE);
    assert_int_equal(cli_option_take(options, "--out=", NULL), CLI_WANTS_VALUE);
    assert_int_equal(cli_option_take(options, "--out=x", NULL), CLI_TAKEN);
    assert_int_equal(cli_option_take(options, "--json=x", NULL), CLI_TAKES_NO_VALUE);
    assert_int_equal(cli_option_take(options, "--help", NULL), CLI_HELP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_stands_behind_the_name_or_behind_an_equals_sign),
        cmocka_unit_test(a_value_that_may_be_left_out_is_only_behind_an_equals_sign),
        cmocka_unit_test(operands_stand_anywhere_and_keep_their_order),
        cmocka_unit_test(the_first_operand_ends_the_options_where_a_program_follows),
        cmocka_unit_test(a_name_may_be_shortened_while_it_is_unique),
        cmocka_unit_test(what_is_wrong_ends_it),
        cmocka_unit_test(beside_compiler_flags_names_are_whole_and_values_not_empty),
    };
    return cmocka_run_group_tests_name("option", tests, NULL, NULL);
}
