/* va_list.c -- C's own variadic call: 0 blocks.
 *
 * So a variable number of arguments is not the cost either: C passes them in registers and in the
 * frame. The price is that they are not checked against the format. */
#include <errno.h>
#include <stdarg.h>

#include "also.h"

enum { ARGS_MAX = 8 };

/* types: one letter for each argument, 's' for a const char *, 'i' for an int. */
static int do_format(struct conn c, struct reply *reply, const char *command, const char *types,
                     ...)
{
    struct value args[ARGS_MAX];
    size_t count = 0;
    va_list list;
    va_start(list, types);
    for (; types[count] != '\0' && count < ARGS_MAX; count++) {
        if (types[count] == 's')
            args[count] = value_text(va_arg(list, const char *));
        else
            args[count] = value_int(va_arg(list, int));
    }
    va_end(list);
    if (types[count] != '\0')
        return -E2BIG;
    return c.methods->do_values(c.self, command, args, count, reply);
}

int set_va_list(struct conn c)
{
    struct reply reply;

    int code = do_format(c, &reply, "SET", "si", "C", 1);

    return code != 0 ? code : reply_expect_ok(&reply);
}
