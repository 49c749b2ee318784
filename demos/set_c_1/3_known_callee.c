/* 3_known_callee.c -- 2_constants.c with a callee that is known: 0 blocks.
 *
 * The function is called by its name and not through the table. Now even Go's compiler sees that
 * the array is only read, and leaves it in the caller's frame; in C the author puts it there. */
#include "rungs.h"

int set_known_callee(struct conn c)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;

    struct iface args[2];
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };

    struct result set = redis_do_boxed(c.self, "SET", args, 2);

    return result_expect_ok(set);
}
