/* test_lines.c -- functions and lines of call stacks are those of addr2line, for every compiler,
 * linker, version of DWARF and level of optimisation that is installed.
 *
 * Method: compile the programs in known/, take each frame's address from the tool's JSON and ask
 * addr2line and llvm-addr2line. One of them must say the same functions, files and lines, inlined
 * ones included. With HM_TEST_ALL set every combination is tried, else every seventh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define SOURCE HM_SOURCE_DIR "/harness/tests/tool/run/known/"

static const char *const oracles[] = { "addr2line", "llvm-addr2line" };

/* What compilers and linkers write, which is not only what they are told to. */
static char folder[] = "/tmp/test-lines-XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") != 0 || system(command) != 0;
}

static json_t *report_of(const char *program)
{
    struct spawned s = SPAWN(TOOL, "run", "--top=all", "--sort=blocks", "--json", "--out",
                             "lines.json", "--", program);
    json_t *root = json_load_file("lines.json", 0, NULL);
    if (root == NULL)
        fail_msg("%s: no report: %s", program, s.err);
    unlink("lines.json");
    spawned_done(&s);
    return root;
}

/* The frames from number k on that share one address, as `FUNCTION FILE:LINE` lines. Returns the
 * number after them. */
static size_t frames_at(json_t *frames, size_t k, char *text, size_t size)
{
    json_t *first = json_array_get(frames, k), *f = first;
    text[0] = '\0';
    do {
        const char *function = json_string_value(json_object_get(f, "function"));
        const char *file = json_string_value(json_object_get(f, "file"));
        const char *base =
            file != NULL && strrchr(file, '/') != NULL ? strrchr(file, '/') + 1 : file;
        size_t n = strlen(text);
        snprintf(text + n, size - n, "%s %s:%lld\n", function != NULL ? function : "??",
                 base != NULL ? base : "??", json_integer_value(json_object_get(f, "line")));
        f = json_array_get(frames, ++k);
    } while (f != NULL &&
             json_equal(json_object_get(f, "address"), json_object_get(first, "address")));
    return k;
}

/* Is that the oracle's name for it, which has namespaces, parameters and suffixes, but other
 * template arguments? A lambda has no name of its own. */
static bool names(const char *theirs, const char *ours)
{
    char own[256];
    snprintf(own, sizeof own, "%.*s", (int)strcspn(ours, "<"), ours);
    return strstr(theirs, own) != NULL || strncmp(ours, "operator()", 10) == 0;
}

/* Is `ours` what the oracle says? It prints a function and FILE:LINE for each frame. */
static bool same(const char *ours, char *theirs)
{
    char *rest_ours = NULL, *rest = NULL, *copy = strdup(ours);
    bool ok = true;
    char *function = strtok_r(theirs, "\n", &rest);
    char *line = strtok_r(copy, "\n", &rest_ours);
    while (ok && (function != NULL || line != NULL)) {
        char *place = function != NULL ? strtok_r(NULL, "\n", &rest) : NULL;
        char *space = line != NULL ? strrchr(line, ' ') : NULL;
        if (place == NULL || space == NULL) {
            ok = false;
            break;
        }
        char *extra = strstr(place, " (discriminator ");
        if (extra != NULL)
            *extra = '\0';
        const char *base = strrchr(place, '/') != NULL ? strrchr(place, '/') + 1 : place;
        *space = '\0';
        ok = strcmp(base, space + 1) == 0 && names(function, line);
        function = strtok_r(NULL, "\n", &rest);
        line = strtok_r(NULL, "\n", &rest_ours);
    }
    free(copy);
    return ok;
}

static void assert_lines(const char *program, const char *what, json_t *frames, size_t k,
                         const char *ours)
{
    char address[32];
    bool asked = false, ok = false;
    char said[4096] = "";
    snprintf(address, sizeof address, "0x%llx",
             json_integer_value(json_object_get(json_array_get(frames, k), "address")));
    for (size_t i = 0; !ok && i < sizeof oracles / sizeof oracles[0]; i++) {
        if (!is_installed(oracles[i]))
            continue;
        struct spawned s = SPAWN(oracles[i], "-f", "-i", "-C", "-e", program, address);
        snprintf(said + strlen(said), sizeof said - strlen(said), "%s: %s", oracles[i], s.out);
        ok = same(ours, s.out);
        asked = true;
        spawned_done(&s);
    }
    if (asked && !ok)
        fail_msg("%s: %s: ours:\n%s%s", what, address, ours, said);
}

