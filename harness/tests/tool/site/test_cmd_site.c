/* test_cmd_site.c -- `heapmark site` on a small project with hostile names, and goldens. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/xalloc.h"
#include "site/markdown.h"
#include "support/cmocka_all.h"
#include "support/counted.h"
#include "support/golden.h"
#include "support/spawn.h"

#define GOLDEN HM_SOURCE_DIR "/harness/tests/golden/site"

static char folder[] = "/tmp/site-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    const char *argv[] = { "rm", "-rf", folder, NULL };
    struct spawned s = spawn(argv, NULL);
    spawned_done(&s);
    return 0;
}

static struct spawned site(const char *root, const char *data)
{
    char *root_option = xprintf("--root=%s", root), *data_option = xprintf("--data=%s", data),
         *out_option = xprintf("--out=%s/out", folder);
    const char *argv[] = {
        HM_BUILD_DIR "/bin/heapmark", "site", root_option, data_option, out_option, NULL
    };
    struct spawned s = spawn(argv, NULL);
    free(root_option);
    free(data_option);
    free(out_option);
    return s;
}

static char *page(const char *name)
{
    char *path = xprintf("%s/out/%s", folder, name);
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    struct cli_text text = { 0 };
    FILE *to = xtext_open(&text);
    for (int c; (c = getc(in)) != EOF;)
        putc(c, to);
    fclose(in);
    fclose(to);
    char *all = xstrndup(text.bytes, text.length);
    free(text.bytes);
    free(path);
    return all;
}

static void assert_page(const char *name, const char *golden)
{
    char *text = page(name), *path = xprintf(GOLDEN "/%s", golden);
    assert_golden_text(path, text);
    free(path);
    free(text);
}

static void run(const char *command)
{
    const char *argv[] = { "sh", "-c", command, "sh", GOLDEN, folder, NULL };
    struct spawned s = spawn(argv, NULL);
    assert_int_equal(s.status, 0);
    spawned_done(&s);
}

/* Files that are newer than the sources; only NAME holds something else, unless NAME is empty. */
static char *data_with(const char *name, const char *text)
{
    char *data = xprintf("%s/data", folder), *file = xprintf("%s/%s", data, name);
    run("rm -rf \"$2\"/data && cp -r \"$1\"/data \"$2\"/data");
    FILE *out = name[0] != '\0' ? fopen(file, "w") : NULL;
    if (out != NULL) {
        fputs(text, out);
        fclose(out);
    }
    free(file);
    return data;
}

static void pages_are_those_of_the_golden_files(void **state)
{
    (void)state;
    char *data = data_with("", NULL);
    struct spawned s = site(GOLDEN, data);
    free(data);
    assert_string_equal(s.err, "");
    assert_int_equal(s.status, 0);
    spawned_done(&s);
    assert_page("lessons/01-tiny.html", "lesson.html");
    assert_page("index.html", "index.html");
    assert_page("search.js", "search.js");
}

static void nothing_that_others_wrote_is_markup(void **state)
{
    (void)state;
    char *text = page("lessons/01-tiny.html");
    assert_null(strstr(text, "<b> &"));
    assert_null(strstr(text, "<script>"));
    assert_null(strstr(text, "f_stack</script>"));
    assert_non_null(strstr(text, "Tiny/impl=&lt;i&gt;&amp;"));
    free(text);
}

static void a_link_leads_to_a_page_a_source_or_nowhere(void **state)
{
    (void)state;
    char *text = page("lessons/01-tiny.html"), *code = page("source/demos/01_tiny/boxed.c.html");
    assert_non_null(strstr(text, "href=\"../reference/page.html#a-heading\""));
    assert_non_null(strstr(text, "href=\"../source/demos/01_tiny/boxed.c.html\""));
    assert_non_null(strstr(text, "href=\"https://example.org/\""));
    assert_null(strstr(text, "outside.md"));
    assert_non_null(strstr(code, "<tr id=L6>"));
    free(code);
    free(text);
}

static void what_was_not_measured_is_said_on_the_page(void **state)
{
    (void)state;
    struct spawned s = site(GOLDEN, "/nonexistent");
    assert_string_equal(s.err, "");
    assert_int_equal(s.status, 0);
    spawned_done(&s);
    char *lesson = page("lessons/01-tiny.html"), *front = page("index.html");
    assert_non_null(strstr(lesson, "This lesson was not run for this site"));
    assert_non_null(strstr(lesson, "this lesson was not traced"));
    assert_non_null(strstr(lesson, "What Go says is missing"));
    assert_non_null(strstr(front, "The ladder was not measured"));
    free(lesson);
    free(front);
}

static void assert_said(const char *name, const char *text_of_it, const char *what)
{
    char *data = data_with(name, text_of_it);
    struct spawned s = site(GOLDEN, data);
    assert_non_null(strstr(s.err, what));
    assert_int_equal(WEXITSTATUS(s.status), 2);
    spawned_done(&s);
    char *text = page("reference/page.html");
    assert_non_null(strstr(text, "</html>"));
    free(text);
    free(data);
}

static void a_damaged_file_is_named_and_the_other_pages_are_written(void **state)
{
    (void)state;
    assert_said("01_tiny/trace.json", "{\"schema\": \"heapmark-trace/1\", \"sites\": [",
                "01_tiny/trace.json:1: expected JSON");
    assert_said("01_tiny/boxed.json", "{\"schema\": \"heapmark-trace/9\"}",
                "boxed.json: expected the schema heapmark-trace/1, found heapmark-trace/9");
    assert_said("compare.json", "[]", "compare.json: expected the schema heapmark.ladder/1");
    assert_said("01_tiny/run.bench", "BenchmarkTiny/impl=boxed 100 ten ns/op\n", "run.bench:1");
}

static void a_source_that_changed_since_the_run_is_said(void **state)
{
    (void)state;
    char *data = data_with("", NULL);
    run("touch -d 2000-01-01 \"$2\"/data/01_tiny/trace.json");
    struct spawned s = site(GOLDEN, data);
    char *text = page("lessons/01-tiny.html");
    assert_non_null(strstr(text, "demos/01_tiny/boxed.c changed since the run"));
    spawned_done(&s);
    free(text);
    free(data);
}

static void a_folder_without_pages_is_no_project(void **state)
{
    (void)state;
    struct spawned s = site(folder, folder);
    assert_non_null(strstr(s.err, "no pages in"));
    assert_int_equal(WEXITSTATUS(s.status), 2);
    spawned_done(&s);
}

int main(void)
{
    if (!site_markdown_possible()) {
        puts("skipped: built without cmark-gfm");
        return TEST_SKIPPED;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_those_of_the_golden_files),
        cmocka_unit_test(nothing_that_others_wrote_is_markup),
        cmocka_unit_test(a_link_leads_to_a_page_a_source_or_nowhere),
        cmocka_unit_test(what_was_not_measured_is_said_on_the_page),
        cmocka_unit_test(a_damaged_file_is_named_and_the_other_pages_are_written),
        cmocka_unit_test(a_source_that_changed_since_the_run_is_said),
        cmocka_unit_test(a_folder_without_pages_is_no_project),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
