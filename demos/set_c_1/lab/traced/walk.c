/* walk.c -- each rung a hundred times on the peer in memory, and nothing else: what a traced run of
 * the ladder looks at. Exit status 1 if a rung sent other bytes than it should. */
#include <stdio.h>

#include "common/transport.h"
#include "../also.h"
#include "../reused_array.h"

enum { TIMES = 100 };

static const struct string ok = STRING("+OK\r\n");
static const struct string one = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n");
static const struct string thousand = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$4\r\n1000\r\n");
static const struct string expiring =
    STRING("*5\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n$2\r\nEX\r\n$2\r\n10\r\n");

static const struct {
    const char *name;
    rung_fn *set;
    const struct string *sends;
} rungs[] = {
    { "all_boxed", set_all_boxed, &thousand },
    { "constants", set_constants, &one },
    { "known_callee", set_known_callee, &one },
    { "borrowed_array", set_borrowed_array, &one },
    { "tagged_union", set_tagged_union, &one },
    { "promised_array", set_promised_array, &one },
    { "run_time_int", set_run_time_int, &thousand },
    { "small_int", set_small_int, &one },
    { "four_args", set_four_args, &expiring },
    { "typed", set_typed, &one },
    { "va_list", set_va_list, &one },
};

static struct memory_peer peer;
static struct redis_conn storage;

static struct conn fresh(const struct string *sends)
{
    return redis_conn_init(&storage, memory_open(&peer, *sends, ok), 0);
}

static int wrong(const char *rung)
{
    fprintf(stderr, "walk: %s: %s\n", rung, peer.check.why);
    return 1;
}

/* The rung whose argument array is made once, for all of its calls. */
static int walk_reused(void)
{
    struct reused_array reused;
    if (reused_array_make(&reused) != 0)
        return -1;
    struct conn c = fresh(&one);
    int bad = 0;
    for (int n = 0; n < TIMES && bad == 0; n++)
        bad = set_reused_array(c, &reused);
    reused_array_free(&reused);
    return bad;
}

int main(void)
{
    for (size_t i = 0; i < sizeof rungs / sizeof rungs[0]; i++) {
        struct conn c = fresh(rungs[i].sends);
        for (int n = 0; n < TIMES; n++)
            if (rungs[i].set(c) != 0)
                return wrong(rungs[i].name);
    }
    return walk_reused() != 0 ? wrong("reused_array") : 0;
}
