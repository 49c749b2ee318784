/* walk.c -- each rung a hundred times on the peer in memory, and nothing else: what a traced run of
 * the ladder looks at. Exit status 1 if a rung sent other bytes than it should. */
#include <stdio.h>

#include "common/transport.h"
#include "../rungs.h"

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
    { "boxed_1_8", set_boxed_1_8, &one },
    { "boxed", set_boxed, &one },
    { "boxed_int1000", set_boxed_int1000, &thousand },
    { "boxed_key", set_boxed_key, &thousand },
    { "boxed_small_int", set_boxed_small_int, &one },
    { "boxed_four_args", set_boxed_four_args, &expiring },
    { "direct", set_direct, &one },
    { "stack_boxed", set_stack_boxed, &one },
    { "stack", set_stack, &one },
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
    struct reused reused;
    if (reused_make(&reused) != 0)
        return -1;
    struct conn c = fresh(&one);
    int bad = 0;
    for (int n = 0; n < TIMES && bad == 0; n++)
        bad = set_boxed_reused(c, &reused);
    reused_free(&reused);
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
    return walk_reused() != 0 ? wrong("boxed_reused") : 0;
}
