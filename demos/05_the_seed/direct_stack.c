/* direct_stack.c -- the boxes of Go and the array of Go, but the callee is known: it is in the
 * frame.
 *
 * This is what Go itself does when `c` is a concrete type: `... argument does not escape`. */
#include "lesson.h"

int set_direct_stack(struct redis_conn *c)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;
    struct iface args[2];
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };
    int error = result_expect_ok(redis_do_boxed(c, "SET", args, 2));
    return error;
}
