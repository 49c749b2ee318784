/* boxed_reused.c -- the array is on the heap, but it is made once and passed again: 0 blocks a
 * call.
 *
 * Go's way out without changing the callee: c.Do("SET", args...). */
#include <errno.h>
#include <stdlib.h>

#include "rungs.h"

int reused_make(struct reused *reused)
{
    static const struct string key = STRING("C");
    static const int64_t one = 1;

    reused->args = malloc(2 * sizeof *reused->args);
    if (reused->args == NULL)
        return -ENOMEM;
    reused->args[0] = (struct iface){ &type_string, &key };
    reused->args[1] = (struct iface){ &type_int, &one };
    return 0;
}

int set_boxed_reused(struct conn c, const struct reused *reused)
{
    return result_expect_ok(c.methods->do_boxed(c.self, "SET", reused->args, 2));
}

void reused_free(struct reused *reused)
{
    free(reused->args);
    reused->args = NULL;
}
