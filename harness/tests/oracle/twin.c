/* twin.c -- the C half of the comparison: the same benchmarks as twin_test.go, run by our runner.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <heapmark/bench.h>

static void boxed(hm_bench *b)
{
    for (uint64_t i = 0; i < hm_n(b); i++) {
        void *block = malloc(16);
        hm_keep(block);
        free(block);
    }
}

static void nothing(hm_bench *b)
{
    while (hm_loop(b))
        ;
}

static void bytes(hm_bench *b)
{
    hm_set_bytes(b, 27);
    hm_report_metric(b, 1e-6, "ns/op");
    hm_report_metric(b, 1234.5, "MB/s");
}

static void override(hm_bench *b)
{
    hm_report_metric(b, 7.9, "allocs/op");
    hm_report_metric(b, -7.9, "B/op");
    hm_report_metric(b, 0, "ns/op");
    hm_report_metric(b, 0, "MB/s");
}

static void numbers(hm_bench *b)
{
    static const double values[] = {
        0,
        1,
        -1,
        0.5,
        2.5,
        9.9994,
        9.9995,
        99.994,
        99.995,
        999.94,
        999.95,
        1000,
        12345.678,
        0.99994,
        0.99995,
        0.099994,
        0.099995,
        0.0099994,
        0.0099995,
        0.00099994,
        0.00099995,
        0.00012345,
        1e-9,
        1e15,
        1e300,
        -0.00012345,
        -99.995,
        (double)NAN,
        (double)INFINITY,
        -(double)INFINITY,
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char unit[8];
        snprintf(unit, sizeof unit, "v%02zu", i);
        hm_report_metric(b, values[i], unit);
    }
    hm_report_metric(b, 0, "ns/op");
}

static void logs(hm_bench *b)
{
    hm_log(b, "first\nsecond\n");
    hm_log(b, "blank below\n\n");
}

static void logs_much(hm_bench *b)
{
    for (int i = 0; i < 8; i++)
        hm_log(b, "line %d", i);
}

static void fails(hm_bench *b)
{
    hm_error(b, "wrong");
}

static void fails_late(hm_bench *b)
{
    if (hm_n(b) > 1)
        hm_error(b, "late");
}

static void skips(hm_bench *b)
{
    hm_skip(b, "not today");
}

static void sub_y(hm_bench *b)
{
    hm_run(b, "z", boxed, NULL);
    hm_run(b, "w=1", nothing, NULL);
}

static void sub(hm_bench *b)
{
    static const char *const names[] = {
        "a b",      "a b",       "a b#01",
        "",         "",          "x\ty",
        "p/q",      "caf\u00e9", "\u200b",
        "\x01\x7f", "\xff",      "wide\u3000space",
        "|",        "[",         "a name that is much longer than the others",
        "#02",      "x#01",      "x",
        "x",
    };
    hm_run(b, "x", nothing, NULL);
    hm_run(b, "y", sub_y, NULL);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        hm_run(b, names[i], nothing, NULL);
}

static void bad(hm_bench *b)
{
    hm_fail(b);
}

static void sub_fails(hm_bench *b)
{
    hm_run(b, "good", nothing, NULL);
    hm_run(b, "bad", bad, NULL);
    hm_run(b, "skips", skips, NULL);
}

static void spin(hm_pb *pb, void *arg)
{
    (void)arg;
    while (hm_pb_next(pb))
        ;
}

static void parallel(hm_bench *b)
{
    hm_run_parallel(b, spin, NULL);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Boxed", .run = boxed },
        { .name = "Nothing", .run = nothing },
        { .name = "Bytes", .run = bytes },
        { .name = "Override", .run = override },
        { .name = "Numbers", .run = numbers },
        { .name = "Log", .run = logs },
        { .name = "LogMuch", .run = logs_much },
        { .name = "Fail", .run = fails },
        { .name = "FailLate", .run = fails_late },
        { .name = "Skip", .run = skips },
        { .name = "Sub", .run = sub },
        { .name = "SubFails", .run = sub_fails },
        { .name = "Parallel", .run = parallel },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
