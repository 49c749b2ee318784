/* stack.c -- SET C 1 with arguments that carry their values: 0 blocks, through an indirect call.
 *
 * A tagged union needs no box: the int is in the argument, not somewhere that the argument points
 * to. */
#include "rungs.h"

int set_stack(struct conn c)
{
    const struct value args[] = { value_text("C"), value_int(1) };
    struct reply reply;

    int code = c.methods->do_values(c.self, "SET", args, 2, &reply);

    return code != 0 ? code : reply_expect_ok(&reply);
}
