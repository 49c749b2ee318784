/* bodies.c -- the loops: only what is inside `while (hm_loop(b))` is timed and counted. */
#include <errno.h>
#include <string.h>

#include "common/resp.h"
#include "collector.h"
#include "lab.h"
#include "reused_array.h"

static const struct string ok = STRING("+OK\r\n");

void bench_set(hm_bench *b)
{
    const struct rung *rung = hm_arg(b);
    struct conn c;
    uint64_t ops = 0;
    if (!lab_open(b, rung->sends, ok, &c))
        return;
    while (hm_loop(b)) {
        int code = rung->set(c);
        ops++;
        if (code != 0)
            lab_fail(b, c, code);
    }
    lab_close(b, c, ops);
}

void bench_reused(hm_bench *b)
{
    struct reused_array reused;
    struct conn c;
    uint64_t ops = 0;
    if (!lab_open(b, &sends_set_c_1, ok, &c))
        return;
    int made = reused_array_make(&reused);
    if (made != 0)
        lab_fail(b, c, made);
    while (hm_loop(b)) {
        int code = set_reused_array(c, &reused);
        ops++;
        if (code != 0)
            lab_fail(b, c, code);
    }
    reused_array_free(&reused);
    lab_close(b, c, ops);
}

void bench_gc(hm_bench *b)
{
    gc_start();
    struct gc_totals before = gc_now();
    bench_set(b);
    struct gc_totals after = gc_now();
    double ops = (double)hm_n(b);
    if (ops > 0) {
        hm_report_metric(b, (double)(after.allocs - before.allocs) / ops, "gc-allocs/op");
        hm_report_metric(b, (double)(after.bytes - before.bytes) / ops, "gc-B/op");
    }
}

/* Send what is in the buffer and take a reply for each command. */
static int drain(struct conn c, unsigned *waiting)
{
    struct reply reply;
    int code = c.methods->flush(c.self);
    for (; code == 0 && *waiting > 0; (*waiting)--) {
        code = c.methods->receive(c.self, &reply);
        if (code == 0)
            code = reply_expect_ok(&reply);
    }
    return code;
}

/* One operation is one command; every 64th also waits for 64 replies. */
void bench_pipeline(hm_bench *b)
{
    const struct rung *rung = hm_arg(b);
    struct conn c;
    uint64_t ops = 0;
    unsigned waiting = 0;
    if (!lab_open(b, rung->sends, ok, &c))
        return;
    while (hm_loop(b)) {
        int code = rung->set(c);
        ops++;
        if (code == 0 && ++waiting == PIPELINE_DEPTH)
            code = drain(c, &waiting);
        if (code != 0)
            lab_fail(b, c, code);
    }
    int code = hm_failed(b) ? 0 : drain(c, &waiting);
    if (code != 0)
        lab_fail(b, c, code);
    lab_close(b, c, ops);
}

void bench_encode(hm_bench *b)
{
    char out[64];
    while (hm_loop(b)) {
        const struct value args[] = { value_text("C"), value_int(1) };
        ssize_t len = resp_encode_values(out, sizeof out, "SET", args, 2);
        if (len != (ssize_t)sends_set_c_1.len || memcmp(out, sends_set_c_1.at, (size_t)len) != 0)
            hm_error(b, "these are not the 27 bytes of SET C 1");
    }
}

void bench_reply(hm_bench *b)
{
    static const struct string ping = STRING("*1\r\n$4\r\nPING\r\n");
    const struct reply_rung *rung = hm_arg(b);
    struct string answer = { rung->answer, strlen(rung->answer) };
    struct reply want;
    struct conn c;
    char why[REPLY_WHY_BYTES];
    uint64_t ops = 0;
    if (reply_read(answer.at, answer.len, answer.len, &want, why) != (int64_t)answer.len) {
        hm_error(b, "the case's own answer is not a reply");
        return;
    }
    if (!lab_open(b, &ping, answer, &c))
        return;
    while (hm_loop(b)) {
        int code = rung->read(c, &want);
        ops++;
        if (code != 0)
            lab_fail(b, c, code);
    }
    lab_close(b, c, ops);
}
