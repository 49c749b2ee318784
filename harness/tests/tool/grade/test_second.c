/* test_second.c -- what the counters do not see, a second instrument does, and an honest answer is
 * not suspected. */
#include "support/cmocka_all.h"
#include "support/counted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/spawn.h"

#define TOOL      HM_BUILD_DIR "/bin/heapmark"
#define EXERCISES HM_SOURCE_DIR "/demos/exercises"

static char folder[] = "/tmp/test-second-XXXXXX";
static char answer[64];

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(answer, sizeof answer, "%s/01_vec3.c", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void hand_in(const char *source)
{
    unlink(answer);
    FILE *file = fopen(answer, "w");
    assert_non_null(file);
    fputs(source, file);
    fclose(file);
}

/* Grade the folder; the tool must exit with `status` and print `words`. */
static void graded(int status, const char *words)
{
    struct spawned s = SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--exercise", "vec3", folder);
    assert_int_equal(exit_status(&s), status);
    if (strstr(s.out, words) == NULL)
        fail_msg("'%s' is not in:\n%s%s", words, s.out, s.err);
    spawned_done(&s);
}

#define SUM(more)                                                                                  \
    "#define _GNU_SOURCE\n#include \"contract.h\"\n#include <stdlib.h>\n#include <sys/mman.h>\n"   \
    "void *__libc_malloc(unsigned long); void __libc_free(void *);\n"                              \
    "struct vec3 vec3_sum(const struct vec3 *v, size_t n)"                                         \
    "{ struct vec3 s = { 0, 0, 0 }; for (size_t i = 0; i < n; i++)"                                \
    "{ s.x += v[i].x; s.y += v[i].y; s.z += v[i].z; " more " } return s; }\n"

static void a_block_that_is_not_counted_is_seen(void **state)
{
    (void)state;
    hand_in(SUM("__libc_free(__libc_malloc(5));"));
    graded(1, "ok   allocations allocs/op is within the budget: 0 of 0 allocs/op");
    graded(1, "FAIL integrity   a second instrument counts the same: Valgrind sees ");
}

static void a_system_call_that_gets_memory_is_seen(void **state)
{
    (void)state;
    hand_in(SUM("mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"));
    graded(1, "a second instrument counts the same: Valgrind sees the system call mmap");
}

static void blocks_of_all_kinds_are_the_same_for_both(void **state)
{
    (void)state;
    hand_in(SUM("free(realloc(malloc(5), 9)); free(calloc(2, 3)); free(aligned_alloc(64, 64));"));
    graded(1, "FAIL allocations allocs/op is within the budget: ");
    graded(1, "ok   integrity   a second instrument counts the same");
}

int main(void)
{
    HM_NEEDS_COUNTING();
    HM_NEEDS_ISOLATION();
    HM_NEEDS_PROGRAM("objdump");
    if (access(HM_BUILD_DIR "/lib/heapmark/valgrind/heapmark-amd64-linux", X_OK) != 0) {
        puts("skipped: heapmark was built without its Valgrind tool");
        return TEST_SKIPPED;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_that_is_not_counted_is_seen),
        cmocka_unit_test(a_system_call_that_gets_memory_is_seen),
        cmocka_unit_test(blocks_of_all_kinds_are_the_same_for_both),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
