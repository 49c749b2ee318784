/* trace_sample.c -- the fixed reports of traced runs, and the comparison with golden files. */
#include "support/golden.h"
#include "support/trace_sample.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "support/cmocka_all.h"
#include "support/spawn.h"

#define AT(function, line, column)                                                                 \
    {                                                                                              \
        function, "boxed.c", line, column                                                          \
    }
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct verdict_freed in_op[] = { { AT("op", 9, 5), 60 },
                                              { AT("op", 9, 14), 30 },
                                              { AT("op", 11, 5), 5 },
                                              { AT("op", 12, 5), 3 },
                                              { AT("op", 13, 5), 2 } };
static const struct verdict_freed elsewhere[] = { { AT("other", 30, 5), 4 } };

static const struct verdict_end box_ends[] = {
    { .kind = VERDICT_END_OUTLIVED,
      .depth = 1,
      .home = "op",
      .blocks = 100,
      .bytes = 1600,
      .live_max = 2,
      .freed = in_op,
      .freed_count = COUNT(in_op) },
};
static const struct verdict_end own_ends[] = {
    { .kind = VERDICT_END_STAYED,
      .home = "op",
      .blocks = 100,
      .bytes = 3200,
      .live_max = 1,
      .freed = in_op,
      .freed_count = 1 },
};
static const struct verdict_end mixed_ends[] = {
    { .kind = VERDICT_END_NOT_FREED, .blocks = 1, .bytes = 64 },
    { .kind = VERDICT_END_OTHER_THREAD,
      .blocks = 4,
      .bytes = 256,
      .freed = elsewhere,
      .freed_count = 1 },
    { .kind = VERDICT_END_LEFT_ALL,
      .blocks = 2,
      .bytes = 100,
      .freed = elsewhere,
      .freed_count = 1 },
    { .kind = VERDICT_END_UNKNOWN, .why = VERDICT_STACKS_SWITCHED, .blocks = 1, .bytes = 50 },
};
static const struct verdict_at up_to_op[] = { AT("op", 8, 17) };
static const struct verdict_at up_to_main[] = { AT("op", 8, 17), AT("main", 20, 9) };
static const struct verdict_caller callers[] = {
    { .frames = up_to_op,
      .count = 1,
      .blocks = 99,
      .home_blocks = 99,
      .depth_min = 1,
      .depth_max = 1 },
    { .frames = up_to_main, .count = 2, .cut = true, .blocks = 1 },
};

static const struct verdict_site sites[] = {
    { .at = AT("make", 4, 12),
      .allocator = "malloc",
      .blocks = 100,
      .bytes = 1600,
      .size_min = 16,
      .size_max = 16,
      .died = 100,
      .live_max = 2,
      .live_peak = 2,
      .depth_known = true,
      .depth_min = 1,
      .depth_max = 1,
      .depth_histogram = { 0, 100 },
      .size_log2 = { [4] = 100 },
      .ends = box_ends,
      .end_count = 1,
      .callers = callers,
      .caller_count = 2,
      .advice = "op could pass a buffer: 2 x 16 B, never more than 2 at once" },
    { .at = AT("op", 7, 17),
      .allocator = "malloc",
      .blocks = 100,
      .bytes = 3200,
      .size_min = 32,
      .size_max = 32,
      .died = 100,
      .live_max = 1,
      .live_peak = 1,
      .depth_known = true,
      .depth_histogram = { 100 },
      .size_log2 = { [5] = 100 },
      .ends = own_ends,
      .end_count = 1 },
    { .at = AT("op", 10, 17),
      .allocator = "strdup",
      .inner = "malloc",
      .blocks = 8,
      .bytes = 470,
      .size_min = 5,
      .size_max = 64,
      .died = 7,
      .outlived_thread = 1,
      .live_max = 3,
      .live_peak = 3,
      .moves = 7,
      .growths = 6,
      .grown = 2,
      .grow_from = 5,
      .grow_to = 64,
      .size_log2 = { [3] = 1, [6] = 7 },
      .ends = mixed_ends,
      .end_count = 4,
      .advice = "free it before its thread ends, or hand it to one that lives on" },
    { .allocator = "calloc", .address = 0x1234, .blocks = 5, .bytes = 50, .outside = true },
};
static const char *const wrappers[] = { "xfree", "xmalloc" };
static const struct verdict_home homes[] = { { "op", 200, 4800, 64, 1 } };

