/* test_escape.c -- `heapmark escape` gives the verdicts that the corpus in tests/escape states,
 * never says that an escaping block stays, and answers bad input with one line and status 2.
 *
 * Method: run the built tool. If it was built without LLVM, only its error message is tested. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "support/counted.h"
#include "support/spawn.h"
#include "support/text.h"

#define TOOL        HM_BUILD_DIR "/bin/heapmark"
#define HELPER      HM_BUILD_DIR "/bin/heapmark-escape"
#define CORPUS      HM_SOURCE_DIR "/harness/tests/escape"
#define ESCAPE(...) SPAWN(TOOL, "escape", "--no-o2", __VA_ARGS__)

/* A --check run must find no difference; its numbers are added to totals. */
static void check_corpus(struct spawned s, const char *what, size_t totals[2])
{
    size_t wanted = 0, imprecise = 0;
    if (exit_status(&s) != 0)
        fail_msg("%s: status %d\n%s%s", what, exit_status(&s), s.out, s.err);
    assert_int_equal(
        sscanf(s.out, "%zu wanted, %*u matched, %*u unexpected, %zu known", &wanted, &imprecise),
        2);
    totals[0] += wanted;
    totals[1] += imprecise;
    spawned_done(&s);
}

static void the_corpus_gets_the_verdicts_it_states(void **state)
{
    static const char *const files[] = {
        CORPUS "/calls.c",   CORPUS "/stores.c",  CORPUS "/results.c",   CORPUS "/loops.c",
        CORPUS "/numbers.c", CORPUS "/library.c", CORPUS "/sizes.c",     CORPUS "/laundered.c",
        CORPUS "/kept.c",    CORPUS "/twice.c",   CORPUS "/own_names.c", CORPUS "/hooks.c",
        CORPUS "/text.c"
    };
    size_t totals[2] = { 0, 0 };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        check_corpus(ESCAPE("--check", "--sites", files[i], "--", "-D_GNU_SOURCE"), files[i],
                     totals);
    print_message("%zu sites, %zu known to be imprecise\n", totals[0], totals[1]);
    assert_true(totals[0] >= 100);
    assert_true(totals[1] * 20 <= totals[0]); /* at least 95 % right */
}

static void parameters_and_locals_get_the_words_of_go(void **state)
{
    size_t totals[2] = { 0, 0 };
    (void)state;
    check_corpus(ESCAPE("--check", CORPUS "/params.c"), "params.c", totals);
}

static void several_files_are_one_program(void **state)
{
    size_t totals[2] = { 0, 0 };
    (void)state;
    check_corpus(ESCAPE("--check", "--sites", CORPUS "/linked_main.c", CORPUS "/linked_lib.c"),
                 "linked", totals);
    struct spawned alone = ESCAPE("--sites", CORPUS "/linked_main.c");
    assert_contains(alone.out, "escapes to heap: passed to external function look");
    spawned_done(&alone);
}

static void allocators_can_be_named(void **state)
{
    size_t totals[2] = { 0, 0 };
    (void)state;
    check_corpus(ESCAPE("--check", "--sites", "--alloc=my_malloc", "--alloc=my_realloc",
                        "--free=my_free", CORPUS "/named.c"),
                 "named.c", totals);
    struct spawned unnamed = ESCAPE("--sites", CORPUS "/named.c");
    assert_int_equal(exit_status(&unnamed), 0);
    assert_contains(unnamed.err, "--alloc=NAME");
    spawned_done(&unnamed);
}

static void allocators_behind_pointers_can_be_named(void **state)
{
    size_t totals[2] = { 0, 0 };
    (void)state;
    check_corpus(ESCAPE("--check", "--sites", "--alloc=hooks->allocate",
                        "--alloc=state->hooks.allocate", "--alloc=pointer", "--free=hooks->release",
                        "--free=release", CORPUS "/hooks_named.c"),
                 "hooks_named.c", totals);
    struct spawned unnamed = ESCAPE("--sites", CORPUS "/hooks_named.c");
    assert_string_equal(unnamed.out, "");
    spawned_done(&unnamed);
}

