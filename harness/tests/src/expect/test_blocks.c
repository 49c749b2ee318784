/* The table of blocks, beside a plain array: a thousand blocks come and go in any order. */
#include "support/cmocka_all.h"

#include <string.h>

#include "expect/blocks.h"

enum { MANY = 5000, ROUNDS = 200000 };

static uint64_t seed;

static uint64_t draw(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return seed >> 33;
}

static void what_was_added_is_taken_once(void **state)
{
    (void)state;
    static size_t sizes[MANY]; /* 0: not in the table */
    seed = 1;
    for (int i = 0; i < ROUNDS; i++) {
        size_t n = draw() % MANY;
        uintptr_t address = 0x7f0000000000 + 16 * n + (n % 7 << 24);
        struct hm_expect_block b = { .address = address, .size = draw() + 1 }, out;
        bool there = hm_expect_blocks_take((const void *)address, &out); // NOLINT
        assert_int_equal(there, sizes[n] != 0);
        if (there)
            assert_int_equal(out.size, sizes[n]);
        sizes[n] = there ? 0 : b.size;
        if (!there)
            assert_true(hm_expect_blocks_add(&b));
    }
}

static void a_cleared_table_has_none(void **state)
{
    (void)state;
    struct hm_expect_block b = { .address = 64, .size = 1 }, out;
    hm_expect_blocks_clear();
    assert_true(hm_expect_blocks_add(&b));
    hm_expect_blocks_clear();
    assert_false(hm_expect_blocks_take((const void *)64, &out)); // NOLINT
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_added_is_taken_once),
        cmocka_unit_test(a_cleared_table_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
