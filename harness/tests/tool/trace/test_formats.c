/* test_formats.c -- a trace as a file for other viewers: every block is in it, with its end.
 *
 * Method: run the built tool. */
#include "support/cmocka_all.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define SOURCE "test_formats_source.c"

static const char factory[] = "#include <stdlib.h>\n"
                              "static void *make(void) { return malloc(16); }\n"
                              "static void op(void) { void *p = make(); free(p); }\n"
                              "int main(void) { for (int i = 0; i < 7; i++) op(); return 0; }\n";

static void has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no \"%s\" in:\n%s", part, text);
}

static void the_files_for_other_viewers_have_every_block_and_its_end(void **state)
{
    (void)state;
    write_script(SOURCE, factory, 0644);
    struct spawned dhat = SPAWN(TOOL, "trace", "--format=dhat", SOURCE);
    assert_int_equal(exit_status(&dhat), 0);
    has(dhat.out, "\"bklt\":true");
    has(dhat.out, "\"cmd\":\"" SOURCE "\"");
    /* born, return of make, freed: three events, two steps */
    has(dhat.out,
        "{\"tb\":112,\"tbk\":7,\"tl\":14,\"mb\":16,\"mbk\":1,\"gb\":16,\"gbk\":1,\"eb\":0,"
        "\"ebk\":0,\"fs\":[1,2,3,4]}");
    struct spawned folded = SPAWN(TOOL, "trace", "--format=folded", SOURCE);
    assert_string_equal(folded.out, "main;op;make;" SOURCE ":2;outlives make: lives in op, 1 frame "
                                    "up 7\n");
    struct spawned cut = SPAWN(TOOL, "trace", "--format=dhat", "--max-events=3", SOURCE);
    assert_int_equal(exit_status(&cut), 0);
    has(cut.out, "\"bklt\":false");
    has(cut.err, "the file has totals alone\n");
    struct spawned sarif = SPAWN(TOOL, "trace", "--format=sarif", SOURCE);
    has(sarif.out, "\"ruleId\":\"outlived\"");
    has(sarif.out, "\"occurrenceCount\":7");
    spawned_done(&dhat);
    spawned_done(&folded);
    spawned_done(&cut);
    spawned_done(&sarif);
    unlink(SOURCE);
}

static json_int_t sum(const json_t *list, const char *key)
{
    size_t i;
    const json_t *one;
    json_int_t n = 0;
    json_array_foreach(list, i, one) n += json_integer_value(json_object_get(one, key));
    return n;
}

/* Threads, blocks that stay, growing blocks, jumps: split by path and end, all are there. */
static void the_paths_of_a_trace_add_up_to_its_sites(void **state)
{
    static const char *const programs[] = { "thread_leaves_block", "sometimes", "realloc_grows",
                                            "longjmp_lands_on_dead" };
    (void)state;
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        char source[512];
        snprintf(source, sizeof source, "%s/harness/tests/trace/%s.c", HM_SOURCE_DIR, programs[i]);
        struct spawned s =
            SPAWN(TOOL, "trace", "--quiet", "--json=test_formats.json", "--format=dhat", source);
        assert_int_equal(exit_status(&s), 0);
        json_t *dhat = json_loads(s.out, 0, NULL),
               *all = json_load_file("test_formats.json", 0, NULL);
        const json_t *points = json_object_get(dhat, "pps"), *sites = json_object_get(all, "sites");
        assert_true(json_is_true(json_object_get(dhat, "bklt")));
        assert_true(sum(sites, "blocks") > 0);
        assert_int_equal(sum(points, "tbk"), sum(sites, "blocks"));
        assert_int_equal(sum(points, "tb"), sum(sites, "bytes"));
        assert_int_equal(sum(points, "ebk"), sum(sites, "not_freed"));
        json_decref(dhat);
        json_decref(all);
        unlink("test_formats.json");
        spawned_done(&s);
    }
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_files_for_other_viewers_have_every_block_and_its_end),
        cmocka_unit_test(the_paths_of_a_trace_add_up_to_its_sites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
