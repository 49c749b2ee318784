/* test_project.c -- `heapmark explain -p` on a project of two files: what is proven, what is seen,
 * and that a contradiction between the two is found. */
#include "support/cmocka_all.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL    HM_BUILD_DIR "/bin/heapmark"
#define PROJECT HM_SOURCE_DIR "/harness/tests/explain_project"
#define TRACED  "-O1", "-fno-builtin", "-fno-omit-frame-pointer", "-finstrument-functions"

#define BUILD(...)                                                                                 \
    built(SPAWN("cc", "-g", "-o", "project", PROJECT "/main.c", PROJECT "/list.c", __VA_ARGS__))
#define EXPLAIN(...) SPAWN(TOOL, "explain", "-p", PROJECT, __VA_ARGS__)

static void built(struct spawned s)
{
    if (exit_status(&s) != 0)
        fail_msg("%s", s.err);
    spawned_done(&s);
}

static void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no \"%s\" in:\n%s", part, text);
}

/* The site of `function` that calls `allocator`. */
static const json_t *site(const json_t *root, const char *function, const char *allocator)
{
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(root, "sites"), i, one)
    {
        json_t *proof = json_object_get(one, "proof");
        const char *in = json_string_value(json_object_get(one, "function"));
        const char *called = json_string_value(json_object_get(proof, "allocator"));
        if (called != NULL && strcmp(in, function) == 0 && strcmp(called, allocator) == 0)
            return one;
    }
    fail_msg("no site of %s in %s", allocator, function);
    return NULL;
}

static void assert_agreement(const json_t *root, const char *function, const char *allocator,
                             const char *agreement, json_int_t blocks)
{
    const json_t *found = site(root, function, allocator);
    assert_string_equal(json_string_value(json_object_get(found, "agreement")), agreement);
    assert_int_equal(json_integer_value(json_object_get(found, "blocks")), blocks);
}

static void check_json(const char *text)
{
    json_error_t wrong;
    json_t *root = json_loads(text, 0, &wrong);
    if (root == NULL)
        fail_msg("line %d: %s\n%s", wrong.line, wrong.text, text);
    assert_string_equal(json_string_value(json_object_get(root, "schema")),
                        "heapmark.explain-project/1");
    assert_agreement(root, "push", "malloc", "both leave", 5);
    assert_agreement(root, "sum", "malloc", "both stay", 1);
    assert_agreement(root, "main", "push", "stayed, not proven", 5); /* made inside the call */
    assert_agreement(root, "copied", "strdup", "both leave", 1);
    assert_agreement(root, "never", "strdup", "not run", 0);
    assert_agreement(root, "main", "list_alloc", "both stay", 1);
    assert_agreement(root, "list_alloc", "malloc", "both leave", 1); /* the same block */
    const json_t *again = site(root, "list_alloc", "malloc");
    assert_true(json_is_null(json_object_get(again, "stackable_blocks")));
    const json_t *first = json_array_get(json_object_get(root, "sites"), 0);
    assert_int_equal(json_integer_value(json_object_get(first, "stackable_blocks")), 5);
    const json_t *count = json_object_get(root, "count");
    assert_int_equal(json_integer_value(json_object_get(count, "allocs")), 8);
    assert_int_equal(json_integer_value(json_object_get(root, "followed")), 8);
    json_decref(root);
}

static void each_site_has_its_proof_its_run_and_how_they_agree(void **state)
{
    (void)state;
    BUILD(TRACED);
    struct spawned s = EXPLAIN("--format=json", "--", "./project");
    assert_int_equal(exit_status(&s), 0);
    check_json(s.out);
    spawned_done(&s);
}

static void a_program_without_hooks_runs_as_it_is(void **state)
{
    (void)state;
    if (access(HM_BUILD_DIR "/lib/heapmark/valgrind", X_OK) != 0)
        skip();
    BUILD("-O0");
    struct spawned s = EXPLAIN("--format=json", "./project");
    assert_int_equal(exit_status(&s), 0);
    check_json(s.out);
    spawned_done(&s);
}

