/* bench.c -- lesson 05: SET C 1, from three blocks to none, one change at a time. The rungs are the
 * files of demos/set_c_1. */
#include <heapmark/bench.h>

#include "lesson.h"
#include "set_c_1/lab/reused_array.h"
#include "set_c_1/rungs.h"

static const struct string set_c_1 = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n");
static const struct string set_c_1000 = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$4\r\n1000\r\n");
static const struct string ok = STRING("+OK\r\n");

struct rung {
    rung_fn *set;
    const struct string *wire; /* the fake peer takes these bytes and no others */
};

static void expect_ok(hm_bench *b, struct conn c, int error)
{
    if (error != 0)
        hm_error(b, "SET C 1: %s", c.methods->err(c.self) ? c.methods->err(c.self) : "not OK");
}

static void rung(hm_bench *b)
{
    const struct rung *rung = hm_arg(b);
    struct memory_peer peer;
    struct redis_conn storage;
    struct conn c = redis_conn_init(&storage, memory_open(&peer, *rung->wire, ok), 0);
    while (hm_loop(b))
        expect_ok(b, c, rung->set(c));
}

static void reused(hm_bench *b)
{
    struct memory_peer peer;
    struct redis_conn storage;
    struct reused_array array;
    struct conn c = redis_conn_init(&storage, memory_open(&peer, set_c_1, ok), 0);
    expect_ok(b, c, reused_array_make(&array));
    while (hm_loop(b))
        expect_ok(b, c, set_reused_array(c, &array));
    reused_array_free(&array);
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

static const hm_case cases[] = {
    { .name = "Seed/impl=all_boxed",
      .run = rung,
      .arg = &(struct rung){ set_all_boxed, &set_c_1000 },
      .claim = HM_CLAIM(.allocs = 3, .bytes = 56),
      .why = "an array, a string header and an int, each in a block" },
    { .name = "Seed/impl=constants",
      .run = rung,
      .arg = &(struct rung){ set_constants, &set_c_1 },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 32),
      .why = "\"C\" and 1 are constants and have an address; the array is left" },
    { .name = "Seed/impl=known_callee",
      .run = rung,
      .arg = &(struct rung){ set_known_callee, &set_c_1 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "constants, and a callee that is known to keep nothing" },
    { .name = "Seed/impl=reused_array",
      .run = reused,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "constants, and one array for all calls" },
    { .name = "Seed/impl=borrowed_array",
      .run = rung,
      .arg = &(struct rung){ set_borrowed_array, &set_c_1 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "constants, and a callee that promises to keep nothing" },
    { .name = "Seed/impl=tagged_union",
      .run = rung,
      .arg = &(struct rung){ set_tagged_union, &set_c_1 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "borrowed array, and each argument carries its value" },
    { .name = "Seed/impl=promised_array",
      .run = rung,
      .arg = &(struct rung){ set_promised_array, &set_c_1 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "borrowed array, and the promise is in the callee's type" },
    { .name = "SeedLook/impl=boxed",
      .run = a_look_boxed,
      .claim = HM_CLAIM(.allocs = 1, .bytes = 32),
      .why = "what \"variadic means heap\" would mean" },
    { .name = "SeedLook/impl=stack",
      .run = a_look_stack,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "a variadic callee that only looks needs no heap" },
};

int main(int argc, char **argv)
{
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
