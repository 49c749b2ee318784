/* test_text_sites.c -- call stacks as text: library frames folded, long names cut in the middle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "run/text_sites.h"

/* The stack of one site as text, from the line after its numbers on. */
static void assert_stack(const struct run_frame *frames, size_t n, const char *expected)
{
    struct run_site site = { .amount = { 3, 12 }, .frame_count = n, .frames = frames };
    struct run_site *ranked[] = { &site };
    struct run_sites sites = { .known = true, .total = 1 };
    sites.ranking[RUN_BYTES] = (struct run_ranking){ .wanted = true, .count = 1, .sites = ranked };
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    run_text_sites(to, &sites, NULL);
    fclose(to);
    const char *stack = strstr(text, "    3 blocks, 12 bytes (by frame pointers)\n");
    assert_non_null(stack);
    assert_string_equal(strchr(stack, '\n') + 1, expected);
    free(text);
}

static void frames_of_a_library_become_the_one_that_the_program_called(void **state)
{
    (void)state;
    const struct run_frame frames[] = {
        { .function = "std::allocate", .file = "/usr/include/c++/12/ext/new.h", .line = 1 },
        { .function = "std::grow", .file = "/usr/lib/gcc/x/12/include/c.h", .line = 2 },
        { .function = "std::push",
          .file = "/opt/include/c++/v1/vector",
          .line = 3,
          .inlined = true },
        { .function = "mine", .file = "mine.cc", .line = 4 },
        { .function = "std::sort", .module = "/usr/lib/libstdc++.so.6", .address = 16 },
        { .function = "main", .file = "mine.cc", .line = 5 },
        { .function = "map_object", .module = "/lib64/ld-linux-x86-64.so.2", .address = 24 },
        { .function = "start_call_main", .module = "/usr/lib/libc.so.6", .address = 32 },
        { .function = "start_main", .module = "/usr/lib/libc.so.6", .address = 48 },
    };
    assert_stack(frames, 9,
                 "        std::push (inlined) /opt/include/c++/v1/vector:3 (and 2 within)\n"
                 "        mine mine.cc:4\n"
                 "        std::sort /usr/lib/libstdc++.so.6+0x10\n"
                 "        main mine.cc:5\n"
                 "        start_main /usr/lib/libc.so.6+0x30 (and 2 within)\n");
}

static void a_long_name_loses_its_middle_and_the_line_number_stays(void **state)
{
    (void)state;
    const struct run_frame frame = {
        .function = "ns::0123456789012345678901234567890123456789012345678901234567890::last_part",
        .file = "a.cc",
        .line = 7,
    };
    assert_stack(
        &frame, 1,
        "        ns::012345678901234567890123456789012...8901234567890::last_part a.cc:7\n");
    const struct run_frame wide = {
        .function =
            "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
            "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
            "12345678901234567890123456789",
        .file = "a.cc",
        .line = 7,
    };
    assert_stack(&wide, 1,
                 "        \xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
                 "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
                 "...678901234567890123456789 a.cc:7\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_of_a_library_become_the_one_that_the_program_called),
        cmocka_unit_test(a_long_name_loses_its_middle_and_the_line_number_stays),
    };
    return cmocka_run_group_tests_name("sites as text", tests, NULL, NULL);
}