/* Every frame in the program's own source, each address once. Returns how many addresses. */
static size_t check(const char *program, const char *source, const char *what)
{
    json_t *root = report_of(program), *site;
    json_t *sites = json_object_get(json_array_get(json_object_get(root, "processes"), 0), "sites");
    json_int_t seen[256];
    size_t n = 0, i;
    json_array_foreach(json_object_get(sites, "most_allocs"), i, site)
    {
        json_t *frames = json_object_get(site, "frames");
        for (size_t k = 0, next; k < json_array_size(frames); k = next) {
            char ours[2048];
            size_t known = 0;
            json_int_t at =
                json_integer_value(json_object_get(json_array_get(frames, k), "address"));
            next = frames_at(frames, k, ours, sizeof ours);
            while (known < n && seen[known] != at)
                known++;
            if (strstr(ours, source) == NULL || known < n || n == 256)
                continue;
            seen[n++] = at;
            assert_lines(program, what, frames, k, ours);
        }
    }
    json_decref(root);
    return n;
}

static void compile_and_check(const char *compiler, const char *linker, const char *options,
                              const char *source)
{
    char command[1024], what[256];
    bool rust = strcmp(compiler, "rustc") == 0;
    snprintf(what, sizeof what, "%s %s %s %s", compiler, source, options, linker);
    snprintf(command, sizeof command, "%s %s %s%s -o ./lines_program '" SOURCE "%s'", compiler,
             options,
             linker[0] == '\0' ? ""
             : rust            ? "-Clink-arg=-fuse-ld="
                               : "-fuse-ld=",
             linker, source);
    struct spawned s = SPAWN("sh", "-c", command);
    if (exit_status(&s) != 0)
        fail_msg("%s: %s", command, s.err);
    spawned_done(&s);
    if (strcmp(compiler, "tcc") == 0 && system("grep -q '[.]debug_line' lines_program") != 0) {
        print_message("skipped: this tcc writes no DWARF\n");
        return;
    }
    size_t n = check("./lines_program", source, what);
    if (n < 3)
        fail_msg("%s: only %zu addresses have a line in %s", what, n, source);
}

/* gcc before 12 does not know mold. */
static bool links_with(const char *compiler, const char *linker)
{
    char command[128], program[16];
    snprintf(program, sizeof program, "ld.%s", linker);
    if (!is_installed(program))
        return false;
    snprintf(command, sizeof command,
             "echo 'int main(void) { return 0; }' >linked.c && %s -fuse-ld=%s -o linked linked.c",
             compiler, linker);
    return system(command) == 0;
}

static void every_compiler_linker_and_dwarf_gives_the_lines_of_addr2line(void **state)
{
    (void)state;
    if (!is_installed(
            "llvm-addr2line")) { /* that of binutils is wrong of split DWARF and of mold */
        print_message("skipped: there is no llvm-addr2line\n");
        skip();
    }
    static const struct {
        const char *compiler, *source;
    } languages[] = {
        { "gcc", "inlined.c" },      { "clang", "inlined.c" }, { "g++", "inlined.cc" },
        { "clang++", "inlined.cc" }, { "tcc", "list.c" },
    };
    static const char *const linkers[] = { "bfd", "gold", "lld", "mold" };
    static const char *const options[] = { "-gdwarf-4 -O0", "-gdwarf-4 -O2",
                                           "-gdwarf-5 -O0 -no-pie", "-gdwarf-5 -O2",
                                           "-gdwarf-5 -O2 -gsplit-dwarf" };
    size_t number = 0;
    for (size_t c = 0; c < sizeof languages / sizeof languages[0]; c++) {
        if (!is_installed(languages[c].compiler)) {
            print_message("skipped: there is no %s\n", languages[c].compiler);
            continue;
        }
        if (strcmp(languages[c].compiler, "tcc") == 0) {
            compile_and_check("tcc", "", "-g", languages[c].source);
            continue;
        }
        for (size_t l = 0; l < sizeof linkers / sizeof linkers[0]; l++) {
            if (!links_with(languages[c].compiler, linkers[l])) {
                print_message("skipped: %s links nothing with %s\n", languages[c].compiler,
                              linkers[l]);
                continue;
            }
            for (size_t o = 0; o < sizeof options / sizeof options[0]; o++)
                if (getenv("HM_TEST_ALL") != NULL || number++ % 7 == 0)
                    compile_and_check(languages[c].compiler, linkers[l], options[o],
                                      languages[c].source);
        }
    }
}

