/* No thread's allocation is lost: many at once, one after the other, and past their destructors. */

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include "support/cmocka_all.h"

#include "count/lane.h"
#include "support/counted.h"

enum { CROWD = HM_COUNT_LANES + 200, PAIRS = 50, SMALL_STACK = 65536 };

static pthread_barrier_t barrier;
static pthread_key_t late_key;

static pthread_t start(void *(*run)(void *), void *arg)
{
    pthread_attr_t attributes;
    pthread_t thread;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, SMALL_STACK);
    assert_int_equal(pthread_create(&thread, &attributes, run, arg), 0);
    pthread_attr_destroy(&attributes);
    return thread;
}

static void *crowd_member(void *arg)
{
    (void)arg;
    pthread_barrier_wait(&barrier); /* all threads exist */
    pthread_barrier_wait(&barrier); /* the first reading is taken */
    for (int i = 0; i < PAIRS; i++)
        free(malloc(24));
    pthread_barrier_wait(&barrier); /* all have allocated */
    pthread_barrier_wait(&barrier); /* the second reading is taken */
    return NULL;
}

static void more_threads_at_once_than_lanes_are_all_counted(void **state)
{
    (void)state;
    static pthread_t threads[CROWD];
    pthread_barrier_init(&barrier, NULL, CROWD + 1);
    for (int i = 0; i < CROWD; i++)
        threads[i] = start(crowd_member, NULL);
    pthread_barrier_wait(&barrier);
    hm_counters before = hm_counters_now();
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    hm_counters used = hm_counters_since(&before);
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < CROWD; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&barrier);
    assert_int_equal(used.allocs, CROWD * PAIRS);
    assert_int_equal(used.frees, CROWD * PAIRS);
    assert_int_equal(used.bytes, CROWD * PAIRS * 24);
    assert_true(hm_count_process.lanes_overflow > 0);
    assert_int_equal(hm_count_process.lanes_used, HM_COUNT_LANES);
}

static void *one_pair(void *bytes)
{
    if (bytes != NULL)
        free(malloc(*(size_t *)bytes));
    return NULL;
}

/* What n threads, one after the other, add to the counters. */
static hm_counters in_turn(int n, size_t *bytes)
{
    hm_counters before = hm_counters_now();

    for (int i = 0; i < n; i++)
        pthread_join(start(one_pair, bytes), NULL);
    return hm_counters_since(&before);
}

static void threads_in_turn_leave_their_totals_behind_and_reuse_a_lane(void **state)
{
    (void)state;
    size_t bytes = 777;
    in_turn(2, &bytes); /* the first fills caches of the thread library, and takes a lane */
    hm_counters idle = in_turn(2000, NULL);
    uint32_t lanes = hm_count_process.lanes_used;
    hm_counters busy = in_turn(2000, &bytes);
    assert_int_equal(busy.allocs - idle.allocs, 2000);
    assert_int_equal(busy.frees - idle.frees, 2000);
    assert_int_equal(busy.bytes - idle.bytes, 2000 * 777);
    assert_int_equal(hm_count_process.lanes_used, lanes);
}

static void late_destructor(void *bytes)
{
    pthread_setspecific(late_key, bytes); /* until the library gives up asking */
    free(malloc(*(size_t *)bytes));
}

static void *leave_late_work(void *bytes)
{
    pthread_setspecific(late_key, bytes);
    return NULL;
}

static void what_a_thread_allocates_in_its_destructors_is_counted(void **state)
{
    (void)state;
    size_t bytes = 555;
    pthread_key_create(&late_key, late_destructor);
    in_turn(2, NULL);
    hm_counters idle = in_turn(100, NULL);
    uint32_t lanes = hm_count_process.lanes_used;
    hm_counters before = hm_counters_now();
    for (int i = 0; i < 100; i++)
        pthread_join(start(leave_late_work, &bytes), NULL);
    hm_counters used = hm_counters_since(&before);
    pthread_key_delete(late_key);
    uint64_t pairs = 100 * PTHREAD_DESTRUCTOR_ITERATIONS;
    assert_int_equal(used.allocs - idle.allocs, pairs);
    assert_int_equal(used.frees - idle.frees, pairs);
    assert_int_equal(used.bytes - idle.bytes, pairs * 555);
    assert_int_equal(hm_count_process.lanes_used, lanes);
}