/* What a compiler does with an indirect call is not read from its assembly. */
static void the_o2_column_does_not_call_an_indirect_allocation_deleted(void **state)
{
    (void)state;
    struct spawned s = SPAWN(TOOL, "escape", "--sites", CORPUS "/hooks.c");
    assert_int_equal(exit_status(&s), 0);
    assert_null(strstr(s.out, "get(sizeof *p) does not escape  [-O2"));
    assert_contains(s.out, "get(sizeof *p) does not escape");
    spawned_done(&s);
}

/* With the flags of a real build no file appears beside the source, and gcc's own are no error. */
static void flags_of_a_build_write_nothing(void **state)
{
    (void)state;
    struct spawned made = SPAWN("mkdir", "-p", "escape_build");
    spawned_done(&made);
    write_file("escape_build/one.c",
               "#include <stdlib.h>\n"
               "void *one(void);\nvoid *one(void) { return malloc(VALUE); }\n");
    write_file("escape_build/one.d", "as it was\n");
    struct spawned s =
        SPAWN("sh", "-c",
              "cd escape_build && exec \"$0\" escape --sites one.c -- -MMD -MP -MF one.d "
              "-MT one.o --coverage -save-temps -save-temps=obj -fstack-usage -oone "
              "-o two -gsplit-dwarf -dumpdir three -dumpbase four -fprofile-generate "
              "-fprofile-arcs -ftest-coverage -fdump-tree-all -fcallgraph-info "
              "-Wp,-MMD,five.d -Wa,-a=six -c -fconserve-stack -fno-ipa-sra "
              "-mpreferred-stack-boundary=4 -DVALUE=8",
              TOOL);
    if (exit_status(&s) != 0)
        fail_msg("status %d\n%s", exit_status(&s), s.err);
    assert_contains(s.out, "malloc(VALUE) escapes to heap");
    assert_contains(s.out, "[-O2: gcc kept, clang kept]");
    spawned_done(&s);
    struct spawned listed = SPAWN("sh", "-c", "cd escape_build && ls -A && cat one.d");
    assert_string_equal(listed.out, "one.c\none.d\nas it was\n");
    spawned_done(&listed);
    struct spawned removed = SPAWN("rm", "-r", "escape_build");
    spawned_done(&removed);
}

/* One line on stderr with `part` in it (after the compiler's own), nothing on stdout, status 2. */
static void assert_cannot(struct spawned s, const char *part)
{
    assert_int_equal(exit_status(&s), 2);
    assert_string_equal(s.out, "");
    assert_contains(s.err, part);
    spawned_done(&s);
}

static void a_project_gives_each_file_its_own_flags(void **state)
{
    (void)state;
    struct spawned made = SPAWN("mkdir", "-p", "escape_project/src", "escape_project/inc");
    spawned_done(&made);
    write_file("escape_project/inc/own.h", "#include <stdlib.h>\n");
    write_file("escape_project/src/a.c",
               "#include \"own.h\"\nvoid *a(void) { return malloc(N); }\n");
    write_file("escape_project/src/b.c",
               "#include \"own.h\"\nvoid *b(void) { return malloc(M); }\n");
    write_file("escape_project/compile_commands.json",
               "[{\"directory\": \".\", \"file\": \"src/a.c\", \"command\":"
               " \"ccache gcc -Iinc -DN=\\\"(4 + 1)\\\" -MMD -fconserve-stack -o a.o -c src/a.c\"},"
               " {\"directory\": \"src\", \"file\": \"b.c\", \"arguments\":"
               " [\"gcc\", \"-I\", \"../inc\", \"-DM=9\", \"-c\", \"b.c\"]},"
               " {\"directory\": \".\", \"file\": \"c.cc\", \"command\": \"g++ c.cc\"}]");
    struct spawned all = ESCAPE("--json", "--sites", "-p", "escape_project");
    if (exit_status(&all) != 0)
        fail_msg("status %d\n%s", exit_status(&all), all.err);
    assert_contains(all.out, "\"size_bytes\": 5");
    assert_contains(all.out, "\"size_bytes\": 9");
    spawned_done(&all);
    struct spawned one = ESCAPE("--sites", "-p", "escape_project", "escape_project/src/b.c");
    assert_contains(one.out, "escape_project/src/b.c:2:24: malloc(M) escapes to heap");
    assert_null(strstr(one.out, "a.c"));
    spawned_done(&one);
    struct spawned listed = SPAWN("sh", "-c", "ls -A escape_project escape_project/src");
    assert_string_equal(listed.out, "escape_project:\ncompile_commands.json\ninc\nsrc\n\n"
                                    "escape_project/src:\na.c\nb.c\n");
    spawned_done(&listed);
    write_file("escape_project/compile_commands.json", "[{\"file\": \"src/a.c\"}]");
    assert_cannot(ESCAPE("-p", "escape_project"), "has no \"file\" with");
    write_file("escape_project/compile_commands.json", "[");
    assert_cannot(ESCAPE("-p", "escape_project"), "escape_project/compile_commands.json:1: ");
    assert_cannot(ESCAPE("-p", "escape_absent"), "escape_absent/compile_commands.json: cannot");
    struct spawned removed = SPAWN("rm", "-r", "escape_project");
    spawned_done(&removed);
}

