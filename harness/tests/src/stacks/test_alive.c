/* test_alive.c -- the records of live blocks: every block is found once, whatever its address and
 * its size, and with several threads. */
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

static uint64_t record(uintptr_t n, size_t size)
{
    return hm_stacks_record((uint32_t)n, size);
}

/* Take them in another order than they came. */
static void add_and_take(uintptr_t first, uintptr_t distance)
{
    for (uintptr_t i = 0; i < BLOCKS; i++)
        if (!hm_stacks_alive_add(at(first + i * distance), record(i, distance)))
            abort();
    for (uintptr_t i = 0; i < BLOCKS; i++) {
        uintptr_t n = i * 7919 % BLOCKS;
        if (hm_stacks_alive_take(at(first + n * distance)) != record(n, distance) ||
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

/* Blocks of jemalloc of 8 bytes, and those of an allocator that puts a byte before each. */
static void blocks_at_odd_addresses_are_found_again(void **state)
{
    (void)state;
    add_and_take(0x7f0000001008, 8);
    add_and_take(0x7f0000001001, 33);
    hm_stacks_alive_forget();
}

static void sizes_of_any_number_of_bits_come_back(void **state)
{
    (void)state;
    enum { DISTANCE = 64 };
    uintptr_t end_of_region = (uintptr_t)0x7f0000000000 + (1 << HM_STACKS_REGION_LOG2);
    for (unsigned bits = 0; bits < 44; bits++)
        for (uintptr_t back = 1; back <= 4; back++) {
            size_t size = ((size_t)1 << bits) - (back > 2 && bits > 0);
            const void *block = at(end_of_region - back * DISTANCE / 4);
            assert_true(hm_stacks_alive_add(block, hm_stacks_record(7, size)));
            assert_true(hm_stacks_alive_take(block) == hm_stacks_record(7, size));
            for (uintptr_t i = 0; i < DISTANCE; i += 16) /* nothing is left behind */
                assert_true(hm_stacks_alive_take(at((uintptr_t)block + i)) == 0);
        }
    hm_stacks_alive_forget();
}

/* A pointer that is no block's, into one whose size takes more cells than one. */
static void inside_a_large_block_there_is_none(void **state)
{
    (void)state;
    for (size_t size = 2048; size < (size_t)1 << 43; size = size * 3 + 1) {
        assert_true(hm_stacks_alive_add(at(0x7f0000001000), hm_stacks_record(7, size)));
        for (uintptr_t i = 16; i < 2048; i += 16)
            assert_true(hm_stacks_alive_take(at(0x7f0000001000 + i)) == 0);
        assert_true(hm_stacks_alive_take(at(0x7f0000001000)) == hm_stacks_record(7, size));
    }
    hm_stacks_alive_forget();
}

/* Memory 32 GiB apart has its cells at the same place of the list of regions. */
static void more_regions_than_meet_at_one_place_are_told_apart(void **state)
{
    (void)state;
    add_and_take(0x10000, (uintptr_t)HM_STACKS_REGIONS << HM_STACKS_REGION_LOG2);
    hm_stacks_alive_forget();
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
    while (n < BLOCKS && hm_stacks_alive_add(at(0x1000 + (n << 7)), record(n, 128)))
        n++;
    assert_int_equal(n, BLOCKS);
    while (n < 100 * BLOCKS && hm_stacks_alive_add(at(0x1000 + (n << 7)), record(n, 128)))
        n++;
    assert_true(n < 100 * BLOCKS);
    while (n-- > 0)
        assert_true(hm_stacks_alive_take(at(0x1000 + (n << 7))) == record(n, 128));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_distance_of_blocks_is_found_again),
        cmocka_unit_test(blocks_at_odd_addresses_are_found_again),
        cmocka_unit_test(sizes_of_any_number_of_bits_come_back),
        cmocka_unit_test(inside_a_large_block_there_is_none),
        cmocka_unit_test(more_regions_than_meet_at_one_place_are_told_apart),
        cmocka_unit_test(threads_do_not_lose_each_others_blocks),
        cmocka_unit_test(sealed_tables_hold_many_blocks_and_say_when_they_are_full),
    };
    return cmocka_run_group_tests_name("live blocks", tests, NULL, NULL);
}
