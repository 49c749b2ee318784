/* typed.c -- the rung of that name, but it sends SET C 2: it must not pass for SET C 1. */
#include "../../lab/also.h"

int set_typed(struct conn c)
{
    const struct value args[] = { value_text("C"), value_int(2) };
    struct reply reply;
    int code = c.methods->do_values(c.self, "SET", args, 2, &reply);
    return code != 0 ? code : reply_expect_ok(&reply);
}
