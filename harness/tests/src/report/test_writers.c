/* Every writer turns a fixed report into fixed bytes, and returns every error of its sink. */
#include "support/cmocka_all.h"

#include <errno.h>
#include <string.h>

#include <jansson.h>

#include "support/bench.h"
#include "support/report.h"

static void go_text_is_what_the_golden_file_says(void **state)
{
    (void)state;
    assert_golden(sample_report(), "go", false, "report.bench");
    assert_golden(blind_report(), "go", false, "blind.bench");
}

static void the_table_is_what_the_golden_file_says(void **state)
{
    (void)state;
    assert_golden(sample_report(), "table", false, "report.table.txt");
    assert_golden(sample_report(), "table", true, "report.colour.txt");
    assert_golden(blind_report(), "table", false, "blind.table.txt");
}

static void markdown_is_what_the_golden_file_says(void **state)
{
    (void)state;
    assert_golden(sample_report(), "markdown", false, "report.md");
}

static void json_is_what_the_golden_file_says(void **state)
{
    (void)state;
    assert_golden(sample_report(), "json", false, "report.json");
    assert_golden(blind_report(), "json", false, "blind.json");
}

static void junit_is_what_the_golden_file_says(void **state)
{
    (void)state;
    assert_golden(sample_report(), "junit", false, "report.junit.xml");
    assert_golden(blind_report(), "junit", false, "blind.junit.xml");
}

/* The bytes of one writer. Free. */
static char *written(const char *name, const hm_report *report, bool colour)
{
    struct collected c = { 0 };
    hm_out out = { .write = collect, .ctx = &c, .colour = colour };
    assert_int_equal(hm_write(hm_writer_find(name), &out, report), 0);
    return c.text;
}

static void no_line_of_the_table_is_wider_than_80_columns(void **state)
{
    (void)state;
    char *text = written("table", sample_report(), false);
    size_t columns = 0;
    for (const char *c = text; *c != '\0'; c++) {
        columns = *c == '\n' ? 0 : columns + (((unsigned char)*c & 0xC0) != 0x80);
        assert_true(columns <= 80);
    }
    free(text);
}

static void colour_changes_no_word(void **state)
{
    (void)state;
    char *plain = written("table", sample_report(), false);
    char *coloured = written("table", sample_report(), true);
    assert_null(strchr(plain, '\033'));
    assert_non_null(strchr(coloured, '\033'));
    char *to = coloured;
    for (const char *from = coloured; *from != '\0'; from++) {
        if (*from == '\033')
            from = strchr(from, 'm');
        else
            *to++ = *from;
    }
    *to = '\0';
    assert_string_equal(coloured, plain);
    free(plain);
    free(coloured);
}

static void json_parses_and_keeps_the_exact_totals(void **state)
{
    (void)state;
    char *text = written("json", sample_report(), false);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    json_t *first = json_array_get(json_object_get(root, "benchmarks"), 0);
    json_t *sample = json_array_get(json_object_get(first, "samples"), 1);
    json_t *counters = json_object_get(sample, "counters");
    assert_int_equal(json_integer_value(json_object_get(sample, "n")), 100000);
    assert_int_equal(json_integer_value(json_object_get(sample, "time_ns")), 4300000);
    assert_int_equal(json_integer_value(json_object_get(counters, "allocs")), 300000);
    assert_int_equal(json_integer_value(json_object_get(counters, "bytes")), 5600000);
    json_decref(root);
    free(text);
}

static void text_that_is_not_utf8_does_not_spoil_the_json(void **state)
{
    (void)state;
    hm_report report = *blind_report();
    report.cpu = "bad\xff";
    char *text = written("json", &report, false);
    assert_non_null(strstr(text, "\"cpu\": \"bad?\""));
    free(text);
}

struct quota {
    size_t left;
};

static int write_some(void *ctx, const char *bytes, size_t length)
{
    struct quota *quota = ctx;
    (void)bytes;
    if (length > quota->left)
        return ENOSPC;
    quota->left -= length;
    return 0;
}

static void a_full_disk_is_reported_wherever_it_fills_up(void **state)
{
    (void)state;
    for (const hm_writer *w = hm_writers; w->name[0] != '\0'; w++) {
        char *text = written(w->name, sample_report(), false);
        size_t length = strlen(text);
        free(text);
        for (size_t quota = 0; quota <= length; quota += quota + 7 < length ? 7 : 1) {
            struct quota q = { quota };
            hm_out out = { .write = write_some, .ctx = &q };
            int expected = quota < length ? ENOSPC : 0;
            assert_int_equal(hm_write(w, &out, sample_report()), expected);
        }
    }
}

static void an_unknown_name_has_no_writer(void **state)
{
    (void)state;
    assert_null(hm_writer_find("xml"));
    assert_null(hm_writer_find(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(go_text_is_what_the_golden_file_says),
        cmocka_unit_test(the_table_is_what_the_golden_file_says),
        cmocka_unit_test(markdown_is_what_the_golden_file_says),
        cmocka_unit_test(json_is_what_the_golden_file_says),
        cmocka_unit_test(junit_is_what_the_golden_file_says),
        cmocka_unit_test(no_line_of_the_table_is_wider_than_80_columns),
        cmocka_unit_test(colour_changes_no_word),
        cmocka_unit_test(json_parses_and_keeps_the_exact_totals),
        cmocka_unit_test(text_that_is_not_utf8_does_not_spoil_the_json),
        cmocka_unit_test(a_full_disk_is_reported_wherever_it_fills_up),
        cmocka_unit_test(an_unknown_name_has_no_writer),
    };
    return cmocka_run_group_tests_name("writers", tests, NULL, NULL);
}