/* In a build of several programs a function may be there twice; no file trusts another's. */
static void a_project_may_have_two_programs(void **state)
{
    (void)state;
    struct spawned made = SPAWN("mkdir", "-p", "escape_two");
    spawned_done(&made);
    write_file("escape_two/a.c", "#include <stdlib.h>\nvoid use(int *p);\n"
                                 "void use(int *p) { *p = 1; }\n"
                                 "int main(void) { int *p = malloc(4); *p = 0; free(p); }\n");
    write_file("escape_two/b.c", "#include <stdlib.h>\nvoid use(int *p);\nstatic int *kept;\n"
                                 "void use(int *p) { kept = p; }\n"
                                 "int main(void) { use(malloc(8)); return *kept; }\n");
    write_file("escape_two/both.c", "#include <stdlib.h>\nvoid use(int *p);\nvoid both(void);\n"
                                    "void both(void) { use(malloc(16)); }\n");
    write_file("escape_two/compile_commands.json",
               "[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"cc -c a.c\"},"
               " {\"directory\": \".\", \"file\": \"b.c\", \"command\": \"cc -c b.c\"},"
               " {\"directory\": \".\", \"file\": \"both.c\", \"command\": \"cc -c both.c\"}]");
    struct spawned s = ESCAPE("--sites", "-p", "escape_two");
    assert_int_equal(exit_status(&s), 0);
    assert_contains(s.out, "a.c:4:27: malloc(4) does not escape");
    assert_contains(s.out, "b.c:5:22: malloc(8) escapes to heap: passed to use: stored in global");
    assert_contains(s.out, "both.c:4:23: malloc(16) escapes to heap: passed to replaceable");
    spawned_done(&s);
    struct spawned files = ESCAPE("escape_two/a.c", "escape_two/b.c");
    assert_int_equal(exit_status(&files), 2); /* what is named as one program is one */
    spawned_done(&files);
    struct spawned removed = SPAWN("rm", "-r", "escape_two");
    spawned_done(&removed);
}

static void a_reader_that_goes_away_is_no_fault(void **state)
{
    (void)state;
    struct spawned s =
        SPAWN("sh", "-c", "{ sleep 0.3; \"$0\" escape --no-o2 \"$1\" -- -D_GNU_SOURCE; } | true",
              TOOL, CORPUS "/calls.c");
    assert_null(strstr(s.err, "LLVM"));
    spawned_done(&s);
}

/* --check must report both kinds of difference: a missing message, and an unexpected one. */
static void check_fails_both_ways(void **state)
{
    (void)state;
    write_file("escape_missing.c", "int f(void) { return 0; } // WANT \"escapes to heap\"\n");
    struct spawned missing = ESCAPE("--check", "escape_missing.c");
    assert_int_equal(exit_status(&missing), 1);
    assert_contains(missing.out, "escape_missing.c:1: missing: \"escapes to heap\"");
    spawned_done(&missing);

    write_file("escape_unexpected.c", "#include <stdlib.h>\nvoid *f(void) { return malloc(8); }\n");
    struct spawned unexpected = ESCAPE("--check", "escape_unexpected.c");
    assert_int_equal(exit_status(&unexpected), 1);
    assert_contains(unexpected.out, "escape_unexpected.c:2:24: unexpected: malloc(8) escapes");
    spawned_done(&unexpected);
    unlink("escape_missing.c");
    unlink("escape_unexpected.c");
}

