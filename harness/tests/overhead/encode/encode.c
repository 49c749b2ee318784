/* encode.c -- `SET C 1` as bytes: the stack rung's encoder beside hiredis.
 *
 * It is a separate program without the counting malloc, whose cost must not be part of the
 * comparison. bench_harness runs it. Exit status: 0 target met, 1 missed or not measured. */
#include <stdio.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include <heapmark/keep.h>

#include "common/resp.h"
#include "overhead/meter.h"

static const char want[] = "*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n";
enum { WANT = sizeof want - 1 };

static double with_hiredis(uint64_t n, void *arg)
{
    (void)arg;
    char *command = NULL;
    int length = redisFormatCommand(&command, "SET %s %d", "C", 1);
    bool right = length == WANT && memcmp(command, want, WANT) == 0;
    redisFreeCommand(command);
    if (!right)
        return -1;
    uint64_t start = thread_ns();
    for (uint64_t i = 0; i < n; i++) {
        length = redisFormatCommand(&command, "SET %s %d", "C", 1);
        hm_keep(length);
        redisFreeCommand(command);
    }
    return (double)(thread_ns() - start) / (double)n;
}

static ssize_t encode(char *out, size_t size)
{
    const struct value args[] = { value_text("C"), value_int(1) };
    return resp_encode_values(out, size, "SET", args, 2);
}

static double with_stack(uint64_t n, void *arg)
{
    (void)arg;
    char out[64];
    if (encode(out, sizeof out) != WANT || memcmp(out, want, WANT) != 0)
        return -1;
    uint64_t start = thread_ns();
    for (uint64_t i = 0; i < n; i++) {
        ssize_t length = encode(out, sizeof out);
        hm_keep(length);
    }
    return (double)(thread_ns() - start) / (double)n;
}

int main(void)
{
    bool met = contest_run(&(struct contest){ .what = "hiredis redisFormatCommand / stack encode",
                                              .top = with_hiredis,
                                              .bottom = with_stack,
                                              .n = 50 * 1000,
                                              .rounds = 31,
                                              .limit = 10,
                                              .at_least = true });
    return met ? 0 : 1;
}
