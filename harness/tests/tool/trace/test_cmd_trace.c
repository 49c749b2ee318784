/* test_cmd_trace.c -- `heapmark trace` on good input, and its errors for bad input.
 *
 * Method: run the built tool on sources written here. */
#include "support/cmocka_all.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define SOURCE "cmd_trace_source.c"
#define BINARY "./cmd_trace_binary"
#if defined(__aarch64__)
#define LOADER "ld-linux-aarch64.so.1"
#else
#define LOADER "ld-linux-x86-64.so.2"
#endif

static void write_source(const char *text)
{
    FILE *out = fopen(SOURCE, "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static const char factory[] = "#include <stdlib.h>\n"
                              "static void *make(void) { return malloc(16); }\n"
                              "static void op(void) { void *p = make(); free(p); }\n"
                              "int main(void) { for (int i = 0; i < 7; i++) op(); return 0; }\n";

static int clean(void **state)
{
    (void)state;
    unlink(SOURCE);
    unlink(BINARY);
    unlink("cmd_trace.svg");
    return 0;
}

/* Compile factory with these flags (NULL-terminated) to BINARY. */
static void build(const char *a, const char *b)
{
    struct spawned s = SPAWN("cc", "-o", BINARY, SOURCE, a, b);
    assert_int_equal(exit_status(&s), 0);
    spawned_done(&s);
}

static void has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no \"%s\" in:\n%s", part, text);
}

static void a_block_is_reported_with_place_home_and_advice(void **state)
{
    (void)state;
    write_source(factory);
    struct spawned s = SPAWN(TOOL, "trace", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, SOURCE ":2:34: malloc(16) outlives make: lives in op, 1 frame up; freed at " SOURCE
                      ":3; 7 of 7 blocks\n");
    has(s.out, "        for op (" SOURCE ":3:34): 7 blocks\n");
    has(s.out, "        advice: op could pass a buffer: 1 x 16 B, never more than 1 at once in "
               "this run\n");
    has(s.out, "7 blocks, 112 B in total; all 7 could have lived on a stack: in op (7, 112 B)\n");
    assert_null(strstr(s.out, "does not escape"));
    spawned_done(&s);
}