static void why_prints_the_uses_that_led_there(void **state)
{
    (void)state;
    struct spawned s = ESCAPE("--why", "--sites", CORPUS "/linked_main.c", CORPUS "/linked_lib.c");
    assert_contains(s.out, "linked_main.c:17:11:     from passed to store at ");
    assert_contains(s.out, "linked_main.c:17:11:     from stored in global kept at ");
    spawned_done(&s);
}

static json_t *first_site(const json_t *document)
{
    json_t *sites = json_object_get(document, "sites");
    assert_true(json_is_array(sites) && json_array_size(sites) > 0);
    return json_array_get(sites, 0);
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (text == NULL)
        fail_msg("no text under '%s'", key);
    return text;
}

static void sarif_has_the_place_the_rule_and_the_use_that_stopped_the_proof(void **state)
{
    (void)state;
    struct spawned s = ESCAPE("--format=sarif", "--sites", "--no-o2", CORPUS "/linked_lib.c");
    json_t *document = json_loads(s.out, 0, NULL);
    assert_non_null(document);
    const json_t *run = json_array_get(json_object_get(document, "runs"), 0);
    const json_t *first = json_array_get(json_object_get(run, "results"), 0);
    assert_string_equal(text_of(first, "ruleId"), "site-escapes");
    assert_string_equal(text_of(first, "level"), "note");
    const json_t *related = json_array_get(json_object_get(first, "relatedLocations"), 0);
    assert_string_equal(text_of(json_object_get(related, "message"), "text"),
                        "returned from same_name");
    json_decref(document);
    spawned_done(&s);
}

static void json_has_the_keys_that_join(void **state)
{
    (void)state;
    struct spawned s = ESCAPE("--json", "--sites", CORPUS "/linked_lib.c");
    json_error_t error;
    json_t *document = json_loads(s.out, 0, &error);
    if (document == NULL)
        fail_msg("line %d: %s\n%s", error.line, error.text, s.out);
    assert_string_equal(text_of(document, "schema"), "heapmark-escape/1");
    const json_t *site = first_site(document);
    assert_string_equal(text_of(site, "file"), CORPUS "/linked_lib.c");
    assert_int_equal(json_integer_value(json_object_get(site, "line")), 18);
    assert_int_equal(json_integer_value(json_object_get(site, "column")), 12);
    assert_string_equal(text_of(site, "function"), "same_name");
    assert_string_equal(text_of(site, "allocator"), "malloc");
    assert_string_equal(text_of(site, "verdict"), "escapes to heap");
    assert_string_equal(text_of(site, "reason"), "returned from same_name");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(site, "at"), "line")), 18);
    assert_int_equal(json_integer_value(json_object_get(site, "size_bytes")), 16);
    json_decref(document);
    spawned_done(&s);
}

