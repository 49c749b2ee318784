/* test_mapping.c -- the mapping that tool and tracer share: its header, and what it says when the
 * tracer saw nothing. */
#include "support/cmocka_all.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tracer/raw.h"
#include "verdict/mapping.h"

static void the_header_says_version_and_limits(void **state)
{
    (void)state;
    struct verdict_mapping m;
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_true(verdict_map(&m, fileno(file), &(struct verdict_limits){ 10, 20 }));
    const struct hm_tracer_raw_header *h = m.raw;
    assert_true(h->magic == HM_TRACER_RAW_MAGIC && h->version == HM_TRACER_RAW_VERSION);
    assert_true(h->events_max == 10 && h->blocks_max == 20);
    assert_true(m.size == hm_tracer_raw_size(10));
    verdict_unmap(&m);
    assert_null(m.raw);
    fclose(file);
}

static void why_nothing_was_traced_is_told_in_the_order_of_causes(void **state)
{
    (void)state;
    struct verdict_mapping m;
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_true(verdict_map(&m, fileno(file), &(struct verdict_limits){ 0, 20 }));
    struct hm_tracer_raw_header *h = m.raw;
    assert_non_null(strstr(verdict_not_traced(&m), "the tracer was not loaded"));
    h->attached = 1;
    assert_non_null(strstr(verdict_not_traced(&m), "not built for tracing"));
    h->preempted = 1;
    assert_non_null(strstr(verdict_not_traced(&m), "brings a malloc of its own"));
    h->preempted = 0;
    h->hooked = 1;
    assert_null(verdict_not_traced(&m));
    verdict_unmap(&m);
    fclose(file);
}

static void a_file_that_cannot_be_mapped_is_no_mapping(void **state)
{
    (void)state;
    struct verdict_mapping m;
    assert_false(verdict_map(&m, -1, &(struct verdict_limits){ 0, 20 }));
    assert_null(m.raw);
    verdict_unmap(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_says_version_and_limits),
        cmocka_unit_test(why_nothing_was_traced_is_told_in_the_order_of_causes),
        cmocka_unit_test(a_file_that_cannot_be_mapped_is_no_mapping),
    };
    return cmocka_run_group_tests_name("verdict_mapping", tests, NULL, NULL);
}
