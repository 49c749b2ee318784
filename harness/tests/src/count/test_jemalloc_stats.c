/* Two instruments on the same requests: our counters and jemalloc's. */

#include <malloc.h>
#include <string.h>
#include "support/cmocka_all.h"

#include <heapmark/counters.h>
#include <heapmark/jemalloc.h>
#include <heapmark/keep.h>

#include "support/counted.h"

enum { CALLS = 1000 };

static const char *reason;

static uint64_t jemalloc_says(void)
{
    uint64_t requests = 0;

    if (!hm_jemalloc_requests(&requests, &reason))
        fail_msg("%s", reason);
    return requests;
}

static void by_malloc(size_t size)
{
    free(malloc(size));
}

static void by_calloc(size_t size)
{
    free(calloc(2, size));
}

static void by_aligned_alloc(size_t size)
{
    free(aligned_alloc(64, (size + 63) / 64 * 64));
}

static void by_posix_memalign(size_t size)
{
    void *block = NULL;

    assert_int_equal(posix_memalign(&block, 64, size), 0);
    free(block);
}

static void by_pvalloc(size_t size)
{
    free(pvalloc(size));
}

static void by_strdup(size_t size)
{
    char text[256];

    memset(text, 'x', sizeof text);
    text[size % sizeof text] = '\0';
    free(strdup(text));
}

static void both_instruments_see_the_same_requests(void **state)
{
    (void)state;
    static void (*const ways[])(size_t) = { by_malloc,         by_calloc,  by_aligned_alloc,
                                            by_posix_memalign, by_pvalloc, by_strdup };
    for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++) {
        uint64_t before = jemalloc_says();
        hm_counters start = hm_counters_now();
        for (size_t i = 0; i < CALLS; i++)
            ways[way](1 + i % 200);
        uint64_t ours = hm_counters_since(&start).allocs;
        uint64_t theirs = jemalloc_says() - before;
        assert_int_equal(ours, CALLS);
        assert_int_equal(theirs, ours);
    }
}

/* A known and allowed difference: jemalloc did nothing, so it counted nothing. */
static void a_realloc_in_place_is_one_for_us_and_none_for_jemalloc(void **state)
{
    (void)state;
    char *block = malloc(33); /* jemalloc has a class of 48 */
    uint64_t before = jemalloc_says();
    hm_counters start = hm_counters_now();
    char *same = realloc(block, 48);
    assert_ptr_equal(same, block);
    assert_int_equal(hm_counters_since(&start).allocs, 1);
    assert_int_equal(jemalloc_says() - before, 0);
    free(same);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_instruments_see_the_same_requests),
        cmocka_unit_test(a_realloc_in_place_is_one_for_us_and_none_for_jemalloc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