static void the_json_names_its_schema_and_keeps_the_events(void **state)
{
    (void)state;
    write_source(factory);
    struct spawned s = SPAWN(TOOL, "trace", "--json", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    json_t *all = json_loads(s.out, 0, NULL);
    assert_non_null(all);
    assert_string_equal(json_string_value(json_object_get(all, "schema")), "heapmark-trace/1");
    json_t *site = json_array_get(json_object_get(all, "sites"), 0);
    assert_int_equal(json_integer_value(json_object_get(site, "blocks")), 7);
    assert_int_equal(json_integer_value(json_object_get(site, "depth_max")), 1);
    assert_string_equal(json_string_value(json_object_get(site, "home_function")), "op");
    size_t enters = 0, index;
    json_t *event;
    json_array_foreach(json_object_get(all, "events"), index, event) enters +=
        strcmp(json_string_value(json_object_get(event, "kind")), "enter") == 0;
    event = json_array_get(json_object_get(all, "events"), 0);
    assert_string_equal(json_string_value(json_object_get(event, "function")), "main");
    assert_string_equal(json_string_value(json_object_get(event, "file")), SOURCE);
    assert_int_equal(json_integer_value(json_object_get(event, "line")), 4);
    assert_int_equal(enters, 1 + 7 + 7);
    json_decref(all);
    spawned_done(&s);
}

static void op_leaves_out_what_other_functions_make(void **state)
{
    (void)state;
    write_source("#include <stdlib.h>\nvoid other(void);\nvoid other(void) {}\n"
                 "int main(void) { other(); free(malloc(16)); return 0; }\n");
    struct spawned s = SPAWN(TOOL, "trace", "--op=other", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, "no block was made inside other\n");
    spawned_done(&s);
}

static void an_op_that_is_not_compiled_for_tracing_is_an_error(void **state)
{
    (void)state;
    write_source("#include <stdlib.h>\n#include <string.h>\n"
                 "int main(void) { free(strdup(\"a\")); return 0; }\n");
    struct spawned s = SPAWN(TOOL, "trace", "--op=strdup", "--svg=cmd_trace.svg", SOURCE);
    assert_int_equal(exit_status(&s), 2);
    assert_string_equal(s.err, "heapmark trace: --op=strdup: no function of that name was compiled "
                               "for tracing\n");
    assert_int_not_equal(access("cmd_trace.svg", F_OK), 0);
    spawned_done(&s);
}

static void the_picture_marks_the_escape_in_words(void **state)
{
    (void)state;
    write_source(factory);
    struct spawned s = SPAWN(TOOL, "trace", "--picture", "--svg=cmd_trace.svg", "--op=op", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, "One call of op");
    has(s.out, "outlives make: lives in op\n");
    spawned_done(&s);
    char *svg = read_whole("cmd_trace.svg");
    assert_non_null(svg);
    has(svg, "<title id=\"title\">One call of op");
    has(svg, "op: home of 1 block");
    free(svg);
}

static void a_false_want_and_a_missing_one_are_differences(void **state)
{
    (void)state;
    write_source("#include <stdlib.h>\n"
                 "int main(void)\n{\n"
                 "    void *p = malloc(8); // WANT \"outlives main\"\n"
                 "    free(p);\n    return 0;\n}\n");
    struct spawned s = SPAWN(TOOL, "trace", "--check", SOURCE);
    assert_int_equal(exit_status(&s), 1);
    has(s.err, SOURCE ":4:15: unexpected: malloc(8) not seen to escape main (1 of 1)");
    has(s.err, SOURCE ":4: missing: \"outlives main\"");
    spawned_done(&s);
}

static void a_source_that_does_not_compile_is_the_compilers_to_explain(void **state)
{
    (void)state;
    write_source("int main(void) { return nothing; }\n");
    struct spawned s = SPAWN(TOOL, "trace", SOURCE);
    assert_int_equal(exit_status(&s), 2);
    has(s.err, "nothing");
    assert_string_equal(s.out, "");
    spawned_done(&s);
}

static void a_program_without_the_flags_runs_under_valgrind_or_is_told_how_to_get_them(void **state)
{
    (void)state;
    write_source(factory);
    build("-g", "-O0");
    struct spawned s = SPAWN(TOOL, "trace", BINARY);
    if (access(HM_BUILD_DIR "/lib/heapmark/valgrind/heapmark-amd64-linux", X_OK) == 0) {
        assert_int_equal(exit_status(&s), 0);
        has(s.err, "not compiled for tracing, so it runs under Valgrind (--any)");
        has(s.out, "frames are source frames");
    } else {
        assert_int_equal(exit_status(&s), 2);
        has(s.err, "-g -finstrument-functions");
    }
    spawned_done(&s);
}

static void a_static_program_is_refused(void **state)
{
    (void)state;
    write_source(factory);
    build("-static", "-finstrument-functions");
    struct spawned s = SPAWN(TOOL, "trace", BINARY);
    assert_int_equal(exit_status(&s), 2);
    has(s.err, "statically linked");
    spawned_done(&s);
}

static void a_program_that_cannot_be_executed_is_told_once(void **state)
{
    (void)state;
    write_source(factory);
    struct spawned s = SPAWN("cc", SOURCE, "-o", BINARY, "-Wl,--dynamic-linker=/no/" LOADER);
    assert_int_equal(exit_status(&s), 0);
    spawned_done(&s);
    s = SPAWN(TOOL, "trace", BINARY);
    assert_int_equal(exit_status(&s), 2);
    assert_string_equal(s.err, "heapmark trace: " BINARY ": No such file or directory\n");
    assert_string_equal(s.out, "");
    spawned_done(&s);
}

static void a_compiler_that_is_not_there_is_told(void **state)
{
    (void)state;
    write_source(factory);
    struct spawned s = SPAWN(TOOL, "trace", "--cc=./no-such-cc", SOURCE);
    assert_int_equal(exit_status(&s), 2);
    assert_string_equal(s.err, "heapmark trace: ./no-such-cc: No such file or directory\n");
    spawned_done(&s);
}

static void without_debug_information_functions_are_named_and_it_is_said(void **state)
{
    (void)state;
    write_source(factory);
    build("-finstrument-functions", "-fno-omit-frame-pointer");
    struct spawned s = SPAWN(TOOL, "trace", BINARY);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, "malloc(16) outlives make: lives in op, 1 frame up");
    has(s.out, "note: no debug information");
    spawned_done(&s);
}

