/* test_short_of_memory.c -- `heapmark run` when its n-th allocation fails, for n = 1, 2, ...
 * until none does: it never crashes, says why it could not report, and leaves no half report
 * behind. */
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

#define TOOL    HM_BUILD_DIR "/bin/heapmark"
#define PRELOAD HM_BUILD_DIR "/lib/libheapmark_preload.so"
#define REPORT  "short_of_memory.json"

enum { ENOUGH = 3000 };

/* True if allocation n was reached: the run may differ from a run without a failure. */
static void run_failing_at(int n, bool *complete)
{
    char fail_at[64];
    snprintf(fail_at, sizeof fail_at, "HEAPMARK_FAIL_AT=%d", n);
    unlink(REPORT);
    struct spawned s = SPAWN("env", "LD_PRELOAD=" PRELOAD, fail_at, TOOL, "run", "--json", "--out",
                             REPORT, "--", HM_BUILD_DIR "/programs/ending", "exit", "0");
    if (exit_status(&s) != 0 && exit_status(&s) != 2)
        fail_msg("allocation %d: status %d, stderr: %s", n, s.status, s.err);
    if (exit_status(&s) == 2 && s.err[0] == '\0')
        fail_msg("allocation %d: failed without a word", n);
    json_t *report = json_load_file(REPORT, 0, NULL);
    *complete = report != NULL && exit_status(&s) == 0 && s.err[0] == '\0';
    if (!*complete && s.err[0] == '\0')
        fail_msg("allocation %d: no report and no reason", n);
    if (report == NULL && access(REPORT, F_OK) == 0)
        fail_msg("allocation %d: half a report is left: %s", n, s.err);
    json_decref(report);
    unlink(REPORT);
    spawned_done(&s);
}

static void each_allocation_in_turn_may_fail(void **state)
{
    (void)state;
    int failures = 0, in_a_row = 0;
    for (int n = 1; n < ENOUGH && in_a_row < 20; n++) {
        bool complete;
        run_failing_at(n, &complete);
        in_a_row = complete ? in_a_row + 1 : 0;
        failures += !complete;
    }
    assert_true(failures > 0);
    assert_int_equal(in_a_row, 20);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    if (strpbrk(PRELOAD, " \t:") != NULL) {
        puts("skipped: LD_PRELOAD cannot name a folder with a blank or a colon");
        return TEST_SKIPPED;
    }
    const struct CMUnitTest tests[] = { cmocka_unit_test(each_allocation_in_turn_may_fail) };
    return cmocka_run_group_tests_name("heapmark run, short of memory", tests, NULL, NULL);
}
