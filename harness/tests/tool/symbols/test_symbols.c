/* test_symbols.c -- addresses of programs built in many ways get their functions and lines.
 *
 * Method: programs are compiled here from sources written here; each calls here(), which prints the
 * file its caller lies in, that file's bias, the return address, and the mapping around it. */
#include "support/cmocka_all.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/maps.h"
#include "symbols/demangle.h"
#include "symbols/symbols.h"
#include "support/spawn.h"
#include "support/text.h"

enum { LINES_MAX = 8 };

static const char here[] =
    "#define _GNU_SOURCE\n#include <dlfcn.h>\n#include <link.h>\n#include <stdio.h>\n"
    "#include <stdlib.h>\n"
    "void here(void)\n{\n    Dl_info info;\n    struct link_map *map;\n"
    "    void *address = __builtin_return_address(0);\n"
    "    dladdr1(address, &info, (void **)&map, RTLD_DL_LINKMAP);\n"
    "    char *path = realpath(info.dli_fname, NULL);\n"
    "    FILE *maps = fopen(\"/proc/self/maps\", \"r\");\n    char line[4096];\n"
    "    unsigned long start = 0, end = 0, offset = 0;\n"
    "    while (end <= (unsigned long)address && fgets(line, sizeof line, maps) != NULL)\n"
    "        sscanf(line, \"%lx-%lx %*s %lx\", &start, &end, &offset);\n    fclose(maps);\n"
    "    printf(\"%lx %lx %lx %lx %s\\n\", (long)map->l_addr, (long)address, start, offset, "
    "path);\n"
    "    free(path);\n}\n";

static const char inlined[] =
    "void here(void);\nint main(void);\n"
    "static inline __attribute__((always_inline)) int inner(int n) { here(); return n; }\n"
    "static inline __attribute__((always_inline)) int middle(int n) { return inner(n) + 1; }\n"
    "__attribute__((noinline)) int outer(int n) { return middle(n) + 1; }\n"
    "int main(void) { return outer(-2); }\n";

static const char *const sources[] = { "symbols_here.c", "symbols_a.c", "symbols_b.c",
                                       "symbols_c.c" };
static const char *const products[] = { "symbols_a.o",    "symbols_b.o",     "symbols_c.o",
                                        "symbols_here.o", "symbols_program", "libsymbols.so",
                                        "symbols_a.dwo",  "symbols_here.dwo" };

/* Where a call of here() was, in the process that has printed it. */
struct spot {
    char path[512];
    uint64_t bias, address, start, offset;
};

static struct spot spots[LINES_MAX];

static void sh(const char *command)
{
    if (system(command) != 0)
        fail_msg("%s", command);
}

