/* boxed_1_8.c -- SET C 1 as three `-m` lines suggest it, and as Go up to 1.8 did it: 3 blocks, 56
 * bytes.
 *
 *     ... argument escapes to heap      two interface values   32 B
 *     "C" escapes to heap               a string's header      16 B
 *     1 escapes to heap                 an int                  8 B */
#include <errno.h>
#include <stdlib.h>

#include "rungs.h"

int set_boxed_1_8(struct conn c)
{
    static const struct string key = STRING("C");

    struct iface *args = malloc(2 * sizeof *args);
    if (args == NULL)
        return -ENOMEM;
    args[0] = box_string_1_8(key);
    args[1] = box_int_1_8(1);

    struct result set = c.methods->do_boxed(c.self, "SET", args, 2);

    unbox(args[1]);
    unbox(args[0]);
    free(args);
    return result_expect_ok(set);
}
