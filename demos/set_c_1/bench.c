/* bench.c -- the ladder as a program: what each rung is claimed to cost, and why.
 *
 * Without flags the peer is in memory; --redis or --redis-socket put a real server there. What is
 * measured beside these six is in lab/cases.c. */
#include "lab/lab.h"

static const struct lab_case ladder[] = {
    { { .name = "SetC1/impl=all_boxed",
        .run = bench_set,
        .arg = &(struct rung){ set_all_boxed, &sends_set_c_1000 },
        .claim = HM_CLAIM(.allocs = 3, .bytes = 56),
        .why = "array 32 B, string header 16 B, int 8 B: known only at run time" },
      IN_MEMORY | ON_SERVER },
    { { .name = "SetC1/impl=constants",
        .run = bench_set,
        .arg = &(struct rung){ set_constants, &sends_set_c_1 },
        .claim = HM_CLAIM(.allocs = 1, .bytes = 32),
        .why = "\"C\" and 1 are static data; the array is left: callee unknown" },
      IN_MEMORY | ON_SERVER },
    { { .name = "SetC1/impl=known_callee",
        .run = bench_set,
        .arg = &(struct rung){ set_known_callee, &sends_set_c_1 },
        .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
        .why = "constants, and a known callee: the array may stay in the frame" },
      IN_MEMORY | ON_SERVER },
    { { .name = "SetC1/impl=borrowed_array",
        .run = bench_set,
        .arg = &(struct rung){ set_borrowed_array, &sends_set_c_1 },
        .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
        .why = "constants, and the callee promises only to borrow the array" },
      IN_MEMORY | ON_SERVER },
    { { .name = "SetC1/impl=tagged_union",
        .run = bench_set,
        .arg = &(struct rung){ set_tagged_union, &sends_set_c_1 },
        .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
        .why = "borrowed array, and each argument carries its value: no box" },
      IN_MEMORY | ON_SERVER },
    { { .name = "SetC1/impl=promised_array",
        .run = bench_set,
        .arg = &(struct rung){ set_promised_array, &sends_set_c_1 },
        .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
        .why = "borrowed array, and the promise is in the callee's type: proven" },
      IN_MEMORY | ON_SERVER },
};

int main(int argc, char **argv)
{
    return lab_main(argc, argv, ladder, HM_COUNT(ladder));
}
