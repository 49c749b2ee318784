/* test_record.c -- each history of births, moves and deaths gives the right fate. */
#include <string.h>

#include "support/cmocka_all.h"

#include "support/trace_tables.h"
#include "tracer/record.h"

static uintptr_t machine[1024]; /* its stack; functions keep no frame pointer */
static struct hm_tracer_thread *one;
static const struct hm_tracer_place here = { .ra = 4242 };

static void fresh(uint64_t blocks_max)
{
    fresh_tables(blocks_max);
    one = hm_tracer_thread_start(0, 0);
    assert_non_null(one);
    memset(one->site, 0, sizeof one->site); /* clear the last test's site */
}

static void enter(uintptr_t fn, uintptr_t at)
{
    uintptr_t sp = (uintptr_t)(machine + at);
    hm_tracer_shadow_enter(&one->shadow, &(struct hm_hook_step){ fn, fn + 1, fn + 20, sp, sp });
}

static void leave(uintptr_t fn, uintptr_t at)
{
    uintptr_t sp = (uintptr_t)(machine + at);
    hm_tracer_shadow_leave(&one->shadow, &(struct hm_hook_step){ fn, fn + 1, fn + 90, sp, sp },
                           false);
}

static void depth_is_counted_from_the_maker_to_the_home(void **state)
{
    (void)state;
    fresh(16);
    enter(1000, 900);
    enter(2000, 800);
    enter(3000, 700);
    hm_tracer_record_born(one, 0x10, 32, 0, here);
    leave(3000, 700);
    leave(2000, 800);
    hm_tracer_record_died(one, 0x10, here);
    const struct hm_tracer_raw_fate *fate = &hm_tracer_trace.raw.fate[0];
    assert_int_equal(hm_tracer_trace.raw.header->fates, 1);
    assert_int_equal(fate->kind, HM_TRACER_FATE_HOME);
    assert_int_equal(fate->depth, 2);
    assert_int_equal(fate->home.fn, 1000);
    assert_int_equal(hm_tracer_trace.raw.peak[0].home, fate->home.pc);
    assert_int_equal(hm_tracer_trace.raw.peak[0].live, 1);
}

static void a_moved_block_keeps_its_birth_and_is_found_at_its_new_address(void **state)
{
    (void)state;
    fresh(16);
    enter(1000, 900);
    hm_tracer_record_born(one, 0x10, 8, 0, here);
    enter(2000, 800);
    hm_tracer_record_moving(one, 0x10);
    hm_tracer_record_moved(one, 0x10, 0x20, 64, here);
    leave(2000, 800);
    hm_tracer_record_died(one, 0x20, here);
    const struct hm_tracer_raw_site *site = &hm_tracer_trace.raw.site[1];
    assert_int_equal(hm_tracer_trace.raw.fate[0].depth, 0);
    assert_int_equal(site->blocks, 1);
    assert_int_equal(site->bytes, 64);
    assert_int_equal(site->grow_from_min, 8);
    assert_int_equal(site->grow_to_max, 64);
    assert_int_equal(hm_tracer_trace.raw.header->unknown_frees, 0);
}

static void a_failed_move_leaves_the_block_where_it_was(void **state)
{
    (void)state;
    fresh(16);
    enter(1000, 900);
    hm_tracer_record_born(one, 0x10, 8, 0, here);
    hm_tracer_record_moving(one, 0x10);
    hm_tracer_record_moved(one, 0x10, 0, 64, here);
    hm_tracer_record_died(one, 0x10, here);
    assert_int_equal(hm_tracer_trace.raw.site[1].died, 1);
    assert_int_equal(hm_tracer_trace.raw.site[1].size_max, 8);
}