static void the_text_begins_with_what_is_most_worth_a_look(void **state)
{
    (void)state;
    BUILD(TRACED);
    struct spawned s = EXPLAIN("--top=1", "--", "./project");
    assert_int_equal(exit_status(&s), 0);
    assert_has(s.out, "list.c:14:22: malloc(sizeof *n) in push\n");
    assert_has(s.out, "   count  5 blocks, 80 B; 5 could have lived on a stack\n"
                      "   =>     Both say that it leaves.\n");
    assert_null(strstr(s.out, "in sum\n"));
    assert_has(s.out, "Further sites that made blocks: 3; blocks: 3, of which 3 could have");
    assert_has(s.out, "Sites: contradicted: 0; both leave: 3;");
    assert_has(s.out, "\nAll of it counted: 8 allocs, ");
    spawned_done(&s);
}

static void a_site_proven_to_stay_and_seen_to_leave_is_named_with_status_1(void **state)
{
    (void)state;
    BUILD("-DKEEP", TRACED);
    struct spawned s = EXPLAIN("--", "./project");
    assert_int_equal(exit_status(&s), 1);
    assert_has(s.err, "list.c:22: proven to stay, and seen to leave: malloc(sizeof *total)");
    assert_has(s.out, "   =>     CONTRADICTED");
    assert_has(s.out, "Sites: contradicted: 1;");
    spawned_done(&s);
}

static void assert_cannot(struct spawned s, const char *why)
{
    assert_int_equal(exit_status(&s), 2);
    assert_string_equal(s.out, "");
    assert_has(s.err, why);
    spawned_done(&s);
}

static void what_cannot_be_run_or_read_is_one_line_and_status_2(void **state)
{
    (void)state;
    BUILD(TRACED);
    assert_cannot(EXPLAIN("--format=text"), "expected -- PROGRAM");
    assert_cannot(EXPLAIN("--", "./no_such_program"), "no_such_program");
    assert_cannot(EXPLAIN("--top=x", "--", "./project"), "--top=x: expected a number");
    assert_cannot(EXPLAIN("--format=html", "./project"), "expected text or json, found 'html'");
    assert_cannot(SPAWN(TOOL, "explain", "-p", "/nowhere", "--", "./project"),
                  "/nowhere/compile_commands.json: cannot be read");
    struct spawned s = EXPLAIN("--", "./project", "more"); /* its own arguments */
    assert_int_equal(exit_status(&s), 0);
    assert_has(s.out, "strdup(\"never\") escapes to heap");
    spawned_done(&s);
}

/* Blocks of one site live 1 to 4 frames up: one more verdict than the text shows. */
static void one_is_not_many(void **state)
{
    (void)state;
    struct spawned s =
        SPAWN("sh", "-c",
              "mkdir -p few && cd few && echo '[{\"directory\": \".\", \"file\": \"few.c\", "
              "\"command\": \"cc few.c\"}]' >compile_commands.json && echo '#include <stdlib.h>\n"
              "static void *deep(int n) { return n > 0 ? deep(n - 1) : malloc(1); }\n"
              "int main(void) { for (int i = 0; i < 4; i++) free(deep(i)); return 0; }' >few.c && "
              "${CC:-cc} -g -finstrument-functions -o few few.c && \"$0\" explain -p . -- ./few; "
              "s=$?; cd .. && rm -r few && exit $s",
              TOOL);
    assert_int_equal(exit_status(&s), 0);
    assert_has(s.out, ": 1 C file, ");
    assert_has(s.out, ": 1 site run, 4 blocks");
    assert_has(s.out, "          and 1 more verdict of 1 block\n");
    spawned_done(&s);
}

static int clean_up(void **state)
{
    (void)state;
    unlink("project");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_site_has_its_proof_its_run_and_how_they_agree),
        cmocka_unit_test(a_program_without_hooks_runs_as_it_is),
        cmocka_unit_test(the_text_begins_with_what_is_most_worth_a_look),
        cmocka_unit_test(a_site_proven_to_stay_and_seen_to_leave_is_named_with_status_1),
        cmocka_unit_test(what_cannot_be_run_or_read_is_one_line_and_status_2),
        cmocka_unit_test(one_is_not_many),
    };
    HM_NEEDS_COUNTING();
    if (access(HM_BUILD_DIR "/bin/heapmark-escape", X_OK) != 0)
        return TEST_SKIPPED;
    return cmocka_run_group_tests_name("explain -p", tests, NULL, clean_up);
}
