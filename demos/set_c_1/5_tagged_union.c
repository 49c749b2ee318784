/* 5_tagged_union.c -- 4_borrowed_array.c with arguments that carry their values: 0 blocks.
 *
 * A tagged union needs no box: the int is in the argument, not somewhere that the argument points
 * to. So this needs no constants either; a key and a number known only at run time cost the same.
 * The reply comes back in the same way, as a view and not as a box. */
#include "rungs.h"

int set_tagged_union(struct conn c)
{
    const struct value args[] = { value_text("C"), value_int(1) };
    struct reply reply;

    int code = c.methods->do_values(c.self, "SET", args, 2, &reply);

    return code != 0 ? code : reply_expect_ok(&reply);
}
