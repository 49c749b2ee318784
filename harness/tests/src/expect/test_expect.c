/* What a budget says of a region: the verdict, the numbers, the text. */
#include "support/cmocka_all.h"

#include <pthread.h>
#include <string.h>

#include <heapmark/cmocka.h>
#include <heapmark/keep.h>

#include "support/counted.h"

static void *block(size_t size)
{
    void *made = malloc(size);
    hm_keep(made);
    return made;
}

static void one_block(void *arg)
{
    (void)arg;
    free(block(24));
}

static void two_blocks_of_24(void *arg)
{
    void **kept = arg;
    void *first = block(24);
    kept[0] = block(24);
    free(first);
}

/* The finding of one call. */
static const hm_finding *of(hm_budget budget)
{
    void *kept[1];
    const hm_finding *found = hm_expect_call(budget, two_blocks_of_24, kept);
    free(kept[0]);
    return found;
}

static void a_budget_of_zeros_allows_no_block(void **state)
{
    (void)state;
    hm_budget none = { 0 };
    hm_expect *e = hm_expect_begin(none);
    const hm_finding *found = hm_expect_end(e);
    assert_int_equal(found->verdict, HM_HELD);
    assert_string_equal(found->message, "");
    found = of(none);
    assert_int_equal(found->verdict, HM_BROKEN);
#if defined(__x86_64__)
    assert_non_null(strstr(found->message, "in which frame they could live: heapmark trace --any"));
#endif
}

static void the_first_failure_says_how_to_trace(void **state)
{
    (void)state;
    hm_budget none = { 0 };
    assert_null(strstr(of(none)->message, "heapmark trace")); /* the test above was the first */
}

static void each_amount_is_exact(void **state)
{
    (void)state;
    hm_budget exact = { .allocs = hm_exactly(2),
                        .bytes = hm_exactly(48),
                        .peak_bytes = hm_exactly(48),
                        .outlive = hm_exactly(1) };
    const hm_finding *found = of(exact);
    assert_string_equal(found->message, "");
    assert_int_equal(found->verdict, HM_HELD);
    assert_int_equal(found->allocs, 2);
    assert_int_equal(found->bytes, 48);
    assert_int_equal(found->peak_bytes, 48);
    assert_int_equal(found->outlive, 1);
}

static void each_limit_breaks_alone(void **state)
{
    (void)state;
    const hm_budget broken[] = {
        { .allocs = hm_at_most(1) }, { .allocs = hm_exactly(3) },      { .bytes = hm_at_most(47) },
        { .bytes = hm_exactly(49) }, { .peak_bytes = hm_at_most(47) }, { .outlive = hm_exactly(0) },
    };
    const hm_budget held[] = {
        { .allocs = hm_at_most(2) },
        { .bytes = hm_at_most(48) },
        { .peak_bytes = hm_at_most(48) },
        { .outlive = hm_at_most(1) },
    };
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
        assert_int_equal(of(broken[i])->verdict, HM_BROKEN);
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++)
        assert_int_equal(of(held[i])->verdict, HM_HELD);
}

static void the_message_names_count_budget_place_and_caller(void **state)
{
    (void)state;
    hm_budget budget = { .name = "two", .allocs = hm_at_most(1) };
    const char *text = of(budget)->message;
    assert_non_null(strstr(text, "two: 2 blocks, the budget is at most 1 ("));
    assert_non_null(strstr(text, "test_expect.c:"));
    assert_non_null(strstr(text, "  1 block, 24 bytes, 1 still alive:\n"));
    assert_non_null(strstr(text, "      block at "));
    assert_non_null(strstr(text, "      two_blocks_of_24 at "));
}

static void warm_up_is_not_judged_and_calls_are_added(void **state)
{
    (void)state;
    hm_budget budget = { .allocs = hm_exactly(3), .warm_up = 2, .calls = 3 };
    assert_int_equal(hm_expect_call(budget, one_block, NULL)->verdict, HM_HELD);
}

