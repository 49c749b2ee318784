/* test_alive.c -- the table of live blocks: every block is found once, whatever the addresses, and
 * with several threads. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "stacks/alive.h"

enum { BLOCKS = 50000, THREADS = 4 };

static const void *at(uintptr_t address)
{
    return (const void *)address; // NOLINT(performance-no-int-to-ptr)
}

/* Take them in another order than they came. */
static void add_and_take(uintptr_t first, uintptr_t distance)
{
    for (uintptr_t i = 0; i < BLOCKS; i++)
        if (!hm_stacks_alive_add(at(first + i * distance), i + 1))
            abort();
    for (uintptr_t i = 0; i < BLOCKS; i++) {
        uintptr_t n = i * 7919 % BLOCKS;
        if (hm_stacks_alive_take(at(first + n * distance)) != n + 1 ||
            hm_stacks_alive_take(at(first + n * distance)) != 0)
            abort();
    }
}

static void every_distance_of_blocks_is_found_again(void **state)
{
    (void)state;
    for (uintptr_t distance = 16; distance <= 1 << 26; distance *= 4)
        add_and_take(0x7f0000001000, distance);
    hm_stacks_alive_forget();
    assert_int_equal(hm_stacks_alive_take(at(0x7f0000001000)), 0);
}

static void *worker(void *number)
{
    for (int round = 0; round < 3; round++) /* blocks of all threads lie side by side */
        add_and_take(0x550000000000 + 16 * (uintptr_t)number, 16 * THREADS);
    return NULL;
}

static void threads_do_not_lose_each_others_blocks(void **state)
{
    (void)state;
    pthread_t thread[THREADS];
    for (uintptr_t t = 0; t < THREADS; t++)
        assert_int_equal(pthread_create(&thread[t], NULL, worker, (void *)t), 0); // NOLINT
    for (int t = 0; t < THREADS; t++)
        assert_int_equal(pthread_join(thread[t], NULL), 0);
    hm_stacks_alive_forget();
}

static void sealed_tables_hold_many_blocks_and_say_when_they_are_full(void **state)
{
    (void)state;
    hm_stacks_alive_seal();
    uintptr_t n = 0;
    while (n < BLOCKS && hm_stacks_alive_add(at(0x1000 + (n << 7)), 1 + n))
        n++;
    assert_int_equal(n, BLOCKS);
    while (n < 100 * BLOCKS && hm_stacks_alive_add(at(0x1000 + (n << 7)), 1 + n))
        n++;
    assert_true(n < 100 * BLOCKS);
    while (n-- > 0)
        assert_int_equal(hm_stacks_alive_take(at(0x1000 + (n << 7))), 1 + n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_distance_of_blocks_is_found_again),
        cmocka_unit_test(threads_do_not_lose_each_others_blocks),
        cmocka_unit_test(sealed_tables_hold_many_blocks_and_say_when_they_are_full),
    };
    return cmocka_run_group_tests_name("live blocks", tests, NULL, NULL);
}
