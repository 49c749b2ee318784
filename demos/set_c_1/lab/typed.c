/* typed.c -- set_int(c, "C", 1): a function that knows its types needs no interface at all. 0
 * blocks. */
#include "also.h"

static int set_int(struct conn c, const char *key, int64_t value)
{
    const struct value args[] = { value_text(key), value_int(value) };
    struct reply reply;

    int code = c.methods->do_values(c.self, "SET", args, 2, &reply);

    return code != 0 ? code : reply_expect_ok(&reply);
}

int set_typed(struct conn c)
{
    return set_int(c, "C", 1);
}
