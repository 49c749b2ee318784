/* test_live.c -- blocks alive at once are counted exactly, and never too few where memory ends. */
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "tracer/live.h"

enum { HISTORIES = 400, STEPS = 300, ALIVE_MAX = 40 };

static uint64_t births[STEPS], deaths[STEPS];
static size_t blocks;

static void die(struct hm_tracer_seats *s, struct hm_tracer_arena *a, uint64_t birth, uint64_t now)
{
    births[blocks] = birth;
    deaths[blocks++] = now;
    hm_tracer_seats_take(s, a, birth, now);
}

/* By trying the moment right behind each birth. */
static uint64_t most_at_once(void)
{
    uint64_t most = 0;
    for (size_t i = 0; i < blocks; i++) {
        uint64_t now = 0;
        for (size_t k = 0; k < blocks; k++)
            now += births[k] <= births[i] && births[i] < deaths[k];
        most = now > most ? now : most;
    }
    return most;
}

static void blocks_alive_together_add_up(void **state)
{
    struct hm_tracer_seats s = { 0 };
    struct hm_tracer_arena a = { 0 };
    (void)state;
    blocks = 0;
    for (uint64_t i = 0; i < 3; i++)
        die(&s, &a, i, 3);
    assert_int_equal(s.total, 3);
}

static void blocks_one_after_another_are_one(void **state)
{
    struct hm_tracer_seats s = { 0 };
    struct hm_tracer_arena a = { 0 };
    (void)state;
    blocks = 0;
    for (uint64_t i = 0; i < 100; i++)
        die(&s, &a, i, i + 1);
    assert_int_equal(s.total, 1);
    assert_int_equal(s.count, 1);
}

/* Some blocks of each history have another home: they pass by unseen. */
static void random_histories_agree_with_counting_by_hand(void **state)
{
    struct hm_tracer_arena a = { 0 };
    (void)state;
    srand(1);
    for (int history = 0; history < HISTORIES; history++) {
        struct hm_tracer_seats s = { 0 };
        uint64_t alive[ALIVE_MAX], now = 1;
        size_t count = 0, most = 1 + (size_t)rand() % ALIVE_MAX;
        blocks = 0;
        while (blocks < STEPS) {
            if (count < most && rand() % 2 == 0)
                alive[count++] = now++;
            if (count == 0 || rand() % 2 == 0)
                continue;
            size_t which = history % 3 == 0 ? 0 : (size_t)rand() % count;
            if (rand() % 4 != 0)
                die(&s, &a, alive[which], now);
            memmove(alive + which, alive + which + 1, (--count - which) * sizeof *alive);
        }
        assert_int_equal(s.total, most_at_once());
    }
}

static void a_seat_that_is_forgotten_makes_the_number_larger(void **state)
{
    struct hm_tracer_seats s = { 0 };
    struct hm_tracer_arena a = { 0 };
    (void)state;
    blocks = 0;
    for (uint64_t i = 0; i < 4; i++)
        die(&s, &a, i, 10 + i);
    s.count = 0; /* as if there had been no memory */
    for (uint64_t i = 0; i < 4; i++)
        die(&s, &a, 20 + i, 30 + i);
    assert_int_equal(most_at_once(), 4);
    assert_true(s.total >= 4);
}

static void memory_given_back_is_taken_again(void **state)
{
    struct hm_tracer_arena a = { 0 };
    (void)state;
    void *one = hm_tracer_arena_take(&a, 1000), *two = hm_tracer_arena_take(&a, 1 << 20);
    hm_tracer_arena_give(&a, one, 1000);
    hm_tracer_arena_give(&a, two, 1 << 20);
    assert_ptr_equal(hm_tracer_arena_take(&a, 1000), one);
    assert_ptr_equal(hm_tracer_arena_take(&a, 1 << 20), two);
}

static void a_home_that_was_put_away_is_found_by_its_depth_too(void **state)
{
    static struct hm_tracer_spill_entry room[64];
    struct hm_tracer_spill s = { .at = room, .room = 64 };
    struct hm_tracer_live out;
    (void)state;
    for (uint32_t depth = 1; depth <= 20; depth++)
        assert_true(hm_tracer_spill_put(
            &s, 7, &(struct hm_tracer_live){ .home = 5, .depth = depth, .seats.total = depth }));
    assert_false(hm_tracer_spill_take(&s, 8, 5, 3, &out));
    assert_false(hm_tracer_spill_take(&s, 7, 5, 21, &out));
    assert_true(hm_tracer_spill_take(&s, 7, 5, 3, &out));
    assert_int_equal(out.seats.total, 3);
    assert_false(hm_tracer_spill_take(&s, 7, 5, 3, &out));
    for (uint32_t depth = 21; s.used < 32; depth++)
        assert_true(
            hm_tracer_spill_put(&s, 7, &(struct hm_tracer_live){ .home = 5, .depth = depth }));
    assert_false(hm_tracer_spill_put(&s, 7, &(struct hm_tracer_live){ .home = 6, .depth = 1 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_alive_together_add_up),
        cmocka_unit_test(blocks_one_after_another_are_one),
        cmocka_unit_test(random_histories_agree_with_counting_by_hand),
        cmocka_unit_test(a_seat_that_is_forgotten_makes_the_number_larger),
        cmocka_unit_test(memory_given_back_is_taken_again),
        cmocka_unit_test(a_home_that_was_put_away_is_found_by_its_depth_too),
    };
    return cmocka_run_group_tests_name("trace_live", tests, NULL, NULL);
}