static void a_realloc_ends_one_block_and_begins_another(void **state)
{
    (void)state;
    hm_budget budget = { .allocs = hm_exactly(2), .outlive = hm_exactly(1) };
    hm_expect *e = hm_expect_begin(budget);
    void *p = realloc(block(10), 100000);
    const hm_finding *found = hm_expect_end(e);
    free(p);
    assert_string_equal(found->message, "");
    assert_int_equal(found->bytes, 100010);
    assert_int_equal(found->peak_bytes, 100000);
}

static void a_realloc_that_fails_leaves_the_block_in_the_region(void **state)
{
    (void)state;
    hm_budget budget = { .outlive = hm_exactly(1) };
    void *p = NULL;
    hm_expect *e = hm_expect_begin(budget);
    p = block(10);
    void *volatile none = realloc(p, PTRDIFF_MAX);
    const hm_finding *found = hm_expect_end(e);
    assert_null(none);
    free(p);
    assert_int_equal(found->verdict, HM_HELD);
}

static void what_was_alive_before_is_not_the_regions(void **state)
{
    (void)state;
    hm_budget budget = { .peak_bytes = hm_exactly(8), .outlive = hm_exactly(1) };
    void *before = block(1000);
    hm_expect *e = hm_expect_begin(budget);
    free(before);
    void *after = block(8);
    const hm_finding *found = hm_expect_end(e);
    free(after);
    assert_string_equal(found->message, "");
}

static void regions_nest(void **state)
{
    (void)state;
    hm_budget three = { .allocs = hm_exactly(3) }, one = { .allocs = hm_exactly(1) };
    hm_expect *outer = hm_expect_begin(three);
    free(block(1));
    hm_expect *inner = hm_expect_begin(one);
    free(block(2));
    assert_int_equal(hm_expect_end(inner)->verdict, HM_HELD);
    free(block(3));
    assert_int_equal(hm_expect_end(outer)->verdict, HM_HELD);
}

static void what_is_paused_is_in_no_region(void **state)
{
    (void)state;
    hm_budget none = { 0 };
    hm_expect *e = hm_expect_begin(none);
    hm_expect_pause();
    hm_expect_pause();
    free(block(1));
    hm_expect_resume();
    free(block(1));
    hm_expect_resume();
    assert_int_equal(hm_expect_end(e)->verdict, HM_HELD);
}

static void *in_thread(void *arg)
{
    one_block(arg);
    return NULL;
}

static const hm_finding *with_a_thread(hm_scope scope)
{
    pthread_t thread;
    hm_budget budget = { .allocs = hm_exactly(0), .scope = scope };
    hm_expect *e = hm_expect_begin(budget);
    hm_expect_pause(); /* what creating a thread takes */
    pthread_create(&thread, NULL, in_thread, NULL);
    pthread_join(thread, NULL);
    hm_expect_resume();
    return hm_expect_end(e);
}

static void the_scope_chooses_all_threads_or_one(void **state)
{
    (void)state;
    assert_int_equal(with_a_thread(HM_SCOPE_PROCESS)->allocs, 1);
    assert_int_equal(with_a_thread(HM_SCOPE_THREAD)->allocs, 0);
}

static void *region_of_its_own(void *arg)
{
    const hm_finding **found = arg;
    hm_budget one = { .allocs = hm_exactly(1), .scope = HM_SCOPE_THREAD };
    for (int i = 0; i < 200; i++) {
        hm_expect *e = hm_expect_begin(one);
        one_block(NULL);
        *found = hm_expect_end(e);
        if ((*found)->verdict != HM_HELD)
            break;
    }
    return NULL;
}

static void two_threads_have_regions_at_the_same_time(void **state)
{
    (void)state;
    pthread_t threads[2];
    const hm_finding *found[2] = { NULL };
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, region_of_its_own, &found[i]);
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
        assert_string_equal(found[i]->message, "");
    }
}

static __attribute__((noinline)) hm_expect *left_open(void)
{
    hm_budget none = { 0 };
    hm_expect *e = hm_expect_begin(none);
    hm_keep(e);
    return e;
}

static void a_function_that_was_left_gives_its_region_up(void **state)
{
    (void)state;
    hm_budget none = { 0 };
    hm_expect *left = left_open();
    hm_expect *e = hm_expect_begin(none);
    assert_int_equal(hm_expect_end(e)->verdict, HM_HELD);
    assert_int_equal(hm_expect_end(left)->verdict, HM_MISUSED);
    assert_non_null(strstr(hm_expect_end(left)->message, "given up"));
}