static void a_source_that_is_newer_than_the_program_is_named(void **state)
{
    (void)state;
    write_source(factory);
    build("-g", "-finstrument-functions");
    struct spawned s = SPAWN(TOOL, "trace", BINARY);
    assert_string_equal(s.err, "");
    spawned_done(&s);
    assert_int_equal(system("touch -r " BINARY " -d '+1 hour' " SOURCE), 0);
    struct spawned trace = SPAWN(TOOL, "trace", BINARY);
    struct spawned run = SPAWN(TOOL, "run", "--sites", "--", BINARY);
    has(trace.err, "heapmark trace: " SOURCE " is newer than /");
    has(run.err, "heapmark run: " SOURCE " is newer than /");
    has(trace.err, "/cmd_trace_binary, so lines of it may be wrong\n");
    spawned_done(&trace);
    spawned_done(&run);
}

static void a_killed_program_is_reported_as_far_as_it_came(void **state)
{
    (void)state;
    write_source("#include <signal.h>\n#include <stdlib.h>\n"
                 "static void *volatile kept;\n"
                 "int main(void)\n{\n"
                 "    kept = malloc(8);\n    raise(SIGKILL);\n    return 0;\n}\n");
    struct spawned s = SPAWN(TOOL, "trace", SOURCE);
    assert_int_equal(exit_status(&s), 1);
    has(s.out, "malloc(8) outlives main: not freed; 1 of 1 block");
    has(s.out, "killed by signal 9");
    spawned_done(&s);
}

static void blocks_beyond_the_limit_are_said_to_be_dropped(void **state)
{
    (void)state;
    write_source("#include <stdlib.h>\n"
                 "int main(void)\n{\n    static void *p[50];\n"
                 "    for (int i = 0; i < 50; i++) p[i] = malloc(8);\n"
                 "    for (int i = 0; i < 50; i++) free(p[i]);\n    return 0;\n}\n");
    struct spawned s = SPAWN(TOOL, "trace", "--max-blocks=20", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, "unknown: too many blocks were alive at once; 30 of 50 blocks");
    has(s.out, "note: 30 blocks were counted but not followed");
    spawned_done(&s);
}

/* 10^7 blocks alive at once: the program itself needs 400 MB. The tracer may need at most 64 B for
 * each of the 4 * 2^20 blocks that it follows; the reader needs some memory too. */
static void ten_million_blocks_alive_at_once_are_counted_in_bounded_memory(void **state)
{
    struct rusage usage;
    (void)state;
    write_source("#include <stdlib.h>\n"
                 "enum { MANY = 10000000 };\nstatic void *block[MANY];\n"
                 "int main(void)\n{\n"
                 "    for (int i = 0; i < MANY; i++)\n        block[i] = malloc(8);\n"
                 "    for (int i = 0; i < MANY; i++)\n        free(block[i]);\n"
                 "    return 0;\n}\n");
    struct spawned s = SPAWN(TOOL, "trace", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, "not seen to escape main (4194304 of 10000000)");
    has(s.out, "unknown: too many blocks were alive at once; 5805696 of 10000000 blocks");
    has(s.out, "note: 5805696 blocks were counted but not followed");
    spawned_done(&s);
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
    assert_in_range(usage.ru_maxrss, 400 << 10, 750 << 10); /* KiB */
}

static void a_named_wrapper_gives_way_to_its_caller(void **state)
{
    (void)state;
    write_source("#include <stdlib.h>\n"
                 "static void *room(size_t n) { return malloc(n); }\n"
                 "static void op(void) { void *p = room(16); free(p); }\n"
                 "int main(void) { op(); return 0; }\n");
    struct spawned s = SPAWN(TOOL, "trace", "--wrapper=room", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, SOURCE ":3:34: room(16) not seen to escape op (1 of 1)");
    spawned_done(&s);
}

static void the_ladder_names_a_frame_for_each_block_and_nothing_for_rungs_without(void **state)
{
    (void)state;
    struct spawned s = SPAWN(TOOL, "trace", "--quiet", HM_BUILD_DIR "/bin/set_c_1_bench_traced",
                             "--benchtime=10x");
    assert_int_equal(exit_status(&s), 0);
    has(s.out, "2_constants.c:17:26: malloc(32) not seen to escape set_constants (10 of 10)");
    has(s.out, "malloc(8) outlives box_int_1_8: lives in read_boxed (10) or set (10) or "
               "set_all_boxed (10), 2..5");
    assert_null(strstr(s.out, "/3_known_callee.c:"));
    assert_null(strstr(s.out, "/4_borrowed_array.c:"));
    assert_null(strstr(s.out, "/5_tagged_union.c:"));
    assert_null(strstr(s.out, "/typed.c:"));
    spawned_done(&s);
}