/* Another thread asks for a block while a realloc is under way, and the table has one slot left. */
static void a_block_in_a_realloc_keeps_its_slot(void **state)
{
    (void)state;
    fresh(1);
    struct hm_tracer_thread *two = hm_tracer_thread_start(0, 0);
    enter(1000, 900);
    hm_tracer_record_born(one, 0x10, 8, 0, here);
    hm_tracer_record_moving(one, 0x10);
    hm_tracer_record_born(two, 0x10, 8, 0, here); /* at the address that became free */
    hm_tracer_record_moved(one, 0x10, 0x20, 64, here);
    assert_int_equal(hm_tracer_trace.raw.header->dropped, 1);
    hm_tracer_record_died(one, 0x20, here);
    assert_int_equal(hm_tracer_trace.raw.header->unknown_frees, 0);
    assert_int_equal(hm_tracer_trace.raw.site[1].died, 1);
}

static void a_realloc_whose_end_was_not_seen_is_counted_when_its_thread_ends(void **state)
{
    (void)state;
    fresh(1);
    enter(1000, 900);
    hm_tracer_record_born(one, 0x10, 8, 0, here);
    hm_tracer_record_moving(one, 0x10);
    hm_tracer_thread_end(one);
    assert_int_equal(hm_tracer_trace.raw.header->dropped, 1);
    assert_int_equal(hm_tracer_trace.raw.site[1].dropped, 1);
    assert_int_not_equal(hm_tracer_tables.blocks_free, 0); /* its slot can be used again */
}

static void blocks_beyond_the_limit_are_counted_and_said_to_be_dropped(void **state)
{
    (void)state;
    fresh(4);
    enter(1000, 900);
    for (uintptr_t i = 1; i <= 10; i++)
        hm_tracer_record_born(one, 16 * i, 8, 0, here);
    assert_int_equal(hm_tracer_trace.raw.site[1].blocks, 10);
    assert_int_equal(hm_tracer_trace.raw.site[1].dropped, 6);
    for (uintptr_t i = 1; i <= 10; i++)
        hm_tracer_record_died(one, 16 * i, here);
    assert_int_equal(hm_tracer_trace.raw.site[1].died, 4);
    assert_int_equal(hm_tracer_trace.raw.header->unknown_frees, 6);
}

static void another_thread_that_frees_is_told_apart(void **state)
{
    (void)state;
    fresh(16);
    enter(1000, 900);
    hm_tracer_record_born(one, 0x10, 8, 0, here);
    struct hm_tracer_thread *two = hm_tracer_thread_start(0, 0);
    hm_tracer_record_died(two, 0x10, here);
    assert_int_equal(hm_tracer_trace.raw.fate[0].kind, HM_TRACER_FATE_OTHER_THREAD);
}

static void blocks_alive_at_the_end_of_their_thread_are_counted(void **state)
{
    (void)state;
    fresh(16);
    enter(1000, 900);
    hm_tracer_record_born(one, 0x10, 8, 0, here);
    hm_tracer_record_born(one, 0x20, 8, 0, here);
    hm_tracer_record_died(one, 0x10, here);
    hm_tracer_thread_end(one);
    assert_int_equal(hm_tracer_trace.raw.site[1].outlived_thread, 1);
}

static void a_live_block_costs_at_most_64_bytes(void **state)
{
    enum { N = 1 << 18 };
    (void)state;
    fresh(N);
    enter(1000, 900);
    for (uintptr_t i = 1; i <= N; i++)
        hm_tracer_record_born(one, 16 * i, 8, 0, here);
    size_t used = sizeof(struct hm_tracer_block) * hm_tracer_tables.blocks_used +
                  sizeof(uint32_t) * ((size_t)hm_tracer_tables.bucket_mask + 1);
    assert_true(used / N <= 64);
}

static void blocks_of_calls_that_were_left_are_alive_at_once_in_their_caller(void **state)
{
    (void)state;
    fresh(4096);
    enter(1000, 900);
    for (uintptr_t i = 1; i <= 1000; i++) {
        enter(2000, 800);
        hm_tracer_record_born(one, 16 * i, 8, 0, here);
        leave(2000, 800);
    }
    for (uintptr_t i = 1; i <= 1000; i++)
        hm_tracer_record_died(one, 16 * i, here);
    assert_int_equal(hm_tracer_trace.raw.header->peaks, HM_TRACER_LEVELS);
    assert_int_equal(hm_tracer_trace.raw.peak[0].live, 1000);
    assert_int_equal(one->live[1].seats.room, 4); /* all died at one time */
}