static void an_outer_end_gives_inner_regions_up(void **state)
{
    (void)state;
    hm_budget none = { 0 };
    hm_expect *outer = hm_expect_begin(none);
    hm_expect *inner = hm_expect_begin(none);
    assert_int_equal(hm_expect_end(outer)->verdict, HM_HELD);
    assert_int_equal(hm_expect_end(inner)->verdict, HM_MISUSED);
}

static void a_region_without_room_takes_the_place_of_the_oldest(void **state)
{
    (void)state;
    hm_budget none = { 0 };
    hm_expect *e[33];
    for (int i = 0; i < 33; i++)
        e[i] = hm_expect_begin(none);
    assert_int_equal(hm_expect_end(e[32])->verdict, HM_HELD);
    assert_int_equal(hm_expect_end(e[1])->verdict, HM_HELD);
    assert_ptr_equal(e[0], e[32]);
}

static void budgets_without_sense_are_refused(void **state)
{
    (void)state;
    const hm_budget bad[] = {
        { .allocs = hm_at_most(-1) },
        { .bytes = hm_exactly(-5) },
        { .name = "r", .allocs = hm_ratchet() },
        { .allocs = hm_ratchet(), .baseline = "b.txt" },
        { .name = "two\nlines", .allocs = hm_ratchet(), .baseline = "b.txt" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(of(bad[i])->verdict, HM_MISUSED);
    assert_non_null(strstr(of(bad[0])->message, "a budget below zero"));
}

static void many_sites_are_counted_even_where_they_are_not_shown(void **state)
{
    (void)state;
    hm_budget none = { 0 };
    hm_expect *e = hm_expect_begin(none);
    free(block(1));
    free(block(2));
    free(block(3));
    free(block(4));
    free(block(5));
    free(block(6));
    free(block(7));
    const hm_finding *found = hm_expect_end(e);
    assert_int_equal(found->allocs, 7);
    assert_non_null(strstr(found->message, "and 2 more sites\n"));
}

static bool returns_early(void)
{
    hm_assert_allocs(hm_exactly(1))
    {
        one_block(NULL);
        return true;
    }
    return false;
}

static void a_block_of_cmocka_h_may_be_left_by_return(void **state)
{
    (void)state;
    assert_true(returns_early());
    hm_assert_nothing_outlives()
    {
        one_block(NULL);
    }
    hm_assert_forbidden()
    {
        (void)state;
    }
    hm_budget once = { .allocs = hm_exactly(1) };
    hm_assert_call(once, one_block, NULL);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_budget_of_zeros_allows_no_block),
        cmocka_unit_test(the_first_failure_says_how_to_trace),
        cmocka_unit_test(each_amount_is_exact),
        cmocka_unit_test(each_limit_breaks_alone),
        cmocka_unit_test(the_message_names_count_budget_place_and_caller),
        cmocka_unit_test(warm_up_is_not_judged_and_calls_are_added),
        cmocka_unit_test(a_realloc_ends_one_block_and_begins_another),
        cmocka_unit_test(a_realloc_that_fails_leaves_the_block_in_the_region),
        cmocka_unit_test(what_was_alive_before_is_not_the_regions),
        cmocka_unit_test(regions_nest),
        cmocka_unit_test(what_is_paused_is_in_no_region),
        cmocka_unit_test(the_scope_chooses_all_threads_or_one),
        cmocka_unit_test(two_threads_have_regions_at_the_same_time),
        cmocka_unit_test(a_function_that_was_left_gives_its_region_up),
        cmocka_unit_test(an_outer_end_gives_inner_regions_up),
        cmocka_unit_test(a_region_without_room_takes_the_place_of_the_oldest),
        cmocka_unit_test(budgets_without_sense_are_refused),
        cmocka_unit_test(many_sites_are_counted_even_where_they_are_not_shown),
        cmocka_unit_test(a_block_of_cmocka_h_may_be_left_by_return),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
