/* Each request for memory of the writers of `heapmark run` and `heapmark trace` fails in turn: they
 * return false, or the bytes are complete. Nothing is leaked. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include <heapmark/counters.h>
#include <heapmark/fail.h>

#include "run/report.h"
#include "verdict/report.h"
#include "support/counted.h"

enum { ROOM = 1 << 18 };

static char whole[ROOM], page[ROOM];

static char *const command[] = { "prog", "arg", NULL };
static const struct run_frame frames[] = {
    { .function = "box", .file = "box.c", .module = "prog", .line = 3, .inlined = true },
    { .function = "main", .module = "prog", .address = 0x1234 },
};
static struct run_site run_site = {
    .amount = { 3, 48 }, .cut = true, .frame_count = 2, .frames = frames
};
static struct run_site *run_sites[] = { &run_site };
static struct run_change changes[] = { { .what = "new", .now = { 3, 48 }, .site = &run_site } };
static const struct run_process processes[] = {
    { .pid = 7,
      .ppid = 1,
      .exe = "/bin/prog",
      .counters = { .allocs = 3, .frees = 2, .bytes = 48 },
      .usable = 72,
      .class_allocs = { 1, 2 },
      .class_bytes = { 8, 40 },
      .sites = { .known = true,
                 .total = 1,
                 .filter = "box",
                 .ranking = { { true, 1, run_sites }, { true, 1, run_sites } },
                 .against = { .file = "old.json",
                              .differ = 1,
                              .shown = 1,
                              .count = 1,
                              .changes = changes } } },
    { .pid = 8, .ppid = 7, .exe = "/bin/other", .reason = "a static binary" },
};
static const struct run_report run_report = {
    .command = command, .children = true, .count = 2, .processes = processes
};

static const struct verdict_freed freed[] = { { { "main", "a.c", 9, 5 }, 2 } };
static const struct verdict_end ends[] = {
    { .kind = VERDICT_END_OUTLIVED,
      .depth = 1,
      .home = "main",
      .blocks = 2,
      .bytes = 32,
      .live_max = 1,
      .freed = freed,
      .freed_count = 1 },
    { .kind = VERDICT_END_NOT_FREED, .blocks = 1, .bytes = 16 },
};
static const struct verdict_at callers_at[] = { { "main", "a.c", 8, 3 } };
static const struct verdict_caller callers[] = { { .frames = callers_at,
                                                   .count = 1,
                                                   .blocks = 3,
                                                   .home_blocks = 2,
                                                   .depth_min = 1,
                                                   .depth_max = 1 } };
static const struct verdict_site trace_sites[] = {
    { .at = { "box", "a.c", 3, 12 },
      .allocator = "malloc",
      .blocks = 3,
      .bytes = 48,
      .size_min = 16,
      .size_max = 16,
      .died = 2,
      .live_max = 1,
      .live_peak = 2,
      .depth_known = true,
      .depth_min = 1,
      .depth_max = 1,
      .depth_histogram = { 0, 2 },
      .size_log2 = { 0, 0, 0, 0, 3 },
      .ends = ends,
      .end_count = 2,
      .callers = callers,
      .caller_count = 1,
      .advice = "a buffer that main passes in" },
};
static const struct verdict_home homes[] = { { .function = "main", .blocks = 2, .bytes = 32 } };
static const struct verdict_event events[] = {
    { .kind = VERDICT_ENTER,
      .thread = 1,
      .id = 1,
      .function = "main",
      .at = { "main", "a.c", 7, 1 } },
    { .kind = VERDICT_ENTER,
      .thread = 1,
      .id = 2,
      .owner = 1,
      .function = "box",
      .at = { "box", "a.c", 2, 1 } },
    { .kind = VERDICT_ALLOC,
      .thread = 1,
      .id = 1,
      .owner = 2,
      .allocator = "malloc",
      .at = { "box", "a.c", 3, 12 },
      .size = 16 },
    { .kind = VERDICT_LEAVE, .thread = 1, .id = 2 },
    { .kind = VERDICT_FREE, .thread = 1, .id = 1, .at = { "main", "a.c", 9, 5 } },
    { .kind = VERDICT_LEAVE, .thread = 1, .id = 1 },
};
static const struct verdict_report trace_report = {
    .program = "prog",
    .sites = trace_sites,
    .site_count = 1,
    .homes = homes,
    .home_count = 1,
    .blocks = 3,
    .bytes = 48,
    .stackable = 2,
    .stackable_bytes = 32,
    .threads = 1,
    .events = events,
    .event_count = sizeof events / sizeof events[0],
    .events_kept = true,
    .events_complete = true,
};

static bool text_of_run(FILE *out)
{
    return run_text(out, &run_report);
}

static bool json_of_run(FILE *out)
{
    return run_json(out, &run_report);
}

static bool trace_text(FILE *out)
{
    return verdict_text(out, &trace_report);
}

static bool trace_json(FILE *out)
{
    return verdict_json(out, &trace_report);
}

static bool trace_picture(FILE *out)
{
    return verdict_picture(out, &trace_report);
}

static bool trace_svg(FILE *out)
{
    return verdict_svg(out, &trace_report);
}

/* The stream gets its memory before the failure is armed: the test is about the writer. */
static bool write_to(char *room, bool (*writer)(FILE *out), unsigned n, bool *beyond,
                     int64_t *leaked)
{
    memset(room, 0, ROOM);
    FILE *out = fmemopen(room, ROOM, "w");
    assert_non_null(out);
    static char buffer[ROOM];
    setvbuf(out, buffer, _IOFBF, sizeof buffer);
    hm_counters before = hm_counters_now();
    hm_fail_at(n);
    bool written = writer(out);
    *beyond = hm_fail_disarm();
    hm_counters used = hm_counters_since(&before);
    *leaked = (int64_t)(used.allocs - used.frees);
    fclose(out);
    return written;
}

static void sweep(const char *name, bool (*writer)(FILE *out))
{
    bool beyond = false;
    int64_t leaked;
    assert_true(write_to(whole, writer, 0, &beyond, &leaked));
    assert_true(strlen(whole) > 20);
    beyond = false;
    unsigned n = 0;
    while (!beyond) {
        bool written = write_to(page, writer, ++n, &beyond, &leaked);
        if (written && strcmp(page, whole) != 0)
            fail_msg("%s: request %u fails: no error, and not what it writes otherwise", name, n);
        if (leaked != 0)
            fail_msg("%s: request %u fails: %d blocks leaked", name, n, (int)leaked);
    }
    print_message("%s: %u requests\n", name, n - 1);
}

static void run_s_writers_say_so_and_leak_nothing(void **state)
{
    (void)state;
    sweep("run text", text_of_run);
    sweep("run json", json_of_run);
}

static void trace_s_writers_say_so_and_leak_nothing(void **state)
{
    (void)state;
    sweep("trace text", trace_text);
    sweep("trace json", trace_json);
    sweep("trace picture", trace_picture);
    sweep("trace svg", trace_svg);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run_s_writers_say_so_and_leak_nothing),
        cmocka_unit_test(trace_s_writers_say_so_and_leak_nothing),
    };
    return cmocka_run_group_tests_name("the tool's writers short of memory", tests, NULL, NULL);
}
