/* test_raw_check.c -- a raw trace that its program wrote over is refused, and the first wrong entry
 * is named. */
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "verdict/parts.h"
#include "verdict/read.h"

enum { EVENTS = 4 };

static struct hm_tracer_raw raw;

/* One module, one chain, one site, its fate and an event: as a run would leave it. */
static int make_whole(void **state)
{
    void *base = calloc(1, hm_tracer_raw_size(EVENTS));
    *state = base;
    if (base == NULL)
        return -1;
    raw = hm_tracer_raw_at(base);
    *raw.header = (struct hm_tracer_raw_header){
        .events_max = EVENTS, .modules = 1, .nodes = 4, .sites = 2, .fates = 1, .events = 1
    };
    strcpy(raw.module[0].path, "/nowhere");
    raw.node[2].count = 1;
    raw.node[3] = (struct hm_tracer_raw_node){ .parent = 2, .count = 2 };
    raw.site[1] = (struct hm_tracer_raw_site){ .chain = 3, .blocks = 1, .died = 1 };
    raw.fate[0] = (struct hm_tracer_raw_fate){ .site = 1, .blocks = 1 };
    raw.event[0] = (struct hm_tracer_raw_event){ .kind = HM_TRACER_EV_BORN, .where = 1 };
    return 0;
}

static int drop(void **state)
{
    free(*state);
    return 0;
}

/* Refused by the check and by the reader, with these words. */
static void assert_refused(void *base, const char *words)
{
    char text[96] = "";
    assert_false(verdict_raw_holds(&raw, text, sizeof text));
    assert_string_equal(text, words);
    struct verdict_reading reading;
    struct verdict_options options = { 0 };
    assert_int_equal(verdict_read(&reading, base, &options), -1);
    assert_string_equal(reading.damage, words);
    verdict_read_done(&reading);
}

static void a_whole_trace_holds_and_is_read(void **state)
{
    char text[96];
    assert_true(verdict_raw_holds(&raw, text, sizeof text));
    struct verdict_reading reading;
    struct verdict_options options = { 0 };
    assert_int_equal(verdict_read(&reading, *state, &options), 0);
    assert_string_equal(reading.damage, "");
    assert_int_equal(reading.report.site_count, 1);
    verdict_read_done(&reading);
}

static void counts_beyond_the_tables_are_refused(void **state)
{
    raw.header->modules = HM_TRACER_MODULES_MAX + 1;
    assert_refused(*state, "257 modules, 256 at most");
    raw.header->modules = 1;
    raw.header->sites = UINT32_MAX;
    assert_refused(*state, "4294967295 sites, 32768 at most");
}

static void indices_beyond_the_counts_are_refused(void **state)
{
    raw.event[0].where = 2;
    assert_refused(*state, "the kind or the site of event 0 is 2");
    raw.fate[0].site = 2;
    assert_refused(*state, "the site of fate 0 is 2");
    raw.site[1].chain = 7;
    assert_refused(*state, "the call chain of site 1 is 7");
    raw.node[3].count = 17;
    assert_refused(*state, "the length of call chain 3 is 17");
    raw.node[3] = (struct hm_tracer_raw_node){ .parent = 3, .count = 3 };
    assert_refused(*state, "the length of call chain 3 is 3");
    raw.node[HM_TRACER_NODE_MORE].count = UINT32_MAX; /* it has no frames of its own */
    assert_refused(*state, "the length of call chain 1 is 4294967295");
}

static void a_path_without_an_end_is_refused(void **state)
{
    memset(raw.module[0].path, 'x', sizeof raw.module[0].path);
    assert_refused(*state, "the length of the path of module 0 is 488");
}

static void events_beyond_those_kept_are_not_looked_at(void **state)
{
    (void)state;
    char text[96];
    raw.header->events = UINT64_MAX;
    assert_true(verdict_raw_holds(&raw, text, sizeof text));
    raw.event[EVENTS - 1].kind = 99;
    assert_false(verdict_raw_holds(&raw, text, sizeof text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_whole_trace_holds_and_is_read, make_whole, drop),
        cmocka_unit_test_setup_teardown(counts_beyond_the_tables_are_refused, make_whole, drop),
        cmocka_unit_test_setup_teardown(indices_beyond_the_counts_are_refused, make_whole, drop),
        cmocka_unit_test_setup_teardown(a_path_without_an_end_is_refused, make_whole, drop),
        cmocka_unit_test_setup_teardown(events_beyond_those_kept_are_not_looked_at, make_whole,
                                        drop),
    };
    return cmocka_run_group_tests_name("raw_check", tests, NULL, NULL);
}