static void the_o2_column_is_what_the_compilers_left(void **state)
{
    (void)state;
    if (system("command -v clang >/dev/null") != 0)
        skip();
    write_file("escape_o2.c",
               "#include <stdlib.h>\n"
               "int gone(void) { int *p = malloc(4); *p = 1; int r = *p; free(p); return r; }\n"
               "void *kept(void) { return malloc(4); }\n");
    struct spawned s = SPAWN(TOOL, "escape", "--sites", "--clang=clang", "escape_o2.c");
    assert_int_equal(exit_status(&s), 0);
    assert_contains(
        s.out, "escape_o2.c:2:27: malloc(4) does not escape  [-O2: gcc deleted, clang deleted]");
    assert_contains(s.out, "[-O2: gcc kept, clang kept]");
    spawned_done(&s);

    /* A call of the large code model has no name, and without .ident no compiler has one. */
    s = SPAWN(TOOL, "escape", "--sites", "--clang=clang", "escape_o2.c", "--", "-mcmodel=large",
              "-fno-ident", "-Qn", "-CC", "-P");
    assert_contains(s.out, "[-O2: gcc kept, clang kept]");
    spawned_done(&s);

    /* glibc's header calls another function for this one. */
    write_file("escape_line.c",
               "#include <stdio.h>\nlong f(char **l, size_t *n, FILE *in);\n"
               "long f(char **l, size_t *n, FILE *in) { return getline(l, n, in); }\n"
               "int g(char **text, int n);\n"
               "int g(char **text, int n) { return asprintf(text, \"%d\", n); }\n");
    s = SPAWN(TOOL, "escape", "--sites", "escape_line.c", "--", "-D_GNU_SOURCE",
              "-D_FORTIFY_SOURCE=2");
    assert_contains(s.out, "getline(l, n, in) escapes to heap");
    assert_null(strstr(s.out, "deleted"));
    spawned_done(&s);
    unlink("escape_line.c");

    s = SPAWN(TOOL, "escape", "--sites", "--gcc=/nonexistent/gcc", "escape_o2.c");
    assert_int_equal(exit_status(&s), 0);
    assert_contains(s.out, "[-O2: gcc unknown, clang ");
    assert_contains(s.err, "/nonexistent/gcc could not be run");
    spawned_done(&s);

    write_script("not_gcc",
                 "#!/bin/sh\nprintf '\\t.file \"other.c\"\\n\\t.ident \"GCC: 1.0\"\\n'\n", 0755);
    s = SPAWN(TOOL, "escape", "--sites", "--gcc=./not_gcc", "escape_o2.c");
    assert_int_equal(exit_status(&s), 0);
    assert_contains(s.out, "[-O2: gcc unknown, clang kept]");
    assert_null(strstr(s.out, "gcc deleted"));
    spawned_done(&s);
    s = SPAWN(TOOL, "escape", "--sites", "--clang=clang", "--gcc=clang", "escape_o2.c");
    assert_contains(s.out, "[-O2: gcc unknown, clang kept]"); /* it is called gcc on some systems */
    assert_contains(s.err, "escape_o2.c: -O2 column unknown: what clang wrote of it");
    spawned_done(&s);
    unlink("not_gcc");
    unlink("escape_o2.c");
}

static void only_a_file_that_names_an_allocator_is_compiled_at_o2(void **state)
{
    (void)state;
    write_file("escape_plain.c", "int three(void);\nint three(void) { return 3; }\n");
    write_file("escape_has.c", "#include <stdlib.h>\nvoid *kept(void);\n"
                               "void *kept(void) { return malloc(4); }\n");
    write_script("log_gcc", "#!/bin/sh\necho \"$@\" >>escape_gcc.log\nexec gcc \"$@\"\n", 0755);
    struct spawned s =
        SPAWN(TOOL, "escape", "--sites", "--gcc=./log_gcc", "escape_plain.c", "escape_has.c");
    struct spawned log = SPAWN("cat", "escape_gcc.log");
    assert_contains(s.out, "[-O2: gcc kept, clang kept]");
    assert_contains(log.out, "escape_has.c");
    assert_null(strstr(log.out, "escape_plain.c"));
    spawned_done(&s);
    spawned_done(&log);
    unlink("log_gcc");
    unlink("escape_gcc.log");
    unlink("escape_plain.c");
    unlink("escape_has.c");
}

static void the_o2_column_knows_a_file_of_any_name(void **state)
{
    (void)state;
    if (system("command -v clang >/dev/null") != 0)
        skip();
    static const char file[] = "escape_\"\xc3\xbc\"\\\t.c";
    write_file(file,
               "#include <stdlib.h>\nvoid *kept(void);\nvoid *kept(void) { return malloc(4); }\n");
    struct spawned s = SPAWN(TOOL, "escape", "--sites", "--clang=clang", file);
    assert_int_equal(exit_status(&s), 0);
    assert_contains(s.out, "[-O2: gcc kept, clang kept]");
    spawned_done(&s);
    unlink(file);
}

