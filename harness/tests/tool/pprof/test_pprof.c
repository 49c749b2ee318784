/* test_pprof.c -- reads profiles that the test itself packs, with the same wire code. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/cmocka_all.h"

#include "pprof/pprof.h"
#ifdef HM_PPROF
#include <zlib.h>

#include "pprof/profile.pb-c.h"

static char *strings[] = { "",      "alloc_objects", "count", "alloc_space",   "bytes",
                           "pkg.F", "/src/pkg/a.go", "pkg.G", "/src/pkg/b.go", "cpu" };

/* Two blocks of 24 bytes, made in G, line 7, inlined into F, line 9; the rate is 1. */
static size_t packed(unsigned char *into, int64_t first_type)
{
    PprofWire__ValueType types[] = { PPROF_WIRE__VALUE_TYPE__INIT, PPROF_WIRE__VALUE_TYPE__INIT };
    PprofWire__ValueType *all_types[] = { &types[0], &types[1] };
    PprofWire__Function f = PPROF_WIRE__FUNCTION__INIT, g = PPROF_WIRE__FUNCTION__INIT;
    PprofWire__Function *functions[] = { &g, &f };
    PprofWire__Line inner = PPROF_WIRE__LINE__INIT, outer = PPROF_WIRE__LINE__INIT;
    PprofWire__Line *lines[] = { &inner, &outer };
    PprofWire__Location at = PPROF_WIRE__LOCATION__INIT, *locations[] = { &at };
    PprofWire__Sample sample = PPROF_WIRE__SAMPLE__INIT, *samples[] = { &sample };
    PprofWire__Profile p = PPROF_WIRE__PROFILE__INIT;
    uint64_t stack[] = { 1, 99 }; /* a location that does not exist is left out */
    int64_t values[] = { 2, 48 };
    types[0].type = first_type;
    types[1].type = 3;
    f.id = 1, f.name = 5, f.file = 6;
    g.id = 2, g.name = 7, g.file = 8;
    inner.function = 2, inner.line = 7;
    outer.function = 1, outer.line = 9;
    at.id = 1, at.n_line = 2, at.line = lines;
    sample.n_location = 2, sample.location = stack;
    sample.n_value = 2, sample.value = values;
    p.n_sample_type = 2, p.sample_type = all_types;
    p.n_sample = 1, p.sample = samples;
    p.n_location = 1, p.location = locations;
    p.n_function = 2, p.function = functions;
    p.n_strings = sizeof strings / sizeof strings[0], p.strings = strings;
    p.period = 1;
    return pprof_wire__profile__pack(&p, into);
}

static char path[] = "/tmp/heapmark-pprof-XXXXXX";

static void write_file(const unsigned char *bytes, size_t len, const char *mode)
{
    gzFile out = gzopen(path, mode);
    assert_non_null(out);
    assert_int_equal(gzwrite(out, bytes, (unsigned)len), (int)len);
    assert_int_equal(gzclose(out), Z_OK);
}

static void refused(const char *because)
{
    struct pprof_profile profile;
    char *why = NULL;
    assert_false(pprof_read(&profile, path, &why));
    assert_non_null(strstr(why, because));
    free(why);
}

static void frames_come_innermost_first_with_inlined_ones(void **state)
{
    unsigned char bytes[1024];
    struct pprof_profile p;
    char *why;
    (void)state;
    for (int packed_too = 0; packed_too < 2; packed_too++) {
        write_file(bytes, packed(bytes, 1), packed_too ? "wb" : "wbT");
        assert_true(pprof_read(&p, path, &why));
        assert_int_equal(p.rate, 1);
        assert_int_equal(p.n_samples, 1);
        assert_int_equal(p.samples[0].blocks, 2);
        assert_int_equal(p.samples[0].bytes, 48);
        assert_int_equal(p.samples[0].n_frames, 2);
        assert_string_equal(p.samples[0].frames[0].function, "pkg.G");
        assert_int_equal(p.samples[0].frames[0].line, 7);
        assert_true(p.samples[0].frames[0].inlined);
        assert_string_equal(p.samples[0].frames[1].file, "/src/pkg/a.go");
        assert_false(p.samples[0].frames[1].inlined);
        pprof_done(&p);
    }
}

static void what_is_no_memory_profile_is_named(void **state)
{
    unsigned char bytes[1024];
    (void)state;
    write_file(bytes, packed(bytes, 9), "wb");
    refused("its values are cpu");
    write_file((const unsigned char *)"hello, world", 12, "wbT");
    refused("is not in the format of pprof");
    write_file(bytes, packed(bytes, 1), "wb");
    assert_int_equal(truncate(path, 60), 0);
    refused("cut off or damaged");
    assert_int_equal(truncate(path, 0), 0);
    refused("is empty");
}

static int make(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int drop(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_come_innermost_first_with_inlined_ones),
        cmocka_unit_test(what_is_no_memory_profile_is_named),
    };
    return cmocka_run_group_tests_name("pprof", tests, make, drop);
}
#else
int main(void)
{
    return 77; /* built without protobuf-c */
}
#endif
