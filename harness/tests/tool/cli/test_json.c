/* test_json.c -- a file of JSON is read, or one line says where it stops being that. */
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/json.h"
#include "support/text.h"

static char path[] = "/tmp/test-json-XXXXXX";

/* What is written on stderr while the file is read, which must fail. */
static void assert_refused(const char *file, const char *said)
{
    char text[256] = "";
    FILE *err = tmpfile();
    int before = dup(STDERR_FILENO);
    assert_non_null(err);
    dup2(fileno(err), STDERR_FILENO);
    json_t *root = cli_json_load(file, 0);
    dup2(before, STDERR_FILENO);
    close(before);
    assert_null(root);
    rewind(err);
    text[fread(text, 1, sizeof text - 1, err)] = '\0';
    fclose(err);
    assert_contains(text, said);
}

static void a_document_is_read(void **state)
{
    (void)state;
    write_file(path, "{ \"a\": 1 }\n");
    json_t *root = cli_json_load(path, 0);
    assert_int_equal(json_integer_value(json_object_get(root, "a")), 1);
    json_decref(root);
}

static void the_line_that_is_no_json_is_named(void **state)
{
    char said[64];
    (void)state;
    write_file(path, "{ \"a\":\n  what }\n");
    snprintf(said, sizeof said, "%s:2: expected JSON: ", path);
    assert_refused(path, said);
}

static void a_file_that_cannot_be_opened_is_named_with_the_reason(void **state)
{
    (void)state;
    assert_refused("/nonexistent.json", "/nonexistent.json: No such file or directory\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_read),
        cmocka_unit_test(the_line_that_is_no_json_is_named),
        cmocka_unit_test(a_file_that_cannot_be_opened_is_named_with_the_reason),
    };
    close(mkstemp(path));
    int failed = cmocka_run_group_tests_name("json", tests, NULL, NULL);
    unlink(path);
    return failed;
}
