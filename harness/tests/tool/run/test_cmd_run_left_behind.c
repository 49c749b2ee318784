/* test_cmd_run_left_behind.c -- `heapmark run` of a program that ends before its child: the
 * report does not wait for the child, and says that it was still running.
 *
 * Method: the child of `programs/ending leave` stays until this test kills it. */
#include "support/cmocka_all.h"

#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

#include <jansson.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define ENDING HM_BUILD_DIR "/programs/ending"

static json_int_t number(json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static void a_child_left_behind_is_marked_as_still_running(void **state)
{
    (void)state;
    struct spawned s = SPAWN(TOOL, "run", "--json", "--children", "--", ENDING, "leave");
    assert_int_equal(exit_status(&s), 0);
    json_t *report = json_loads(s.err, 0, NULL);
    json_t *processes = json_object_get(report, "processes");
    assert_int_equal(json_array_size(processes), 2);
    json_t *parent = json_array_get(processes, 0), *child = json_array_get(processes, 1);
    pid_t pid = (pid_t)number(child, "pid");
    bool alive = pid > 1 && kill(pid, 0) == 0;
    if (alive)
        kill(pid, SIGKILL);
    assert_true(alive);
    assert_true(json_is_false(json_object_get(parent, "running")));
    assert_true(json_is_true(json_object_get(child, "running")));
    assert_int_equal(number(child, "allocs"), 7);
    assert_int_equal(number(child, "ppid"), number(parent, "pid"));
    json_decref(report);
    spawned_done(&s);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_left_behind_is_marked_as_still_running),
    };
    return cmocka_run_group_tests_name("heapmark run, children left behind", tests, NULL, NULL);
}
