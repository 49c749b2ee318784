/* constants_boxed.c -- SET C 1 with constants: they have an address already. The array is left. */
#include "lesson.h"

#include <errno.h>
#include <stdlib.h>

int set_constants_boxed(struct conn c)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;
    struct iface *args = malloc(2 * sizeof *args); /* "... argument": 32 bytes */
    if (args == NULL)
        return -ENOMEM;
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };
    int error = result_expect_ok(c.methods->do_boxed(c.self, "SET", args, 2));
    free(args);
    return error;
}
