/* test_rungs.c -- each rung survives the failure of each allocation it makes, and gives all back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <errno.h>

#include <heapmark/counters.h>
#include <heapmark/fail.h>

#include "set_c_1/lab/also.h"
#include "set_c_1/lab/client_hiredis.h"
#include "set_c_1/lab/lab.h"
#include "set_c_1/lab/reused_array.h"

static struct redis_conn storage;
static struct memory_peer peer;
static const struct string ok = STRING("+OK\r\n");

static const struct {
    const char *name;
    rung_fn *set;
    const struct string *sends;
    unsigned allocs;
} rungs[] = {
    { "all_boxed", set_all_boxed, &sends_set_c_1000, 3 },
    { "constants", set_constants, &sends_set_c_1, 1 },
    { "known_callee", set_known_callee, &sends_set_c_1, 0 },
    { "borrowed_array", set_borrowed_array, &sends_set_c_1, 0 },
    { "tagged_union", set_tagged_union, &sends_set_c_1, 0 },
    { "promised_array", set_promised_array, &sends_set_c_1, 0 },
    { "run_time_int", set_run_time_int, &sends_set_c_1000, 2 },
    { "small_int", set_small_int, &sends_set_c_1, 1 },
    { "four_args", set_four_args, &sends_set_c_1_ex_10, 1 },
    { "typed", set_typed, &sends_set_c_1, 0 },
    { "va_list", set_va_list, &sends_set_c_1, 0 },
};

static void every_failing_allocation_of_a_rung_is_reported_and_leaks_nothing(void **state)
{
    (void)state;
    if (!hm_counting())
        skip();
    for (size_t i = 0; i < sizeof rungs / sizeof rungs[0]; i++) {
        struct conn c = redis_conn_init(&storage, memory_open(&peer, *rungs[i].sends, ok), 0);
        for (unsigned n = 1; n <= rungs[i].allocs + 1; n++) {
            hm_counters before = hm_counters_now();
            hm_fail_at(n);
            int code = rungs[i].set(c);
            bool never = hm_fail_disarm();
            hm_counters used = hm_counters_since(&before);
            bool last = n == rungs[i].allocs + 1;
            if (code != (last ? 0 : -ENOMEM) || never != last || used.allocs != used.frees)
                fail_msg("%s: failing allocation %u of %u gave %d, %u blocks kept", rungs[i].name,
                         n, rungs[i].allocs, code, (unsigned)(used.allocs - used.frees));
        }
        assert_null(c.methods->err(c.self));
        assert_int_equal(peer.check.commands, 1);
    }
}

static void a_wrong_reply_fails_every_rung(void **state)
{
    static const struct string error = STRING("-ERR x\r\n");
    (void)state;
    for (size_t i = 0; i < sizeof rungs / sizeof rungs[0]; i++) {
        struct conn c = redis_conn_init(&storage, memory_open(&peer, *rungs[i].sends, error), 0);
        assert_int_equal(rungs[i].set(c), -EPROTO);
    }
}

static void pipelined_rungs_survive_too(void **state)
{
    static const struct {
        rung_fn *send;
        const struct string *sends;
        unsigned allocs;
    } rows[] = { { send_all_boxed, &sends_set_c_1000, 3 },
                 { send_constants, &sends_set_c_1, 1 },
                 { send_tagged_union, &sends_set_c_1, 0 } };
    (void)state;
    if (!hm_counting())
        skip();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct conn c = redis_conn_init(&storage, memory_open(&peer, *rows[i].sends, ok), 0);
        for (unsigned n = 1; n <= rows[i].allocs + 1; n++) {
            hm_counters before = hm_counters_now();
            hm_fail_at(n);
            int code = rows[i].send(c);
            hm_fail_disarm();
            hm_counters used = hm_counters_since(&before);
            assert_int_equal(code, n <= rows[i].allocs ? -ENOMEM : 0);
            assert_int_equal(used.allocs, used.frees);
        }
        assert_int_equal(c.methods->flush(c.self), 0);
        assert_int_equal(peer.check.commands, 1);
    }
}

static void the_reused_array_reports_that_it_could_not_be_made(void **state)
{
    struct reused_array reused;
    (void)state;
    if (!hm_counting())
        skip();
    hm_fail_at(1);
    int code = reused_array_make(&reused);
    hm_fail_disarm();
    reused_array_free(&reused);
    assert_int_equal(code, -ENOMEM);
}

static void every_failing_allocation_of_a_boxed_reply_is_reported(void **state)
{
    static const char text[] = "*2\r\n$1\r\na\r\n-ERR x\r\n";
    static const struct string ping = STRING("*1\r\n$4\r\nPING\r\n");
    struct reply want;
    char why[REPLY_WHY_BYTES];
    bool never = false;
    (void)state;
    if (!hm_counting())
        skip();
    reply_read(text, sizeof text - 1, sizeof text, &want, why);
    struct string answer = { text, sizeof text - 1 };
    struct conn c = redis_conn_init(&storage, memory_open(&peer, ping, answer), 0);
    for (unsigned n = 1; !never; n++) {
        hm_counters before = hm_counters_now();
        hm_fail_at(n);
        int code = read_boxed(c, &want);
        never = hm_fail_disarm();
        hm_counters used = hm_counters_since(&before);
        assert_int_equal(code, never ? 0 : -ENOMEM);
        assert_int_equal(used.allocs, used.frees);
    }
}

static void hiredis_reports_that_it_could_not_format(void **state)
{
    (void)state;
    if (!hm_counting())
        skip();
    hm_fail_at(1);
    int code = format_hiredis(sends_set_c_1);
    hm_fail_disarm();
    assert_int_equal(code, -ENOMEM);
    assert_int_equal(format_hiredis(sends_set_c_1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failing_allocation_of_a_rung_is_reported_and_leaks_nothing),
        cmocka_unit_test(a_wrong_reply_fails_every_rung),
        cmocka_unit_test(pipelined_rungs_survive_too),
        cmocka_unit_test(the_reused_array_reports_that_it_could_not_be_made),
        cmocka_unit_test(every_failing_allocation_of_a_boxed_reply_is_reported),
        cmocka_unit_test(hiredis_reports_that_it_could_not_format),
    };
    return cmocka_run_group_tests_name("rungs", tests, NULL, NULL);
}