static void *own_counters(void *out)
{
    hm_counters before = hm_counters_thread_now();
    free(malloc(24));
    *(hm_counters *)out = hm_counters_thread_since(&before);
    return NULL;
}

static void a_threads_own_counters_do_not_move_for_another(void **state)
{
    (void)state;
    hm_counters other;
    pthread_t thread = start(own_counters, &other);
    pthread_join(thread, NULL);
    hm_counters before = hm_counters_thread_now();
    thread = start(one_pair, NULL);
    hm_counters creating = hm_counters_thread_since(&before);
    pthread_join(thread, NULL);
    before = hm_counters_thread_now();
    size_t bytes = 777;
    thread = start(one_pair, &bytes);
    hm_counters mine = hm_counters_thread_since(&before);
    pthread_join(thread, NULL);
    assert_int_equal(other.allocs, 1);
    assert_int_equal(other.bytes, 24);
    assert_int_equal(mine.allocs, creating.allocs);
}

static volatile sig_atomic_t signals;

static void allocate_in_handler(int number)
{
    (void)number;
    signals++;
    free(malloc(24));
}

static void what_a_signal_handler_allocates_is_counted(void **state)
{
    (void)state;
    signal(SIGUSR1, allocate_in_handler);
    hm_counters before = hm_counters_now();
    for (int i = 0; i < 1000; i++)
        raise(SIGUSR1);
    hm_counters used = hm_counters_since(&before);
    signal(SIGUSR1, SIG_DFL);
    assert_int_equal(signals, 1000);
    assert_int_equal(used.allocs, 1000);
}

static void *holds_a_lane(void *arg)
{
    free(malloc(24));
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    return arg;
}

static int in_child(uint32_t lanes)
{
    struct hm_count_lane *mine = hm_count_lane_mine();
    size_t bytes = 24;

    hm_count_lanes_forked();
    in_turn(1, &bytes);
    return hm_count_lane_mine() != mine || hm_count_process.lanes_used != lanes;
}

static void a_forked_child_gets_the_lanes_of_absent_threads_back(void **state)
{
    (void)state;
    enum { HOLDERS = 20 }; /* more than there were threads before: no lane is free */
    pthread_t threads[HOLDERS];
    int status = -1;
    pthread_barrier_init(&barrier, NULL, HOLDERS + 1);
    for (int i = 0; i < HOLDERS; i++)
        threads[i] = start(holds_a_lane, NULL);
    pthread_barrier_wait(&barrier);
    uint32_t lanes = hm_count_process.lanes_used;
    pid_t child = fork();
    if (child == 0)
        _exit(in_child(lanes));
    waitpid(child, &status, 0);
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < HOLDERS; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&barrier);
    assert_true(lanes > HOLDERS);
    assert_int_equal(status, 0);
}

enum { MANY = 500000 };

static void *add_many(void *arg)
{
    struct hm_count_lane *lane = hm_count_shared_lane();
    for (int i = 0; i < MANY; i++)
        hm_count_lane_add(lane, &lane->counters.shrinks, 1);
    return arg;
}

static void the_shared_lane_loses_nothing_between_two_threads(void **state)
{
    (void)state;
    hm_counters before = hm_counters_now();
    pthread_t thread = start(add_many, NULL);
    add_many(NULL);
    pthread_join(thread, NULL);
    assert_int_equal(hm_counters_since(&before).shrinks, 2 * MANY);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_in_turn_leave_their_totals_behind_and_reuse_a_lane),
        cmocka_unit_test(what_a_thread_allocates_in_its_destructors_is_counted),
        cmocka_unit_test(a_threads_own_counters_do_not_move_for_another),
        cmocka_unit_test(what_a_signal_handler_allocates_is_counted),
        cmocka_unit_test(the_shared_lane_loses_nothing_between_two_threads),
        cmocka_unit_test(a_forked_child_gets_the_lanes_of_absent_threads_back),
        cmocka_unit_test(more_threads_at_once_than_lanes_are_all_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