static void blocks_of_all_depths_are_alive_at_once_in_their_home(void **state)
{
    (void)state;
    fresh(64);
    enter(1000, 900);
    for (uintptr_t i = 0; i < 8; i++) {
        for (uintptr_t depth = 0; depth <= i; depth++)
            enter(2000, 800 - 10 * depth);
        hm_tracer_record_born(one, 16 * (i + 1), 8, 0, here);
        for (uintptr_t depth = i + 1; depth > 0; depth--)
            leave(2000, 800 - 10 * (depth - 1));
    }
    for (uintptr_t i = 0; i < 8; i++)
        hm_tracer_record_died(one, 16 * (i + 1), here);
    assert_int_equal(hm_tracer_trace.raw.header->fates, 8);
    uint32_t group = hm_tracer_trace.raw.site[1].group[0];
    for (uint32_t i = 2; i <= 8; i++)
        assert_int_equal(hm_tracer_trace.raw.site[i].group[0], group);
    assert_int_equal(hm_tracer_trace.raw.peak[0].group, group);
    assert_int_equal(hm_tracer_trace.raw.peak[0].live, 8);
}

/* Every call of a recursion is the home of two blocks, and frees them only on the way back. */
static void of_homes_that_call_each_other_each_has_its_own_number(void **state)
{
    enum { DEEP = 200 };
    (void)state;
    fresh(1024);
    enter(1000, 1000);
    for (uintptr_t i = 0; i < DEEP; i++) {
        enter(2000, 990 - 2 * i);
        for (uintptr_t k = 1; k <= 3; k++) /* the third dies at once: the home is in use */
            hm_tracer_record_born(one, 16 * (3 * i + k), 8, 0, here);
        hm_tracer_record_died(one, 16 * (3 * i + 3), here);
    }
    for (uintptr_t i = DEEP; i > 0; i--) {
        hm_tracer_record_died(one, 16 * (3 * i - 2), here);
        hm_tracer_record_died(one, 16 * (3 * i - 1), here);
        leave(2000, 990 - 2 * (i - 1));
    }
    for (uint32_t i = 0; i < hm_tracer_trace.raw.header->peaks; i++) {
        assert_int_equal(hm_tracer_trace.raw.peak[i].live, 3);
        assert_int_equal(hm_tracer_trace.raw.peak[i].lost, 0);
    }
}

static void one_call_reached_by_two_ways_is_two_sites_each_time(void **state)
{
    (void)state;
    fresh(64);
    for (uintptr_t i = 0; i < 20; i++) {
        uintptr_t by = i % 2 == 0 ? 1000 : 1500;
        enter(by, 900);
        enter(2000, 800);
        hm_tracer_record_born(one, 16 * (i + 1), 8, 0, here);
        leave(2000, 800);
        leave(by, 900);
    }
    assert_int_equal(hm_tracer_trace.raw.header->sites, 3);
    assert_int_equal(hm_tracer_trace.raw.site[1].blocks, 10);
    assert_int_equal(hm_tracer_trace.raw.site[2].blocks, 10);
    assert_int_not_equal(hm_tracer_trace.raw.site[1].chain, hm_tracer_trace.raw.site[2].chain);
}

static void of_a_block_made_amid_a_push_nothing_is_said(void **state)
{
    (void)state;
    fresh(16);
    enter(1000, 900);
    one->shadow.open.top[1].sp = 0;
    one->shadow.open.top++;
    hm_tracer_shadow_settle(&one->shadow, (uintptr_t)(machine + 600));
    hm_tracer_record_born(one, 0x10, 8, 0, here);
    one->shadow.open.top--;
    hm_tracer_shadow_settle(&one->shadow, (uintptr_t)(machine + 900));
    hm_tracer_record_died(one, 0x10, here);
    assert_int_equal(hm_tracer_trace.raw.site[1].chain, 0);
    assert_int_equal(hm_tracer_trace.raw.fate[0].kind, HM_TRACER_FATE_UNKNOWN);
    assert_int_equal(one->alive[1].blocks, 0);
}