static void a_partly_instrumented_program_is_charged_as_far_as_its_hooks_go(void **state)
{
    (void)state;
    write_source("#include <stdlib.h>\n"
                 "#define PLAIN __attribute__((no_instrument_function, noinline))\n"
                 "PLAIN static char *make(void) { char *p = malloc(16); p[0] = 0; return p; }\n"
                 "PLAIN static char *hand_on(void) { char *p = make(); p[1] = 0; return p; }\n"
                 "static void op(void) { char *p = hand_on(); free(p); }\n"
                 "PLAIN int main(void) { op(); free(make()); return 0; }\n");
    struct spawned s = SPAWN(TOOL, "trace", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, SOURCE ":5:34: hand_on's malloc(16) not seen to escape op (1 of 1)\n");
    has(s.out, "malloc(16) unknown: made below no instrumented function; 1 of 1 block\n");
    spawned_done(&s);
}

/* The realloc that makes it smaller does not count. */
static void a_block_that_grows_is_said_to_whatever_its_end(void **state)
{
    (void)state;
    write_source("#include <stdlib.h>\n"
                 "int main(void)\n{\n    char *p = malloc(8);\n"
                 "    for (size_t n = 16; n <= 64; n *= 2) p = realloc(p, n);\n"
                 "    p = realloc(p, 5);\n    return p == NULL;\n}\n");
    struct spawned s = SPAWN(TOOL, "trace", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, "outlives main: not freed; 1 of 1 block\n");
    has(s.out, "        grown: 1 block by 3 reallocs, from 8 B to 64 B\n");
    spawned_done(&s);
}

static void blocks_of_several_callers_in_one_home_are_alive_together(void **state)
{
    (void)state;
    write_source("#include <stdlib.h>\n"
                 "static void *make(void) { return malloc(16); }\n"
                 "static void op(void) { void *p = make(); void *q = make(); free(p); free(q); }\n"
                 "int main(void) { op(); op(); return 0; }\n");
    struct spawned s = SPAWN(TOOL, "trace", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, "op could pass a buffer: 2 x 16 B, never more than 2 at once in this run\n");
    spawned_done(&s);
}

static void chains_of_callers_are_whole_and_recursion_is_folded(void **state)
{
    (void)state;
    write_source(
        "#include <stdlib.h>\n"
        "static void *down(int n)\n"
        "{\n"
        "    void *p = n > 0 ? down(n - 1) : malloc(8);\n"
        "    return p;\n"
        "}\n"
        "static void *op(int n) { void *p = down(n); return p; }\n"
        "int main(void) { free(op(3)); free(op(40)); free(op(5000)); op(300); return 0; }\n");
    struct spawned s = SPAWN(TOOL, "trace", "--op=op", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, "        for down (" SOURCE ":4:23) x 5000 <- op (" SOURCE ":7:36) <- main");
    has(s.out, "        for down (" SOURCE ":4:23) x 300 <- op (" SOURCE ":7:36) <- main");
    has(s.out, "4 blocks, 32 B in total, made inside op;");
    assert_null(strstr(s.out, "..."));
    assert_null(strstr(s.out, "too deep"));
    spawned_done(&s);
}

static void the_rest_of_the_sites_is_summed_and_a_large_frame_warned_of(void **state)
{
    (void)state;
    write_source("#include <stdlib.h>\n"
                 "static void small(void) { free(malloc(8)); free(malloc(9)); }\n"
                 "static void large(void) { free(malloc(5000)); }\n"
                 "int main(void) { small(); small(); large(); return 0; }\n");
    struct spawned s = SPAWN(TOOL, "trace", "--filter=small", "--top=1", "--sort=line", SOURCE);
    assert_int_equal(exit_status(&s), 0);
    has(s.out, SOURCE ":2:27: malloc(8) not seen");
    has(s.out,
        "and 2 more sites not shown: 3 blocks, 5018 B, of which 3, 5018 B, could have lived on "
        "a stack (--top, --filter)\n5 blocks, 5034 B in total; all 5 could");
    has(s.out, "more than 4096 B (--stack-budget=BYTES): large 5000 B\n");
    spawned_done(&s);
    s = SPAWN(TOOL, "trace", "--stack-budget=16", "--sort=bytes", SOURCE);
    has(s.out, "(--stack-budget=BYTES): large 5000 B, small 17 B\n");
    assert_int_equal(strncmp(s.out, SOURCE ":3", strlen(SOURCE) + 2), 0);
    spawned_done(&s);
}