/* Run the program; how many lines it printed. */
static size_t run(void)
{
    struct spawned s = SPAWN("./symbols_program");
    size_t n = 0;
    assert_int_equal(exit_status(&s), 0);
    for (char *line = strtok(s.out, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        assert_true(n < LINES_MAX);
        assert_int_equal(sscanf(line, "%lx %lx %lx %lx %511[^\n]", &spots[n].bias,
                                &spots[n].address, &spots[n].start, &spots[n].offset,
                                spots[n].path),
                         5);
        n++;
    }
    spawned_done(&s);
    return n;
}

static int set_up(void **state)
{
    write_file("symbols_here.c", here);
    write_file("symbols_a.c", inlined);
    *state = symbols_open();
    return *state != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    symbols_close(*state);
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
        unlink(sources[i]);
    for (size_t i = 0; i < sizeof products / sizeof products[0]; i++)
        unlink(products[i]);
    return 0;
}

static const struct symbols_symbol *ask(struct symbols *s, const struct spot *spot, size_t *count)
{
    return symbols_at(s, symbols_add(s, spot->path, spot->bias), spot->address, count);
}

static void assert_frame(const struct symbols_symbol *frame, const char *function, const char *file,
                         int line)
{
    if (function == NULL)
        assert_null(frame->function);
    else
        assert_string_equal(frame->function != NULL ? frame->function : "(none)", function);
    if (file == NULL)
        assert_null(frame->file);
    else
        assert_string_equal(frame->file != NULL ? frame->file : "(none)", file);
    assert_int_equal(frame->line, line);
}

static void assert_inlined(struct symbols *s)
{
    size_t count;
    assert_int_equal(run(), 1);
    const struct symbols_symbol *frame = ask(s, &spots[0], &count);
    assert_int_equal(count, 3);
    assert_frame(&frame[0], "inner", "symbols_a.c", 3);
    assert_int_equal(frame[0].column, 65);
    assert_frame(&frame[1], "middle", "symbols_a.c", 4);
    assert_int_equal(frame[1].column, 73);
    assert_frame(&frame[2], "outer", "symbols_a.c", 5);
    assert_true(frame[0].inlined && frame[1].inlined && !frame[2].inlined);
}

static void assert_bias_from_the_mapping(void)
{
    uint64_t bias = 1;
    assert_true(symbols_bias(spots[0].path, spots[0].start, spots[0].offset, &bias));
    assert_int_equal(bias, spots[0].bias);
}

static bool works(const char *tool)
{
    char command[256];
    snprintf(command, sizeof command,
             "echo 'int main(void) { return 0; }' | %s -x c - -o symbols_program >/dev/null 2>&1",
             tool);
    return system(command) == 0;
}

/* lld and mold end the segment of read-only data in the page where the code begins. */
static void each_compiler_linker_and_form_of_debug_information_names_the_same(void **state)
{
    static const char *const compilers[] = { "gcc", "clang" };
    static const char *const linkers[] = { "bfd", "gold", "lld", "mold" };
    static const char *const forms[] = { "-gdwarf-4", "-gdwarf-5", "-gdwarf-4 -gsplit-dwarf",
                                         "-gdwarf-5 -gsplit-dwarf" };
    static const char *const kinds[] = { "-fpie -pie", "-fno-pie -no-pie" };
    size_t tried = 0;
    for (size_t i = 0; i < 2 * 4 * 4 * 2; i++) {
        char tool[64], command[256];
        snprintf(tool, sizeof tool, "%s -fuse-ld=%s", compilers[i % 2], linkers[i / 2 % 4]);
        if (i < 2 * 4 && !works(tool))
            print_message("not here, so not tried: %s\n", tool);
        if (!works(tool))
            continue;
        snprintf(command, sizeof command, "%s -O1 -g %s %s -c symbols_a.c symbols_here.c", tool,
                 forms[i / 8 % 4], kinds[i / 32]);
        for (char *linking = strstr(command, "-fuse-ld"); *linking != ' '; linking++)
            *linking = ' ';
        sh(command);
        snprintf(command, sizeof command,
                 "%s %s -o symbols_program symbols_a.o symbols_here.o -ldl", tool, kinds[i / 32]);
        sh(command);
        struct symbols *s = symbols_open();
        assert_non_null(s);
        assert_inlined(s);
        assert_bias_from_the_mapping();
        symbols_close(s);
        tried++;
    }
    (void)state;
    assert_true(tried > 0);
}

static void names_of_cplusplus_and_rust_are_demangled(void **state)
{
    (void)state;
#ifdef HM_LIBIBERTY
    static const char *const names[][2] = {
        { "_ZNSt6vectorIiSaIiEE9push_backERKi",
          "std::vector<int, std::allocator<int> >::push_back" },
        { "_Znwm@GLIBCXX_3.4", "operator new" },
        { "_ZN4core3ptr13drop_in_place17h0123456789abcdefE", "core::ptr::drop_in_place" },
        { "_RNvC6_123foo3bar", "123foo::bar" },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *plain = symbols_demangle(names[i][0]);
        assert_string_equal(plain != NULL ? plain : "(none)", names[i][1]);
        free(plain);
    }
#endif
    assert_null(symbols_demangle("malloc"));
    assert_null(symbols_demangle("_Zq"));
    assert_null(symbols_demangle("_Z"));
    assert_null(symbols_demangle(""));
}

static void functions_inlined_into_others_are_frames_of_their_own(void **state)
{
    sh("cc -O1 -g -fpie -pie -o symbols_program symbols_a.c symbols_here.c -ldl");
    assert_inlined(*state);
}

static void a_program_at_a_fixed_address_is_named_too(void **state)
{
    sh("cc -O1 -g -fno-pie -no-pie -o symbols_program symbols_a.c symbols_here.c -ldl");
    assert_inlined(*state);
    assert_int_equal(spots[0].bias, 0);
}

static void dwarf_4_is_read_like_dwarf_5(void **state)
{
    sh("cc -O1 -g -gdwarf-4 -o symbols_program symbols_a.c symbols_here.c -ldl");
    assert_inlined(*state);
}

static void a_shared_library_is_named_with_its_own_file(void **state)
{
    write_file("symbols_b.c", "int outer(int n);\nint main(void) { return outer(-2); }\n");
    sh("cc -O1 -g -fPIC -shared -Dmain=unused -o libsymbols.so symbols_a.c symbols_here.c -ldl");
    sh("cc -O1 -g -o symbols_program symbols_b.c ./libsymbols.so");
    assert_inlined(*state);
    assert_non_null(strstr(spots[0].path, "/libsymbols.so"));
}

static void without_debug_information_the_symbol_table_names_the_function(void **state)
{
    size_t count;
    sh("cc -O1 -o symbols_program symbols_a.c symbols_here.c -ldl");
    assert_int_equal(run(), 1);
    const struct symbols_symbol *frame = ask(*state, &spots[0], &count);
    assert_int_equal(count, 1);
    assert_frame(frame, "outer", NULL, 0);
    assert_false(symbols_has_lines(*state, 1));
}

/* What is written in assembly often has no size. Code behind a function that has one is no part of
 * a label before that function. */
static void a_label_names_the_code_up_to_the_next_symbol(void **state)
{
#if defined(__x86_64__)
    size_t count;
    write_file("symbols_b.c",
               "void here(void);\nvoid label(void);\nvoid sized(void);\n"
               "__asm__(\".text\\nlabel: push %rbx\\n call here\\n pop %rbx\\n ret\\n\"\n"
               "\"sized: push %rbx\\n .size sized, 1\\n call here\\n pop %rbx\\n ret\\n\");\n"
               "int main(void) { label(); sized(); return 0; }\n");
    sh("cc -O1 -o symbols_program symbols_b.c symbols_here.c -ldl");
    assert_int_equal(run(), 2);
    assert_frame(ask(*state, &spots[0], &count), "label", NULL, 0);
    assert_frame(ask(*state, &spots[1], &count), NULL, NULL, 0);
#else
    (void)state;
    skip();
#endif
}

static void a_stripped_program_says_nothing_rather_than_something_wrong(void **state)
{
    size_t count;
    sh("cc -O1 -g -s -o symbols_program symbols_a.c symbols_here.c -ldl");
    assert_int_equal(run(), 1);
    const struct symbols_symbol *frame = ask(*state, &spots[0], &count);
    assert_int_equal(count, 1);
    assert_frame(frame, NULL, NULL, 0);
}

static void a_stripped_library_still_names_what_it_exports(void **state)
{
    size_t count;
    write_file("symbols_b.c", "int outer(int n);\nint main(void) { return outer(-2); }\n");
    sh("cc -O1 -fPIC -shared -s -Dmain=unused -o libsymbols.so symbols_a.c symbols_here.c -ldl");
    sh("cc -O1 -g -o symbols_program symbols_b.c ./libsymbols.so");
    assert_int_equal(run(), 1);
    assert_frame(ask(*state, &spots[0], &count), "outer", NULL, 0);
}

/* gcc writes an index of addresses for its objects, clang writes none. */
static void a_program_of_gcc_and_clang_objects_is_named_throughout(void **state)
{
    struct symbols *s = *state;
    size_t count;
    if (system("gcc --version >/dev/null 2>&1 && clang --version >/dev/null 2>&1") != 0)
        skip();
    write_file("symbols_a.c", "void here(void);\nint a(int n) { here(); return n; }\n");
    write_file("symbols_b.c", "void here(void);\n\nint b(int n) { here(); return n; }\n");
    write_file("symbols_c.c", "int a(int n), b(int n);\nvoid here(void);\n\n"
                              "int main(void) { here(); return a(0) + b(0); }\n");
    sh("gcc -O1 -g -c symbols_a.c && clang -O1 -g -c symbols_b.c && gcc -O1 -g -c symbols_c.c"
       " && gcc -g -c symbols_here.c"
       " && gcc -o symbols_program symbols_a.o symbols_b.o symbols_c.o symbols_here.o -ldl");
    assert_int_equal(run(), 3);
    assert_frame(ask(s, &spots[0], &count), "main", "symbols_c.c", 4);
    assert_frame(ask(s, &spots[1], &count), "a", "symbols_a.c", 2);
    assert_frame(ask(s, &spots[2], &count), "b", "symbols_b.c", 3);
}

static void two_files_that_had_one_address_are_told_apart(void **state)
{
    struct symbols *s = *state;
    size_t count;
    sh("cc -O1 -g -no-pie -fno-pie -o symbols_program symbols_a.c symbols_here.c -ldl");
    sh("cc -O1 -g -no-pie -fno-pie -Dinner=other -o libsymbols.so symbols_a.c symbols_here.c -ldl");
    assert_int_equal(run(), 1);
    struct spot other = spots[0];
    snprintf(strrchr(other.path, '/'), 32, "/libsymbols.so");
    assert_frame(ask(s, &spots[0], &count), "inner", "symbols_a.c", 3);
    assert_frame(ask(s, &other, &count), "other", "symbols_a.c", 3);
}

static void an_address_in_no_file_is_unknown(void **state)
{
    struct symbols *s = *state;
    size_t count;
    sh("cc -O1 -g -o symbols_program symbols_a.c symbols_here.c -ldl");
    assert_int_equal(run(), 1);
    unsigned file = symbols_add(s, spots[0].path, spots[0].bias);
    unsigned gone = symbols_add(s, "/no/such/file", 0);
    assert_frame(symbols_at(s, file, spots[0].bias + (1u << 30), &count), NULL, NULL, 0);
    assert_int_equal(count, 1);
    assert_frame(symbols_at(s, gone, spots[0].address, &count), NULL, NULL, 0);
    assert_frame(symbols_at(s, 0, spots[0].address, &count), NULL, NULL, 0);
    assert_frame(symbols_at(s, gone + 1, spots[0].address, &count), NULL, NULL, 0);
    assert_null(symbols_name(s, gone, spots[0].address));
}

static void of_several_names_the_plainest_is_given(void **state)
{
    Dl_info info;
    struct link_map *map;
    void *libc_now = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    void *function = dlsym(libc_now, "strdup"); /* __strdup is the same */
    assert_int_not_equal(dladdr1(function, &info, (void **)&map, RTLD_DL_LINKMAP), 0);
    unsigned libc = symbols_add(*state, map->l_name, map->l_addr);
    const char *name = symbols_name(*state, libc, (uint64_t)(uintptr_t)function);
    assert_int_equal(strncmp(name != NULL ? name : "(none)", "strdup", 6), 0);
    dlclose(libc_now);
}

static bool holds_this_code(const struct hm_base_map *map, void *arg)
{
    uintptr_t here_now = (uintptr_t)holds_this_code;
    if (here_now < map->start || here_now >= map->end)
        return true;
    *(struct hm_base_map *)arg = *map;
    return false;
}

static void the_bias_is_found_from_a_line_of_proc_maps(void **state)
{
    struct hm_base_map map = { 0 };
    struct link_map *ours;
    Dl_info info;
    uint64_t bias = 1;
    (void)state;
    assert_true(hm_base_maps_each(holds_this_code, &map));
    assert_true(symbols_bias(map.path, map.start, map.offset, &bias));
    assert_int_not_equal(
        dladdr1((void *)(uintptr_t)holds_this_code, &info, (void **)&ours, RTLD_DL_LINKMAP), 0);
    assert_int_equal(bias, ours->l_addr);
    assert_false(symbols_bias("/no/such/file", map.start, map.offset, &bias));
    assert_false(symbols_bias("symbols_here.c", map.start, map.offset, &bias));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(functions_inlined_into_others_are_frames_of_their_own),
        TEST(a_program_at_a_fixed_address_is_named_too),
        TEST(dwarf_4_is_read_like_dwarf_5),
        TEST(a_shared_library_is_named_with_its_own_file),
        TEST(without_debug_information_the_symbol_table_names_the_function),
        TEST(a_label_names_the_code_up_to_the_next_symbol),
        TEST(a_stripped_program_says_nothing_rather_than_something_wrong),
        TEST(a_stripped_library_still_names_what_it_exports),
        TEST(a_program_of_gcc_and_clang_objects_is_named_throughout),
        TEST(two_files_that_had_one_address_are_told_apart),
        TEST(an_address_in_no_file_is_unknown),
        TEST(of_several_names_the_plainest_is_given),
        TEST(each_compiler_linker_and_form_of_debug_information_names_the_same),
        TEST(names_of_cplusplus_and_rust_are_demangled),
        TEST(the_bias_is_found_from_a_line_of_proc_maps),
    };
    return cmocka_run_group_tests_name("symbols", tests, NULL, NULL);
}