static void free_in_ways(uint64_t from, uint64_t to)
{
    for (uint64_t i = from; i < to; i++) {
        hm_tracer_record_born(one, 0x10, 8, 0, here);
        hm_tracer_record_died(one, 0x10, (struct hm_tracer_place){ .ra = i + 1 });
    }
}

static void blocks_that_end_in_too_many_ways_are_counted_as_dropped(void **state)
{
    (void)state;
    fresh(16);
    enter(1000, 900);
    free_in_ways(0, HM_TRACER_FATES_MAX + 7);
    const struct hm_tracer_raw_site *site = &hm_tracer_trace.raw.site[1];
    assert_int_equal(hm_tracer_trace.raw.header->fates_lost, 7);
    assert_int_equal(hm_tracer_trace.raw.header->dropped, 7);
    assert_int_equal(site->died, HM_TRACER_FATES_MAX);
    assert_int_equal(site->dropped, 7);
}

static void many_depths_share_a_fate_when_there_are_many(void **state)
{
    enum { FOLDED = 300, DEEP = 900 }; /* calls: from FOLDED on all have one site */
    uint64_t blocks = 0;
    (void)state;
    fresh(DEEP);
    enter(1000, 1000);
    free_in_ways(0, HM_TRACER_FATES_EXACT);
    for (uintptr_t i = 1; i <= DEEP; i++) {
        enter(2000, 1000 - i);
        if (i > FOLDED)
            hm_tracer_record_born(one, 16 * i, 8, 0, here);
    }
    for (uintptr_t i = DEEP; i > 0; i--)
        leave(2000, 1000 - i);
    for (uintptr_t i = FOLDED + 1; i <= DEEP; i++)
        hm_tracer_record_died(one, 16 * i, here);
    uint32_t fates = hm_tracer_trace.raw.header->fates;
    assert_int_equal(hm_tracer_trace.raw.header->sites, 3);
    assert_in_range(fates, HM_TRACER_FATES_EXACT + 8, HM_TRACER_FATES_EXACT + 16);
    for (uint32_t i = HM_TRACER_FATES_EXACT; i < fates; i++) {
        const struct hm_tracer_raw_fate *fate = &hm_tracer_trace.raw.fate[i];
        uint32_t apart = fate->depth_max - fate->depth_min;
        blocks += fate->blocks;
        assert_in_range(apart, 0,
                        fate->depth_min < HM_TRACER_DEPTH_EXACT ? 0 : fate->depth_min / 8);
    }
    assert_int_equal(blocks, DEEP - FOLDED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depth_is_counted_from_the_maker_to_the_home),
        cmocka_unit_test(a_moved_block_keeps_its_birth_and_is_found_at_its_new_address),
        cmocka_unit_test(a_failed_move_leaves_the_block_where_it_was),
        cmocka_unit_test(a_block_in_a_realloc_keeps_its_slot),
        cmocka_unit_test(a_realloc_whose_end_was_not_seen_is_counted_when_its_thread_ends),
        cmocka_unit_test(blocks_beyond_the_limit_are_counted_and_said_to_be_dropped),
        cmocka_unit_test(another_thread_that_frees_is_told_apart),
        cmocka_unit_test(blocks_alive_at_the_end_of_their_thread_are_counted),
        cmocka_unit_test(blocks_of_calls_that_were_left_are_alive_at_once_in_their_caller),
        cmocka_unit_test(blocks_of_all_depths_are_alive_at_once_in_their_home),
        cmocka_unit_test(of_homes_that_call_each_other_each_has_its_own_number),
        cmocka_unit_test(one_call_reached_by_two_ways_is_two_sites_each_time),
        cmocka_unit_test(of_a_block_made_amid_a_push_nothing_is_said),
        cmocka_unit_test(blocks_that_end_in_too_many_ways_are_counted_as_dropped),
        cmocka_unit_test(many_depths_share_a_fate_when_there_are_many),
        cmocka_unit_test(a_live_block_costs_at_most_64_bytes),
    };
    return cmocka_run_group_tests_name("trace_record", tests, NULL, NULL);
}