static void bad_input_gets_one_line_and_status_2(void **state)
{
    (void)state;
    write_file("escape_broken.c", "int f(void) { return undeclared; }\n");
    write_file("escape_plus.cpp", "int f() { return 0; }\n");
    write_file("escape_asm.s", "nop\n");
    write_file("escape_other.txt", "text\n");
    assert_cannot(ESCAPE("escape_broken.c"), "escape_broken.c: does not compile");
    struct spawned broken = ESCAPE("escape_broken.c");
    assert_contains(broken.err, "use of undeclared identifier"); /* the compiler's message */
    spawned_done(&broken);
    assert_cannot(ESCAPE("escape_plus.cpp"), "this is C++");
    assert_cannot(ESCAPE("escape_asm.s"), "this is assembly");
    assert_cannot(ESCAPE("escape_other.txt"), "expected C source");
    assert_cannot(ESCAPE("escape_absent.c"), "escape_absent.c: no such file");
    assert_cannot(ESCAPE("--no-such-option", "escape_broken.c"),
                  "unknown option '--no-such-option'");
    assert_cannot(SPAWN(TOOL, "escape"), "no C file given");
    assert_cannot(ESCAPE("--clang=/nonexistent/clang", CORPUS "/named.c"), "no clang");
    assert_cannot(ESCAPE("--clang=/bin/echo", CORPUS "/named.c"),
                  "cannot read what /bin/echo wrote");
    write_file("escape_main_1.c", "int main(void) { return 0; }\n");
    write_file("escape_main_2.c", "int main(void) { return 1; }\n");
    assert_cannot(ESCAPE("escape_main_1.c", "escape_main_2.c"),
                  "escape_main_2.c: does not link with the files before it");
    unlink("escape_broken.c");
    unlink("escape_plus.cpp");
    unlink("escape_asm.s");
    unlink("escape_other.txt");
    unlink("escape_main_1.c");
    unlink("escape_main_2.c");
}

static void without_llvm_it_says_how_to_get_it(void **state)
{
    (void)state;
    assert_int_equal(mkdir("escape_alone", 0755) == 0 || access("escape_alone", F_OK) == 0, 1);
    struct spawned copied = SPAWN("cp", TOOL, "escape_alone/heapmark");
    assert_int_equal(exit_status(&copied), 0);
    spawned_done(&copied);
    struct spawned s = SPAWN("escape_alone/heapmark", "escape", CORPUS "/named.c");
    assert_int_equal(exit_status(&s), 2);
    assert_contains(s.err, "built without LLVM; install llvm-dev and clang");
    spawned_done(&s);
    unlink("escape_alone/heapmark");
    rmdir("escape_alone");
}

int main(void)
{
    const struct CMUnitTest always[] = { cmocka_unit_test(without_llvm_it_says_how_to_get_it) };
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_corpus_gets_the_verdicts_it_states),
        cmocka_unit_test(parameters_and_locals_get_the_words_of_go),
        cmocka_unit_test(several_files_are_one_program),
        cmocka_unit_test(allocators_can_be_named),
        cmocka_unit_test(allocators_behind_pointers_can_be_named),
        cmocka_unit_test(the_o2_column_does_not_call_an_indirect_allocation_deleted),
        cmocka_unit_test(flags_of_a_build_write_nothing),
        cmocka_unit_test(a_project_gives_each_file_its_own_flags),
        cmocka_unit_test(a_project_may_have_two_programs),
        cmocka_unit_test(a_reader_that_goes_away_is_no_fault),
        cmocka_unit_test(check_fails_both_ways),
        cmocka_unit_test(why_prints_the_uses_that_led_there),
        cmocka_unit_test(sarif_has_the_place_the_rule_and_the_use_that_stopped_the_proof),
        cmocka_unit_test(json_has_the_keys_that_join),
        cmocka_unit_test(the_o2_column_is_what_the_compilers_left),
        cmocka_unit_test(only_a_file_that_names_an_allocator_is_compiled_at_o2),
        cmocka_unit_test(the_o2_column_knows_a_file_of_any_name),
        cmocka_unit_test(bad_input_gets_one_line_and_status_2),
    };
    int failed = cmocka_run_group_tests_name("escape without LLVM", always, NULL, NULL);
    if (failed != 0)
        return failed;
    if (access(HELPER, X_OK) != 0)
        return TEST_SKIPPED;
    return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
