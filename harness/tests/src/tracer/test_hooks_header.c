/* test_hooks_header.c -- heapmark/hooks.h can be included before any source: the source still
 * compiles, and without a tracer the program does the same. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/counted.h"
#include "support/spawn.h"

#define INCLUDE HM_SOURCE_DIR "/harness/include"

static const char program[] =
    "#ifndef _GNU_SOURCE\n#define _GNU_SOURCE\n#endif\n#include <stdlib.h>\n#include <sys/wait.h>\n"
    "#include <unistd.h>\nint depth(int n);\nint main(void);\n"
    "int depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); }\n"
    "int main(void)\n{\n    int status;\n    if (fork() == 0)\n"
    "        _exit(depth(10000) == 10000 ? 0 : 1);\n"
    "    wait(&status);\n"
    "    return status != 0 || depth(10) != 10;\n}\n";

static void write_source(const char *name, const char *text)
{
    FILE *out = fopen(name, "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

/* Compile the source with these flags and run the program. */
static void works(const char *compiler, const char *source, const char *flags)
{
    char command[1024];
    snprintf(command, sizeof command,
             "%s -g -finstrument-functions -I'%s' -include heapmark/hooks.h %s %s -o hooks_header "
             "&& ./hooks_header",
             compiler, INCLUDE, flags, source);
    struct spawned s = SPAWN("sh", "-c", command);
    if (exit_status(&s) != 0 || s.err[0] != '\0')
        fail_msg("%s\n%s", command, s.err);
    spawned_done(&s);
}

static void it_compiles_without_a_word_at_every_level_and_in_every_dialect(void **state)
{
    static const char *const flags[] = {
        "-O0",
        "-O1",
        "-O2",
        "-Os",
        "-O2 -flto",
        "-O2 -no-pie -fno-pie",
        "-O1 -masm=intel",
        "-std=c90 -pedantic -Wall -Wextra -Wconversion -Werror",
        "-O2 -fstack-protector-strong -fcf-protection",
        "-O2 -fno-asynchronous-unwind-tables -fno-exceptions",
    };
    (void)state;
    write_source("hooks_header.c", program);
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        works("gcc", "hooks_header.c", flags[i]);
    works("g++", "hooks_header.c", "-x c++ -std=c++98 -pedantic -Wall -Wextra -Werror");
}

static void a_function_that_may_use_fewer_registers_compiles(void **state)
{
    (void)state;
    write_source("hooks_header.c", "int main(void);\n"
                                   "__attribute__((target(\"no-sse\"))) int main(void) "
                                   "{ return 0; }\n");
    works("gcc", "hooks_header.c", "-O2");
}

/* Exits with 1 if a hook of a function declared inline was called, or none of the other. */
static const char with_inline[] =
    "#include <stdio.h>\n"
    "static inline int here(int n) { return n + 1; }\n"
    "static __inline__ int there(int n) { return n + here(n); }\n"
    "inline static int beyond(int n) { return n + there(n); }\n"
    "static int seen[2];\n"
    "__attribute__((no_instrument_function)) void __cyg_profile_func_enter(void *fn, void *call)\n"
    "{\n#ifdef HEAPMARK_HOOK_STACK_H\n"
    "    struct hm_hook_request *r = fn;\n"
    "    if (call == HM_HOOK_INLINE) { r->heard = 1; fn = (void *)r->step.fn; }\n"
    "#endif\n    (void)call;\n"
    "    seen[fn == (void *)here || fn == (void *)there || fn == (void *)beyond]++;\n}\n"
    "__attribute__((no_instrument_function)) void __cyg_profile_func_exit(void *fn, void *call)\n"
    "{\n    (void)fn;\n    (void)call;\n}\n"
    "static int twice(int n) { return 2 * n; }\n"
    "__attribute__((no_instrument_function)) int main(void)\n"
    "{\n    return beyond(twice(1)) != 7 || seen[0] != 1 || seen[1] != 0;\n}\n";

static void what_is_declared_inline_is_left_out_on_request(void **state)
{
    (void)state;
    write_source("hooks_header.c", with_inline);
    works("gcc", "hooks_header.c", "-O0 -DHM_HOOKS_SKIP_INLINE");
    works("gcc", "hooks_header.c", "-O0 -DHM_HOOKS_SKIP_INLINE -std=c99 -Wall -Wextra -Werror");
    struct spawned clang = SPAWN("clang", "--version");
    if (exit_status(&clang) == 0)
        works("clang", "hooks_header.c", "-O0 -DHM_HOOKS_SKIP_INLINE");
    spawned_done(&clang);
    write_source("hooks_header.c", "typedef int inline;\nint main(void);\n"
                                   "int main(void) { inline zero = 0; return zero; }\n");
    works("gcc", "hooks_header.c", "-std=c90 -pedantic -DHM_HOOKS_SKIP_INLINE");
}

static void all_registers_and_the_red_zone_outlast_a_call_of_the_tracer(void **state)
{
    static const char source[] = HM_SOURCE_DIR "/harness/tests/src/tracer/hooked_registers.c";
    (void)state;
    works("gcc", source, "-w -O0 -fprofile-arcs");
    works("gcc", source, "-w -O2");
    works("gcc", source, "-w -O3 -flto");
    struct spawned avx = SPAWN("grep", "-qw", "avx", "/proc/cpuinfo");
    if (exit_status(&avx) == 0)
        works("gcc", source, "-w -O2 -mavx");
    spawned_done(&avx);
}

static void an_assembler_source_compiles(void **state)
{
    (void)state;
    write_source("hooks_header.S", "    .globl main\nmain:\n    xor %eax, %eax\n    ret\n"
                                   "    .section .note.GNU-stack,\"\",%progbits\n");
    works("gcc", "hooks_header.S", "");
}

static int clean(void **state)
{
    (void)state;
    unlink("hooks_header.c");
    unlink("hooks_header.S");
    unlink("hooks_header");
    unlink("hooks_header-hooked_registers.gcda");
    return 0;
}

int main(void)
{
    HM_NEEDS_COUNTING();
#ifndef __x86_64__
    return TEST_SKIPPED;
#endif
    struct spawned there = SPAWN("gcc", "--version");
    int found = exit_status(&there) == 0;
    spawned_done(&there);
    if (!found)
        return TEST_SKIPPED;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_compiles_without_a_word_at_every_level_and_in_every_dialect),
        cmocka_unit_test(a_function_that_may_use_fewer_registers_compiles),
        cmocka_unit_test(what_is_declared_inline_is_left_out_on_request),
        cmocka_unit_test(all_registers_and_the_red_zone_outlast_a_call_of_the_tracer),
        cmocka_unit_test(an_assembler_source_compiles),
    };
    return cmocka_run_group_tests_name("hooks_header", tests, NULL, clean);
}