static void rust_gives_the_lines_of_addr2line(void **state)
{
    (void)state;
    if (!is_installed("rustc"))
        skip();
    compile_and_check("rustc", "", "-g", "boxes.rs");
    compile_and_check("rustc", "", "-g -O", "tables.rs");
}

/* clang names no function for -g1, unless something is inlined there, and with split DWARF the
 * functions are gone with the .dwo file. */
static void a_line_is_known_where_debug_information_names_no_function(void **state)
{
    (void)state;
    if (!is_installed("clang"))
        skip();
    compile_and_check("clang", "", "-g1 -O0", "queue.c");
    if (system("cc -g -O0 -gsplit-dwarf -o lines_program '" SOURCE "queue.c' && rm *.dwo") != 0)
        fail_msg("no program with split DWARF");
    assert_true(check("./lines_program", "queue.c", "without .dwo") >= 3);
}

static bool has_frame(json_t *root, const char *key, const char *text)
{
    json_t *sites = json_object_get(json_array_get(json_object_get(root, "processes"), 0), "sites");
    json_t *site, *frame;
    size_t i, k;
    json_array_foreach(json_object_get(sites, "most_allocs"), i, site)
    {
        json_array_foreach(json_object_get(site, "frames"), k, frame)
        {
            const char *value = json_string_value(json_object_get(frame, key));
            if (value != NULL && strstr(value, text) != NULL)
                return true;
        }
    }
    return false;
}

static void a_name_has_its_namespaces_and_classes_in_it(void **state)
{
    (void)state;
    static const char *const compilers[] = { "g++", "clang++" };
    static const char *const names[] = { "shop::till::open", "shop::till::operator+=",
                                         "shop::(anonymous namespace)::hidden",
                                         "shop::(anonymous namespace)::made<long>", "main::" };
    for (size_t c = 0; c < 2; c++) {
        char command[256];
        if (!is_installed(compilers[c]))
            continue;
        snprintf(command, sizeof command, "%s -g -O1 -o lines_program '" SOURCE "named.cc'",
                 compilers[c]);
        if (system(command) != 0)
            fail_msg("%s failed", command);
        json_t *root = report_of("./lines_program");
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            if (!has_frame(root, "function", names[i]))
                fail_msg("%s: no function %s", compilers[c], names[i]);
        assert_false(
            has_frame(root, "module", "heapmark")); /* operator new is in front of libc's */
        json_decref(root);
    }
}

static void debug_information_in_a_file_of_its_own_is_found(void **state)
{
    (void)state;
    if (!is_installed("objcopy"))
        skip();
    if (system("cc -g -O2 -o lines_program '" SOURCE "inlined.c' && "
               "objcopy --only-keep-debug lines_program lines_program.debug && "
               "objcopy --strip-debug --add-gnu-debuglink=lines_program.debug lines_program") != 0)
        fail_msg("no program with a debuglink");
    assert_true(check("./lines_program", "inlined.c", "debuglink") >= 3);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    if (!is_installed(oracles[0]) && !is_installed(oracles[1])) {
        puts("skipped: there is neither addr2line nor llvm-addr2line");
        return TEST_SKIPPED;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_compiler_linker_and_dwarf_gives_the_lines_of_addr2line),
        cmocka_unit_test(rust_gives_the_lines_of_addr2line),
        cmocka_unit_test(a_line_is_known_where_debug_information_names_no_function),
        cmocka_unit_test(a_name_has_its_namespaces_and_classes_in_it),
        cmocka_unit_test(debug_information_in_a_file_of_its_own_is_found),
    };
    return cmocka_run_group_tests_name("lines beside addr2line", tests, enter_folder,
                                       remove_folder);
}
