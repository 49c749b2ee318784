/* run_time.c -- the call of 2_constants.c with a number that is known only at run time.
 *
 * A value that the compiler does not know cannot be static data, so it is boxed when the program
 * runs. box_int() then does what Go's runtime does:
 *
 *     an int of 256 or more   a block of 8 B
 *     an int below 256        an address in a table that the runtime keeps: no block */
#include <errno.h>
#include <stdlib.h>

#include "also.h"

/* Not const, as run_time_int. */
extern int64_t run_time_small_int;
int64_t run_time_small_int = 1;

static int set(struct conn c, int64_t value)
{
    static const struct string key = STRING("C");

    struct iface *args = malloc(2 * sizeof *args);
    if (args == NULL)
        return -ENOMEM;
    args[0] = (struct iface){ &type_string, &key };
    args[1] = box_int(value);

    struct result set = c.methods->do_boxed(c.self, "SET", args, 2);

    unbox(args[1]);
    free(args);
    return result_expect_ok(set);
}

int set_run_time_int(struct conn c)
{
    return set(c, run_time_int);
}

int set_small_int(struct conn c)
{
    return set(c, run_time_small_int);
}