static const struct verdict_event events[] = {
    { .kind = VERDICT_ENTER, .thread = 1, .id = 1, .function = "main", .at = AT("main", 18, 1) },
    { .kind = VERDICT_ENTER,
      .thread = 1,
      .id = 2,
      .owner = 1,
      .function = "op",
      .at = AT("op", 6, 1) },
    { .kind = VERDICT_ENTER,
      .thread = 1,
      .id = 3,
      .owner = 2,
      .function = "make",
      .at = AT("make", 3, 1) },
    { .kind = VERDICT_ALLOC,
      .thread = 1,
      .id = 1,
      .owner = 3,
      .allocator = "malloc",
      .size = 16,
      .at = AT("make", 4, 12) },
    { .kind = VERDICT_LEAVE, .thread = 1, .id = 3 },
    { .kind = VERDICT_ALLOC,
      .thread = 1,
      .id = 2,
      .owner = 2,
      .allocator = "malloc",
      .size = 32,
      .at = AT("op", 7, 17) },
    { .kind = VERDICT_REALLOC,
      .thread = 1,
      .id = 2,
      .owner = 2,
      .size = 48,
      .at = AT("op", 8, 17) },
    { .kind = VERDICT_FREE, .thread = 1, .id = 2, .owner = 2, .at = AT("op", 9, 5) },
    { .kind = VERDICT_ENTER,
      .thread = 1,
      .id = 4,
      .owner = 2,
      .function = "left",
      .at = AT("left", 1, 1) },
    { .kind = VERDICT_LEAVE, .thread = 1, .id = 4, .jumped = true },
    { .kind = VERDICT_FREE, .thread = 1, .id = 1, .owner = 2, .at = AT("op", 9, 14) },
    { .kind = VERDICT_ALLOC,
      .thread = 1,
      .id = 3,
      .owner = 2,
      .allocator = "strdup",
      .size = 8,
      .at = AT("op", 10, 17) },
    { .kind = VERDICT_ALLOC,
      .thread = 1,
      .id = 4,
      .owner = 2,
      .allocator = "strdup",
      .size = 9,
      .at = AT("op", 10, 17) },
    { .kind = VERDICT_LEAVE, .thread = 1, .id = 2 },
    { .kind = VERDICT_FREE, .thread = 2, .id = 4, .at = AT("other", 30, 5) },
    { .kind = VERDICT_LEAVE, .thread = 1, .id = 1 },
};

struct verdict_report sample_trace(void)
{
    return (struct verdict_report){
        .program = "./boxed",
        .status = SIGKILL, /* as waitpid() has it */
        .sites = sites,
        .site_count = COUNT(sites),
        .wrappers = wrappers,
        .wrapper_count = COUNT(wrappers),
        .homes = homes,
        .home_count = 1,
        .blocks = 208,
        .bytes = 5270,
        .stackable = 200,
        .stackable_bytes = 4800,
        .outside_blocks = 5,
        .outside_bytes = 50,
        .harness_blocks = 3,
        .dropped = 7,
        .blocks_max = 4194304,
        .frames_lost = 2,
        .missed = 7,
        .sites_lost = 1,
        .threads = 2,
        .forks = 1,
        .switched = true,
        .events = events,
        .event_count = COUNT(events),
        .events_kept = true,
        .events_complete = true,
    };
}

struct verdict_report empty_trace(void)
{
    return (struct verdict_report){ .program = "./empty", .op = "op", .events_kept = true };
}

