/* reused_stack.c -- the caller builds the array once and hands the same one over every time. */
#include "lesson.h"

static const struct string key = STRING("C");
static const int64_t one = 1;
static const struct iface args[2] = { { &type_string, &key }, { &type_int, &one } };

int set_reused_stack(struct conn c)
{
    int error = result_expect_ok(c.methods->do_boxed(c.self, "SET", args, 2));
    return error;
}
