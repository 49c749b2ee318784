/* Each request for memory of each writer fails in turn: the writer returns an error, or the bytes
 * are complete. Nothing is leaked. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include <heapmark/counters.h>
#include <heapmark/fail.h>

#include "support/counted.h"
#include "support/report.h"

enum { ROOM = 1 << 18 };

struct page { /* a sink that asks for no memory */
    char bytes[ROOM];
    size_t length;
};

static struct page whole, page;

static int keep(void *ctx, const char *bytes, size_t length)
{
    struct page *p = ctx;
    assert_true(p->length + length < ROOM);
    memcpy(p->bytes + p->length, bytes, length);
    p->length += length;
    return 0;
}

static int write_to(struct page *p, const hm_writer *writer, const hm_report *report)
{
    hm_out out = { .write = keep, .ctx = p };
    p->length = 0;
    return hm_write(writer, &out, report);
}

/* How many requests the writer makes. */
static unsigned sweep(const hm_writer *writer, const hm_report *report)
{
    assert_int_equal(write_to(&whole, writer, report), 0);
    for (unsigned n = 1;; n++) {
        hm_counters before = hm_counters_now();
        hm_fail_at(n);
        int error = write_to(&page, writer, report);
        bool beyond = hm_fail_disarm();
        hm_counters used = hm_counters_since(&before);
        bool same =
            page.length == whole.length && memcmp(page.bytes, whole.bytes, whole.length) == 0;
        if (error == 0 && !same)
            fail_msg("%s: request %u fails: no error, and not what it writes otherwise",
                     writer->name, n);
        if (used.allocs != used.frees)
            fail_msg("%s: request %u fails: %d blocks leaked", writer->name, n,
                     (int)(used.allocs - used.frees));
        if (beyond)
            return n - 1;
    }
}

static void every_writer_says_so_and_leaks_nothing(void **state)
{
    (void)state;
    unsigned requests = 0;
    for (const hm_writer *w = hm_writers; w->name != NULL && w->name[0] != '\0'; w++) {
        unsigned one = sweep(w, sample_report());
        print_message("%s: %u requests\n", w->name, one);
        requests += one + sweep(w, blind_report());
    }
    assert_true(requests > 0);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_writer_says_so_and_leaks_nothing),
    };
    return cmocka_run_group_tests_name("writers short of memory", tests, NULL, NULL);
}
