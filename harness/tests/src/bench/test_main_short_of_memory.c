/* Each request for memory of a benchmark program fails in turn, also those of sub-benchmarks,
 * threads, logs, clean-ups and reports. Either the report is complete, or the program says what is
 * missing and its exit status is not 0. Nothing is leaked. */
#include "support/cmocka_all.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <heapmark/bench.h>
#include <heapmark/counters.h>
#include <heapmark/fail.h>

#include "support/counted.h"

enum { ROOM = 1 << 16 };

static void clean_up(void *arg)
{
    (void)arg;
}

static void logs(hm_bench *b)
{
    hm_cleanup(b, clean_up, NULL);
    hm_log(b, "a %s", "word");
    while (hm_loop(b))
        hm_clobber();
    hm_report_metric(b, 1, "x/op");
}

static void body(hm_pb *pb, void *arg)
{
    (void)arg;
    while (hm_pb_next(pb))
        hm_clobber();
}

static void parallel(hm_bench *b)
{
    hm_run_parallel(b, body, NULL);
}

static void leaf(hm_bench *b)
{
    hm_log(b, "%d", 1);
    while (hm_loop(b))
        hm_clobber();
}

static void has_sub(hm_bench *b)
{
    hm_run(b, "one", leaf, NULL);
    hm_run(b, "two", leaf, NULL);
}

static const hm_case cases[] = {
    { .name = "Logs", .run = logs, .claim = HM_CLAIM(.allocs = 0, .bytes = 0), .why = "nothing" },
    { .name = "Parallel", .run = parallel },
    { .name = "Sub", .run = has_sub },
};

/* What one run of hm_main() wrote, in static memory: no allocation. */
static struct {
    char out[ROOM], err[ROOM];
    int status;
} ran;

static int fresh(int as, int *kept)
{
    int fd = memfd_create("output", MFD_CLOEXEC);
    assert_true(fd >= 0);
    *kept = dup(as);
    dup2(fd, as);
    return fd;
}

static void take_back(int as, int kept, int fd, char *text)
{
    dup2(kept, as);
    close(kept);
    ssize_t n = pread(fd, text, ROOM - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    close(fd);
}

/* False: there were fewer than n requests. */
static bool run_failing_at(unsigned n, const char *format, int64_t *leaked)
{
    char flag[64];
    char *argv[] = { "bench", "--benchtime=2x", "--cpu=2", "--count=2", flag, NULL };
    int out_kept, err_kept;
    snprintf(flag, sizeof flag, "--format=%s", format);
    fflush(NULL);
    int out = fresh(STDOUT_FILENO, &out_kept), err = fresh(STDERR_FILENO, &err_kept);
    hm_counters before = hm_counters_now();
    hm_fail_at(n);
    ran.status = hm_main(5, argv, cases, sizeof cases / sizeof cases[0]);
    bool beyond = hm_fail_disarm();
    hm_counters used = hm_counters_since(&before);
    fflush(NULL);
    take_back(STDOUT_FILENO, out_kept, out, ran.out);
    take_back(STDERR_FILENO, err_kept, err, ran.err);
    *leaked = (int64_t)(used.allocs - used.frees);
    return !beyond;
}

static bool all_there(const char *const *words)
{
    for (; *words != NULL; words++)
        if (strstr(ran.out, *words) == NULL)
            return false;
    return true;
}

static void sweep(const char *format, const char *const *words)
{
    int64_t leaked;
    unsigned failed = 0;
    run_failing_at(0, format, &leaked); /* libc allocates its caches now */
    assert_int_equal(ran.status, 0);
    if (!all_there(words))
        fail_msg("%s: something is missing in:\n%s", format, ran.out);
    for (unsigned n = 1; run_failing_at(n, format, &leaked); n++) {
        if (ran.status == 0 && !all_there(words))
            fail_msg("%s: request %u fails: status 0, and something is missing in:\n%s", format, n,
                     ran.out);
        if (ran.status != 0 && ran.err[0] == '\0' && strstr(ran.out, "FAIL") == NULL)
            fail_msg("%s: request %u fails: status %d without a word", format, n, ran.status);
        bool of_libc = strstr(ran.err, "invalid regexp") != NULL; /* glibc's regcomp() leaks */
        if (leaked > 0 && !of_libc)
            fail_msg("%s: request %u fails: %d blocks leaked\n%s", format, n, (int)leaked, ran.err);
        failed += ran.status != 0;
    }
    print_message("%s: %u requests were missed\n", format, failed);
    assert_true(failed > 10);
}

static void a_run_in_go_s_text_survives_every_failing_request(void **state)
{
    (void)state;
    sweep("go", (const char *const[]){ "BenchmarkLogs-2", "a word", "x/op", "BenchmarkParallel-2",
                                       "BenchmarkSub/one-2", "BenchmarkSub/two-2", "PASS", NULL });
}

static void a_run_in_json_survives_every_failing_request(void **state)
{
    (void)state;
    sweep("json", (const char *const[]){ "BenchmarkLogs", "a word", "x/op", "BenchmarkParallel",
                                         "BenchmarkSub/one", "BenchmarkSub/two", "schema", NULL });
}

static void a_table_survives_every_failing_request(void **state)
{
    (void)state;
    sweep("table", (const char *const[]){ "Logs", "Parallel", "Sub/one", "Sub/two", NULL });
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_in_go_s_text_survives_every_failing_request),
        cmocka_unit_test(a_run_in_json_survives_every_failing_request),
        cmocka_unit_test(a_table_survives_every_failing_request),
    };
    return cmocka_run_group_tests_name("main short of memory", tests, NULL, NULL);
}
