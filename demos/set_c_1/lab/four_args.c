/* four_args.c -- SET C 1 EX 10: the array grows by 16 bytes an argument, and is still one
 * block. */
#include <errno.h>
#include <stdlib.h>

#include "also.h"

int set_four_args(struct conn c)
{
    static const struct string key = STRING("C"), ex = STRING("EX");
    static const int64_t one = 1, ten = 10;

    struct iface *args = malloc(4 * sizeof *args);
    if (args == NULL)
        return -ENOMEM;
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };
    args[2] = (struct iface){ &type_string, &ex };
    args[3] = (struct iface){ &type_int, &ten };

    struct result set = c.methods->do_boxed(c.self, "SET", args, 4);

    free(args);
    return result_expect_ok(set);
}
