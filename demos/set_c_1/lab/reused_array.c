/* reused_array.c -- the array is on the heap, but it is made once and passed again: 0 blocks a
 * call.
 *
 * Go's way out without changing the callee: c.Do("SET", args...). */
#include "reused_array.h"

#include <errno.h>
#include <stdlib.h>

int reused_array_make(struct reused_array *reused)
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

int set_reused_array(struct conn c, const struct reused_array *reused)
{
    return result_expect_ok(c.methods->do_boxed(c.self, "SET", reused->args, 2));
}

void reused_array_free(struct reused_array *reused)
{
    free(reused->args);
    reused->args = NULL;
}
