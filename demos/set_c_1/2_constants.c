/* 2_constants.c -- 1_all_boxed.c with a constant key and number: 1 block, 32 bytes.
 *
 * This is the call of the question, c.Do("SET", "C", 1). Go still prints three lines, but two of
 * them cost nothing: a constant in an interface is static data, it has an address already. What
 * remains is the array of arguments. The call goes through a table, so Go's compiler cannot see
 * whether the callee keeps it. */
#include <errno.h>
#include <stdlib.h>

#include "rungs.h"

int set_constants(struct conn c)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;

    struct iface *args = malloc(2 * sizeof *args);
    if (args == NULL)
        return -ENOMEM;
    args[0] = (struct iface){ &type_string, &key };
    args[1] = (struct iface){ &type_int, &one };

    struct result set = c.methods->do_boxed(c.self, "SET", args, 2);

    free(args);
    return result_expect_ok(set);
}
