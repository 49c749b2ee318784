/* test_stacks.c -- one heap in, the bytes of each file for other viewers out. */
#include "support/cmocka_all.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "formats/stacks.h"
#include "pprof/pprof.h"
#include "support/golden.h"
#include "support/spawn.h"

#define GOLDEN HM_SOURCE_DIR "/harness/tests/golden/formats/"

static const struct formats_frame boxed[] = {
    { "box", "/src/box.c", "/bin/prog", 21, 12, 0x1010, true },
    { "set_boxed", "/src/box.c", "/bin/prog", 30, 5, 0x1010, false },
    { "main", "/src/main.c", "/bin/prog", 8, 0, 0x1100, false },
};
static const struct formats_frame library[] = {
    { "operator<<; \"a\"\n<b>\xff", NULL, "/lib/libx.so", 0, 0, 0x20, false },
    { NULL, NULL, NULL, 0, 0, 0, false },
    { "main", "/src/main.c", "/bin/prog", 9, 0, 0x1108, false },
};

static const struct formats_stack stacks[] = {
    { boxed,
      3,
      "outlives box: lives in set_boxed, 1 frame up",
      { true, 100, 1600 },
      { true, 2, 32 },
      { true, 1, 16 },
      { true, 0, 0 },
      700 },
    { library,
      3,
      NULL,
      { true, 3, 300 },
      { true, 3, 300 },
      { true, 3, 300 },
      { true, 1, 100 },
      90 },
};

static struct formats_heap heap(bool timed)
{
    return (struct formats_heap){ .mode = "heapmark trace",
                                  .command = "prog \"an argument\"",
                                  .program = "/bin/prog",
                                  .pid = 7,
                                  .timed = timed,
                                  .end = timed ? 900 : 0,
                                  .peak_at = 450,
                                  .unit = "events",
                                  .mega = "Mevents",
                                  .stacks = stacks,
                                  .count = 2 };
}

static char *written(formats_writer *write, const struct formats_heap *h, size_t *length)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    assert_non_null(out);
    assert_true(write(out, h));
    assert_int_equal(fclose(out), 0);
    return text;
}

static void assert_written(formats_writer *write, const struct formats_heap *h, const char *golden)
{
    size_t length;
    char *text = written(write, h, &length);
    assert_golden_text(golden, text);
    free(text);
}

static void dhat_and_folded_files_are_what_the_golden_files_say(void **state)
{
    const struct formats_heap timed = heap(true), empty = {
        .mode = "heapmark run", .command = "true", .unit = "events", .mega = "Mevents"
    };
    (void)state;
    assert_written(formats_dhat, &timed, GOLDEN "heap.dhat.json");
    assert_written(formats_folded, &timed, GOLDEN "heap.folded");
    assert_written(formats_dhat, &empty, GOLDEN "empty.dhat.json");
    assert_written(formats_folded, &empty, GOLDEN "empty.folded");
}

static void what_is_not_known_is_no_member_rather_than_zero(void **state)
{
    static const struct formats_stack totals = { boxed, 3,     NULL,  { true, 4, 64 },
                                                 { 0 }, { 0 }, { 0 }, 0 };
    struct formats_heap h = heap(false);
    size_t length;
    (void)state;
    h.stacks = &totals;
    h.count = 1;
    char *text = written(formats_dhat, &h, &length);
    assert_non_null(strstr(text, "\"bklt\":false"));
    assert_non_null(strstr(text, "{\"tb\":64,\"tbk\":4,\"fs\":[1,2,3]}"));
    assert_null(strstr(text, "\"tg\""));
    free(text);
}

static void write_profile(const char *path)
{
    const struct formats_heap h = heap(true);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_true(formats_pprof(out, &h));
    assert_int_equal(fclose(out), 0);
}

static void a_profile_read_back_has_the_same_stacks_and_counts(void **state)
{
    struct pprof_profile p;
    char *why;
    (void)state;
    if (formats_no_pprof() != NULL)
        skip();
    write_profile("test_stacks.pb.gz");
    if (!pprof_read(&p, "test_stacks.pb.gz", &why))
        fail_msg("%s", why);
    assert_int_equal(p.n_samples, 2);
    assert_int_equal(p.rate, 1);
    assert_int_equal(p.samples[0].blocks, 100);
    assert_int_equal(p.samples[0].bytes, 1600);
    assert_int_equal(p.samples[0].n_frames, 3);
    assert_string_equal(p.samples[0].frames[0].function, "box");
    assert_string_equal(p.samples[0].frames[0].file, "/src/box.c");
    assert_int_equal(p.samples[0].frames[0].line, 21);
    assert_true(p.samples[0].frames[0].inlined);
    assert_false(p.samples[0].frames[1].inlined);
    assert_string_equal(p.samples[1].frames[0].function, "operator<<; \"a\"\n<b>?");
    assert_string_equal(p.samples[1].frames[1].function, "???");
    pprof_done(&p);
    unlink("test_stacks.pb.gz");
}

static void has(const struct spawned *s, const char *part)
{
    if (strstr(s->out, part) == NULL)
        fail_msg("no \"%s\" in:\n%s%s", part, s->out, s->err);
}

static void go_tool_pprof_answers_with_our_counts(void **state)
{
    (void)state;
    if (formats_no_pprof() != NULL || !is_installed("go")) {
        print_message("skipped: there is no go\n");
        skip();
    }
    write_profile("test_stacks.pb.gz");
    struct spawned top = SPAWN("go", "tool", "pprof", "-top", "test_stacks.pb.gz");
    has(&top, "Type: alloc_objects");
    has(&top, "100 97.09%");
    struct spawned peek = SPAWN("go", "tool", "pprof", "-sample_index=alloc_space", "-unit=B",
                                "-peek", "^box$", "test_stacks.pb.gz");
    has(&peek, "1600B");
    has(&peek, "set_boxed (inline)");
    struct spawned tags = SPAWN("go", "tool", "pprof", "-tags", "test_stacks.pb.gz");
    has(&tags, "outlives box: lives in set_boxed, 1 frame up");
    struct spawned same =
        SPAWN("go", "tool", "pprof", "-top", "-diff_base=test_stacks.pb.gz", "test_stacks.pb.gz");
    has(&same, "accounting for 0");
    spawned_done(&top);
    spawned_done(&peek);
    spawned_done(&tags);
    spawned_done(&same);
    unlink("test_stacks.pb.gz");
}

static void an_output_that_takes_nothing_is_an_error(void **state)
{
    static formats_writer *const writers[] = { formats_dhat, formats_folded, formats_pprof };
    const struct formats_heap h = heap(true);
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        FILE *full = fopen("/dev/full", "w");
        assert_non_null(full);
        if (writers[i] != formats_pprof || formats_no_pprof() == NULL) {
            assert_false(writers[i](full, &h));
            assert_int_equal(errno, ENOSPC);
        }
        fclose(full);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dhat_and_folded_files_are_what_the_golden_files_say),
        cmocka_unit_test(what_is_not_known_is_no_member_rather_than_zero),
        cmocka_unit_test(a_profile_read_back_has_the_same_stacks_and_counts),
        cmocka_unit_test(go_tool_pprof_answers_with_our_counts),
        cmocka_unit_test(an_output_that_takes_nothing_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