struct verdict_report odd_trace(void)
{
    static const char odd[] = "operator<<\"&\" \xc3\xa4\xe2\x82\xac \xff";
    static char very_long[601];
    static struct verdict_end end;
    static struct verdict_site site;
    static struct verdict_event some[6];

    memset(very_long, 'n', sizeof very_long - 1);
    end = (struct verdict_end){ .kind = VERDICT_END_OUTLIVED,
                                .depth = 1,
                                .home = very_long,
                                .blocks = 1,
                                .bytes = 16,
                                .live_max = 1 };
    site = (struct verdict_site){ .at = { odd, "m\xc3\xbcll/<a&b>.c", 3, 7 },
                                  .allocator = "x<y>",
                                  .blocks = 1,
                                  .bytes = 16,
                                  .size_min = 16,
                                  .size_max = 16,
                                  .live_max = 1,
                                  .depth_known = true,
                                  .depth_min = 1,
                                  .depth_max = 1,
                                  .ends = &end,
                                  .end_count = 1 };
    some[0] = (struct verdict_event){
        .kind = VERDICT_ENTER, .thread = 1, .id = 1, .function = very_long
    };
    some[1] = (struct verdict_event){
        .kind = VERDICT_ENTER, .thread = 1, .id = 2, .owner = 1, .function = odd
    };
    some[2] = (struct verdict_event){ .kind = VERDICT_ALLOC,
                                      .thread = 1,
                                      .id = 1,
                                      .owner = 2,
                                      .allocator = "x<y>",
                                      .size = 16,
                                      .at = site.at };
    some[3] = (struct verdict_event){ .kind = VERDICT_LEAVE, .thread = 1, .id = 2 };
    some[4] = (struct verdict_event){ .kind = VERDICT_FREE, .thread = 1, .id = 1, .owner = 1 };
    some[5] = (struct verdict_event){ .kind = VERDICT_LEAVE, .thread = 1, .id = 1 };
    return (struct verdict_report){ .program = "./odd",
                                    .sites = &site,
                                    .site_count = 1,
                                    .blocks = 1,
                                    .bytes = 16,
                                    .stackable = 1,
                                    .stackable_bytes = 16,
                                    .no_lines = true,
                                    .events = some,
                                    .event_count = 6,
                                    .events_kept = true,
                                    .events_complete = true };
}

struct verdict_report long_trace(size_t blocks)
{
    static struct verdict_event *many;
    size_t n = 0;
    free(many);
    many = calloc(2 * blocks + 2, sizeof *many);
    assert_non_null(many);
    many[n++] =
        (struct verdict_event){ .kind = VERDICT_ENTER, .thread = 1, .id = 1, .function = "op" };
    for (size_t i = 1; i <= blocks; i++) {
        many[n++] = (struct verdict_event){ .kind = VERDICT_ALLOC,
                                            .thread = 1,
                                            .id = i,
                                            .owner = 1,
                                            .allocator = "malloc",
                                            .size = i,
                                            .at = AT("op", 3, 7) };
        many[n++] =
            (struct verdict_event){ .kind = VERDICT_FREE, .thread = 1, .id = i, .owner = 1 };
    }
    many[n++] = (struct verdict_event){ .kind = VERDICT_LEAVE, .thread = 1, .id = 1 };
    return (struct verdict_report){ .program = "./long",
                                    .op = "op",
                                    .events = many,
                                    .event_count = n,
                                    .events_kept = true,
                                    .events_complete = true };
}

char *trace_written(trace_writer *writer, const struct verdict_report *report)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_true(writer(out, report));
    assert_int_equal(fclose(out), 0);
    return text;
}

void assert_trace_golden(trace_writer *writer, const struct verdict_report *report,
                         const char *file)
{
    char path[512], *text = trace_written(writer, report);
    snprintf(path, sizeof path, HM_SOURCE_DIR "/harness/tests/golden/trace/%s", file);
    assert_golden_text(path, text);
    free(text);
}

void assert_trace_error(trace_writer *writer)
{
    struct verdict_report report = sample_trace();
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    assert_false(writer(full, &report));
    fclose(full);
}
