/* 5_tagged_union.c -- the rung of that name with a malloc it does not need: its claim is false. */
#include <errno.h>
#include <stdlib.h>

#include "../../rungs.h"

int set_tagged_union(struct conn c)
{
    struct value *args = malloc(2 * sizeof *args);
    struct reply reply;
    if (args == NULL)
        return -ENOMEM;
    args[0] = value_text("C");
    args[1] = value_int(1);
    int code = c.methods->do_values(c.self, "SET", args, 2, &reply);
    free(args);
    return code != 0 ? code : reply_expect_ok(&reply);
}
