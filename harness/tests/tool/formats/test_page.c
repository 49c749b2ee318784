/* test_page.c -- pages of any size and with names of any bytes. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "formats/page.h"
#include "formats/source.h"
#include "support/spawn.h"

static const struct formats_column columns[] = { { "site", false }, { "blocks", true } };

static char *written(const struct formats_page *page)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    assert_true(formats_page_write(out, page));
    assert_int_equal(fclose(out), 0);
    return text;
}

static size_t times(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)) != NULL; text++)
        n++;
    return n;
}

static void has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no \"%s\" in a page of %zu bytes", part, strlen(text));
}

static void add_more(FILE *out, const void *ctx)
{
    (void)ctx;
    formats_page_json(out, "data", json_pack("[s]", "</script><b>"));
}

static void names_are_never_markup(void **state)
{
    static const struct formats_frame frame = { .function = "<i>\"&\033[1m\n\xff",
                                                .file = "/a/<b>.c",
                                                .line = 3 };
    static const struct formats_stack stack = {
        .frames = &frame, .count = 1, .verdict = "lives in <u>", .total = { true, 2, 9 }
    };
    static const struct formats_value values[] = { { .text = "<s>'x'" }, { .known = false } };
    static const struct formats_row row = { values, "if (a < b) \"<p>\" \xff" };
    static const char *const notes[] = { "<q>" };
    const struct formats_page page = { .title = "<h6>",
                                       .command = "<a> & <b>",
                                       .notes = notes,
                                       .note_count = 1,
                                       .columns = columns,
                                       .column_count = 2,
                                       .blocks_column = 1,
                                       .rows = &row,
                                       .row_count = 1,
                                       .flame_title = "graph",
                                       .stacks = &stack,
                                       .stack_count = 1,
                                       .more = add_more };
    (void)state;
    char *text = written(&page);
    static const char *const marks[] = { "<i>", "<u>",   "<s>",  "<q>",  "<h6>",
                                         "<b>", "<p>\"", "\033", "\xff", "<a>" };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strstr(text, marks[i]) != NULL)
            fail_msg("%s is in the page", marks[i]);
    has(text, "if (a &lt; b) &quot;&lt;p&gt;&quot; ?");
    has(text, ">unknown</td>");
    has(text, "\\u003c/script>\\u003cb>");
    assert_int_equal(times(text, "</script>"), 2);
    if (is_installed("xmllint")) {
        write_script("test_page.html", text, 0644);
        struct spawned s = SPAWN("xmllint", "--html", "--noout", "test_page.html");
        assert_null(strstr(s.err, "Unexpected end tag"));
        spawned_done(&s);
        unlink("test_page.html");
    }
    free(text);
}

enum { MANY = 100000 };

static void a_page_of_a_hundred_thousand_sites_is_small_and_says_what_it_left_out(void **state)
{
    static char names[MANY][16];
    (void)state;
    struct formats_row *rows = calloc(MANY, sizeof *rows);
    struct formats_value *values = calloc(2 * MANY, sizeof *values);
    struct formats_frame *frames = calloc(2 * MANY, sizeof *frames);
    struct formats_stack *stacks = calloc(MANY, sizeof *stacks);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "site_%zu", i);
        uint64_t blocks = i == 0 ? MANY : 1;
        values[2 * i].text = names[i];
        values[2 * i + 1] = (struct formats_value){ NULL, true, blocks };
        rows[i].values = &values[2 * i];
        frames[2 * i] = (struct formats_frame){ .function = names[i], .file = "m.c", .line = 1 };
        frames[2 * i + 1] = (struct formats_frame){ .function = "main" };
        stacks[i] = (struct formats_stack){ .frames = &frames[2 * i],
                                            .count = 2,
                                            .total = { true, blocks, 8 } };
    }
    const struct formats_page page = { .title = "many",
                                       .command = "many",
                                       .columns = columns,
                                       .column_count = 2,
                                       .blocks_column = 1,
                                       .rows = rows,
                                       .row_count = MANY,
                                       .flame_title = "graph",
                                       .stacks = stacks,
                                       .stack_count = MANY };
    char *text = written(&page);
    assert_true(strlen(text) < 1 << 20);
    has(text, "Left out: 98000 further sites with 98000 blocks");
    has(text, "Left out: 99999 boxes narrower");
    has(text, "title=\"main: 199999 blocks (100 %)");
    has(text, "title=\"site_0: 100000 blocks (50 %)");
    free(text);
    free(rows);
    free(values);
    free(frames);
    free(stacks);
}

static void an_empty_page_says_so(void **state)
{
    const struct formats_page page = { .title = "none",
                                       .command = "none",
                                       .columns = columns,
                                       .column_count = 2,
                                       .blocks_column = 1,
                                       .flame_title = "graph" };
    (void)state;
    char *text = written(&page);
    has(text, "No block was made.");
    free(text);
    FILE *full = fopen("/dev/full", "w");
    assert_false(formats_page_write(full, &page));
    fclose(full);
}

static void lines_of_a_source_are_read_once_and_may_not_be_there(void **state)
{
    struct formats_sources sources = { 0 };
    (void)state;
    write_script("test_page.txt", "one\n\t two \nthree", 0644);
    assert_string_equal(formats_source_line(&sources, "test_page.txt", 2), "two ");
    assert_string_equal(formats_source_line(&sources, "test_page.txt", 3), "three");
    assert_null(formats_source_line(&sources, "test_page.txt", 4));
    assert_null(formats_source_line(&sources, "test_page.txt", 0));
    assert_null(formats_source_line(&sources, "/no/such/file", 1));
    assert_int_equal(sources.count, 2);
    assert_string_equal(formats_source_newer(&sources, 1), "test_page.txt");
    assert_null(formats_source_newer(&sources, time(NULL) + 9));
    formats_sources_done(&sources);
    unlink("test_page.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_never_markup),
        cmocka_unit_test(a_page_of_a_hundred_thousand_sites_is_small_and_says_what_it_left_out),
        cmocka_unit_test(an_empty_page_says_so),
        cmocka_unit_test(lines_of_a_source_are_read_once_and_may_not_be_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
