/* bench.c -- lesson 05: SET C 1, from three blocks to none, one change at a time. */
#include <heapmark/bench.h>

#include "lesson.h"

/* Every case starts with a connection to a fake peer which takes these bytes and no others. */
static struct conn connect_fake(struct memory_peer *peer, struct redis_conn *storage)
{
    static const struct string wire = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n");
    static const struct string ok = STRING("+OK\r\n");
    return redis_conn_init(storage, memory_open(peer, wire, ok), 0);
}

static void expect_ok(hm_bench *b, struct conn c, int error)
{
    if (error != 0)
        hm_error(b, "SET C 1: %s", c.methods->err(c.self) ? c.methods->err(c.self) : "not OK");
}

static void boxed(hm_bench *b)
{
    struct memory_peer peer;
    struct redis_conn storage;
    struct conn c = connect_fake(&peer, &storage);
    while (hm_loop(b))
        expect_ok(b, c, set_boxed(c, "C", 1));
}

static void constants(hm_bench *b)
{
    struct memory_peer peer;
    struct redis_conn storage;
    struct conn c = connect_fake(&peer, &storage);
    while (hm_loop(b))
        expect_ok(b, c, set_constants_boxed(c));
}

static void stack(hm_bench *b)
{
    struct memory_peer peer;
    struct redis_conn storage;
    struct conn c = connect_fake(&peer, &storage);
    while (hm_loop(b))
        expect_ok(b, c, set_stack(c, "C", 1));
}

static void direct(hm_bench *b)
{
    struct memory_peer peer;
    struct redis_conn storage;
    struct conn c = connect_fake(&peer, &storage);
    while (hm_loop(b))
        expect_ok(b, c, set_direct_stack(&storage));
}

static void reused(hm_bench *b)
{
    struct memory_peer peer;
    struct redis_conn storage;
    struct conn c = connect_fake(&peer, &storage);
    while (hm_loop(b))
        expect_ok(b, c, set_reused_stack(c));
}

static void a_look_boxed(hm_bench *b)
{
    while (hm_loop(b))
        if (look_boxed() != 1)
            hm_error(b, "one of the two is a number");
}

static void a_look_stack(hm_bench *b)
{
    while (hm_loop(b))
        if (look_stack() != 1)
            hm_error(b, "one of the two is a number");
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Seed/impl=boxed",
          .run = boxed,
          .claim = HM_CLAIM(.allocs = 3, .bytes = 56),
          .why = "an array, a string header and an int, each in a block" },
        { .name = "Seed/impl=constants",
          .run = constants,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 32),
          .why = "change 1: \"C\" and 1 are constants and have an address; the array is left" },
        { .name = "Seed/impl=stack",
          .run = stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "change 2: the callee promises to keep nothing, so the array is in the frame" },
        { .name = "SeedDirect/impl=boxed",
          .run = constants,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 32),
          .why = "through the table: nobody can know that the array is not kept" },
        { .name = "SeedDirect/impl=stack",
          .run = direct,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the same boxes, a known callee: the array is in the frame" },
        { .name = "SeedReused/impl=boxed",
          .run = constants,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 32),
          .why = "an array for every call" },
        { .name = "SeedReused/impl=stack",
          .run = reused,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "one array for all calls, through the same table" },
        { .name = "SeedLook/impl=boxed",
          .run = a_look_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 32),
          .why = "what \"variadic means heap\" would mean" },
        { .name = "SeedLook/impl=stack",
          .run = a_look_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "a variadic callee that only looks needs no heap" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