static void wrong_usage_is_named(void **state)
{
    (void)state;
    struct spawned s = SPAWN(TOOL, "trace", "--nonsense", SOURCE);
    assert_int_equal(exit_status(&s), 2);
    has(s.err, "no such option: --nonsense");
    spawned_done(&s);
    s = SPAWN(TOOL, "trace");
    assert_int_equal(exit_status(&s), 2);
    has(s.err, "heapmark trace: expected a program or C files; ");
    spawned_done(&s);
    static const char *const wrong[][2] = {
        { "--format=xml", "--format=xml: expected dhat, pprof, folded or sarif" },
        { "--out=file", "--out names the file of --format, which is not given" },
        { "/no/such/program", "/no/such/program: No such file or directory" },
        { "/", "/: is a directory" },
        { "/etc/passwd", "/etc/passwd: not executable: Permission denied" },
        { "no_such_program_in_path", "no_such_program_in_path: no such program in PATH" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        s = SPAWN(TOOL, "trace", wrong[i][0]);
        assert_int_equal(exit_status(&s), 2);
        has(s.err, wrong[i][1]);
        spawned_done(&s);
    }
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_block_is_reported_with_place_home_and_advice, clean),
        cmocka_unit_test_teardown(the_json_names_its_schema_and_keeps_the_events, clean),
        cmocka_unit_test_teardown(op_leaves_out_what_other_functions_make, clean),
        cmocka_unit_test_teardown(an_op_that_is_not_compiled_for_tracing_is_an_error, clean),
        cmocka_unit_test_teardown(the_picture_marks_the_escape_in_words, clean),
        cmocka_unit_test_teardown(a_false_want_and_a_missing_one_are_differences, clean),
        cmocka_unit_test_teardown(a_source_that_does_not_compile_is_the_compilers_to_explain,
                                  clean),
        cmocka_unit_test_teardown(
            a_program_without_the_flags_runs_under_valgrind_or_is_told_how_to_get_them, clean),
        cmocka_unit_test_teardown(a_static_program_is_refused, clean),
        cmocka_unit_test_teardown(a_program_that_cannot_be_executed_is_told_once, clean),
        cmocka_unit_test_teardown(a_compiler_that_is_not_there_is_told, clean),
        cmocka_unit_test_teardown(without_debug_information_functions_are_named_and_it_is_said,
                                  clean),
        cmocka_unit_test_teardown(a_source_that_is_newer_than_the_program_is_named, clean),
        cmocka_unit_test_teardown(a_killed_program_is_reported_as_far_as_it_came, clean),
        cmocka_unit_test_teardown(blocks_beyond_the_limit_are_said_to_be_dropped, clean),
        cmocka_unit_test_teardown(ten_million_blocks_alive_at_once_are_counted_in_bounded_memory,
                                  clean),
        cmocka_unit_test_teardown(a_named_wrapper_gives_way_to_its_caller, clean),
        cmocka_unit_test_teardown(the_rest_of_the_sites_is_summed_and_a_large_frame_warned_of,
                                  clean),
        cmocka_unit_test(the_ladder_names_a_frame_for_each_block_and_nothing_for_rungs_without),
        cmocka_unit_test_teardown(a_partly_instrumented_program_is_charged_as_far_as_its_hooks_go,
                                  clean),
        cmocka_unit_test_teardown(a_block_that_grows_is_said_to_whatever_its_end, clean),
        cmocka_unit_test_teardown(blocks_of_several_callers_in_one_home_are_alive_together, clean),
        cmocka_unit_test_teardown(chains_of_callers_are_whole_and_recursion_is_folded, clean),
        cmocka_unit_test_teardown(wrong_usage_is_named, clean),
    };
    return cmocka_run_group_tests_name("cmd_trace", tests, NULL, NULL);
}
