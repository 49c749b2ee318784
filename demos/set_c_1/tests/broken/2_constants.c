/* 2_constants.c -- the rung of that name without its malloc: its claim is false. */
#include "../../rungs.h"

int set_constants(struct conn c)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;
    const struct iface args[] = { { &type_string, &key }, { &type_int, &one } };
    return result_expect_ok(c.methods->do_boxed(c.self, "SET", args, 2));
}
